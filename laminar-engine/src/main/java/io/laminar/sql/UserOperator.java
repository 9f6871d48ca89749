package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.catalog.CatalogObject;
import io.laminar.expr.Expression;
import io.laminar.expr.Expressions;
import io.laminar.expr.UserAggregate;
import io.laminar.expr.UserFunction;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** A scalar function of the user as an operator of Calcite. */
final class UserOperator extends SqlFunction {
    private final UserFunction function;

    UserOperator(String name, UserFunction function) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                binding -> Types.toCalcite(function.result()),
                inference(function.parameters()),
                OperandTypes.family(families(function.parameters())),
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.function = function;
    }

    /** The operator of a function of the user. */
    static SqlOperator of(CatalogObject.Function object) {
        return object.function() instanceof UserAggregate aggregate
                ? new UserAggregateOperator(object.name(), aggregate)
                : new UserOperator(object.name(), (UserFunction) object.function());
    }

    /** What each operand must be of. */
    static List<SqlTypeFamily> families(List<DataType> parameters) {
        return parameters.stream().map(UserOperator::family).toList();
    }

    private static SqlTypeFamily family(DataType type) {
        SqlTypeFamily family = Types.toCalcite(type).getSqlTypeName().getFamily();
        return type.isNumeric() ? SqlTypeFamily.NUMERIC : family == null ? SqlTypeFamily.ANY : family;
    }

    /** A {@code ?} has the type of the parameter. */
    static SqlOperandTypeInference inference(List<DataType> parameters) {
        return (binding, result, operands) -> {
            for (int i = 0; i < Math.min(operands.length, parameters.size()); i++) {
                operands[i] = Types.toCalcite(parameters.get(i));
            }
        };
    }

    @Override
    public boolean isDeterministic() {
        return function.function().isDeterministic();
    }

    /** The call, with operands converted to what the function takes. */
    Expression call(List<Expression> operands, RelDataType type) {
        List<Expression> converted = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Expression operand = operands.get(i);
            DataType target =
                    function.parameters().get(i).withNullable(operand.type().nullable());
            converted.add(Expressions.cast(operand, target));
        }
        return new Expression.Call(function.function(), converted, Types.of(type));
    }
}
