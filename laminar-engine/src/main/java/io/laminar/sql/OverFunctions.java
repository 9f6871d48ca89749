package io.laminar.sql;

import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.Optionality;

/** Functions that only stand before OVER, and that Calcite does not have. */
final class OverFunctions extends SqlAggFunction {
    static final SqlAggFunction ZSCORE = new OverFunctions("ZSCORE", OperandTypes.NUMERIC);
    static final SqlAggFunction MOVING_AVG = new OverFunctions("MOVING_AVG", OperandTypes.NUMERIC_INTEGER);
    static final SqlAggFunction EWMA = new OverFunctions("EWMA", OperandTypes.NUMERIC_NUMERIC);

    private OverFunctions(String name, SqlOperandTypeChecker operands) {
        super(
                name,
                null,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.explicit(SqlTypeName.DOUBLE)
                        .andThen((binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, true)),
                null,
                operands,
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                true,
                Optionality.FORBIDDEN);
    }
}
