package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.expr.UserAggregate;
import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.util.Optionality;

/** An aggregate function of the user as an operator of Calcite. */
final class UserAggregateOperator extends SqlAggFunction {
    private final UserAggregate function;

    UserAggregateOperator(String name, UserAggregate function) {
        super(
                name,
                null,
                SqlKind.OTHER_FUNCTION,
                binding -> Types.toCalcite(function.result()),
                UserOperator.inference(function.parameters()),
                OperandTypes.operandMetadata(
                        UserOperator.families(function.parameters()),
                        factory -> function.parameters().stream()
                                .map(Types::toCalcite)
                                .toList(),
                        index -> "argument" + (index + 1),
                        index -> false),
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                false,
                Optionality.FORBIDDEN);
        this.function = function;
    }

    UserAggregate function() {
        return function;
    }

    /** An aggregate takes columns, so that what is of another type is cast before, by what is validated here. */
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        boolean fits = super.checkOperandTypes(binding, throwOnFailure);
        if (fits) {
            binding.getValidator()
                    .getTypeCoercion()
                    .userDefinedFunctionCoercion(binding.getScope(), binding.getCall(), this);
        }
        return fits;
    }

    /** Whether columns of these types are what the function takes. */
    boolean takes(List<DataType> types) {
        for (int i = 0; i < types.size(); i++) {
            DataType type = types.get(i);
            DataType parameter = function.parameters().get(i);
            boolean isSame = type.kind() == parameter.kind() && type.scale() == parameter.scale();
            if (!isSame && !(type.isInteger() && parameter.isInteger())) {
                return false;
            }
        }
        return true;
    }
}
