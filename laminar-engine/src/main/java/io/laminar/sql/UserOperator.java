package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.catalog.CatalogObject;
import io.laminar.expr.Expression;
import io.laminar.expr.Expressions;
import io.laminar.expr.UserAggregate;
import io.laminar.expr.UserFunction;
import io.laminar.expr.UserRoutine;
import io.laminar.expr.UserTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;

/** A scalar function of the user as an operator of Calcite, or a table function, which gives an array of rows. */
final class UserOperator extends SqlFunction {
    private final Overloads<UserFunction> overloads;

    private UserOperator(Overloads<UserFunction> overloads) {
        super(
                overloads.name(),
                SqlKind.OTHER_FUNCTION,
                binding -> Types.toCalcite(overloads.of(binding).result()),
                overloads.inference(),
                overloads.isSingle()
                        ? OperandTypes.family(
                                Overloads.families(overloads.first().parameters()))
                        : overloads.operands(),
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.overloads = overloads;
    }

    /** The operator of a function of the user. */
    static SqlOperator of(CatalogObject.Function object) {
        List<UserRoutine> routines = object.overloads().stream()
                .map(CatalogObject.Function.Overload::routine)
                .toList();
        List<UserAggregate> aggregates = routines.stream()
                .filter(UserAggregate.class::isInstance)
                .map(UserAggregate.class::cast)
                .toList();
        return aggregates.isEmpty()
                ? new UserOperator(new Overloads<>(
                        object.name(),
                        routines.stream().map(UserOperator::scalar).toList()))
                : new UserAggregateOperator(new Overloads<>(object.name(), aggregates));
    }

    private static UserFunction scalar(UserRoutine routine) {
        return routine instanceof UserTable table ? table.collection() : (UserFunction) routine;
    }

    @Override
    public boolean isDeterministic() {
        return overloads.all().stream().allMatch(each -> each.function().isDeterministic());
    }

    /** The call, with operands converted to what the function takes. */
    Expression call(List<Expression> operands, RelDataType type) {
        UserFunction function =
                overloads.of(operands.stream().map(Expression::type).toList());
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
