package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.expr.UserAggregate;
import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.util.Optionality;
import org.jspecify.annotations.Nullable;

/** An aggregate function of the user as an operator of Calcite. */
final class UserAggregateOperator extends SqlAggFunction {
    private final Overloads<UserAggregate> overloads;

    UserAggregateOperator(Overloads<UserAggregate> overloads) {
        super(
                overloads.name(),
                null,
                SqlKind.OTHER_FUNCTION,
                binding -> Types.toCalcite(overloads.of(binding).result()),
                overloads.inference(),
                overloads.isSingle() ? operands(overloads.first().parameters()) : overloads.operands(),
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                false,
                Optionality.FORBIDDEN);
        this.overloads = overloads;
    }

    private static SqlOperandTypeChecker operands(List<DataType> parameters) {
        return OperandTypes.operandMetadata(
                Overloads.families(parameters),
                factory -> parameters.stream().map(Types::toCalcite).toList(),
                index -> "argument" + (index + 1),
                index -> false);
    }

    /** The overload for columns of these types; null when they have to be cast first. */
    @Nullable
    UserAggregate function(List<DataType> types) {
        UserAggregate function = overloads.of(types);
        return takes(function, types) ? function : null;
    }

    /** An aggregate takes columns, so that what is of another type is cast before, by what is validated here. */
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        boolean fits = super.checkOperandTypes(binding, throwOnFailure);
        if (fits) {
            UserAggregateOperator chosen =
                    overloads.isSingle() ? this : new UserAggregateOperator(overloads.only(overloads.of(binding)));
            binding.getValidator()
                    .getTypeCoercion()
                    .userDefinedFunctionCoercion(binding.getScope(), binding.getCall(), chosen);
        }
        return fits;
    }

    private static boolean takes(UserAggregate function, List<DataType> types) {
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
