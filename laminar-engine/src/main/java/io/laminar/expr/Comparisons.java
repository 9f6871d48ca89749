package io.laminar.expr;

import static io.laminar.expr.Casts.call;
import static io.laminar.expr.Casts.cast;
import static io.laminar.expr.Casts.constant;
import static io.laminar.expr.function.DecimalFunctions.powerOfTen;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.data.LaneKind;
import io.laminar.expr.Expression.Case;
import io.laminar.expr.Expression.IsNull;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.Expression.Not;
import io.laminar.expr.function.ComparisonFunctions;
import io.laminar.expr.function.DecimalFunctions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the functions of comparisons, after both operands have been brought to one type. */
final class Comparisons {
    private Comparisons() {}

    /** The method of an operator, or null when it is no comparison. */
    static @Nullable String methodOf(String operator) {
        return switch (operator) {
            case "=" -> "equal";
            case "<>", "!=" -> "notEqual";
            case "<" -> "less";
            case "<=" -> "lessOrEqual";
            case ">" -> "greater";
            case ">=" -> "greaterOrEqual";
            default -> null;
        };
    }

    static Expression compare(String method, Expression left, Expression right) {
        DataType first = left.type();
        DataType second = right.type();
        DataType type = DataType.BOOLEAN.withNullable(first.nullable() || second.nullable());
        if (isNull(left) || isNull(right)) {
            return new Literal(null, DataType.BOOLEAN);
        }
        if (first.isNumeric() && second.isNumeric()) {
            return numbers(method, left, right, type);
        }
        if (first.kind() == second.kind() || (first.isCharacter() && second.isCharacter())) {
            return same(method, left, right, type);
        }
        DataType common = common(first, second);
        return same(
                method,
                cast(left, common.withNullable(first.nullable())),
                cast(right, common.withNullable(second.nullable())),
                type);
    }

    /** Whether the operands differ, where NULL is the same as NULL; never NULL. */
    static Expression distinct(Expression left, Expression right) {
        DataType type = DataType.BOOLEAN.notNull();
        if (isNull(left) || isNull(right)) {
            return new Not(new IsNull(isNull(left) ? right : left));
        }
        if (!left.type().nullable() && !right.type().nullable()) {
            return compare("notEqual", left, right);
        }
        return new Case(
                List.of(new IsNull(left), new IsNull(right)),
                List.of(new Not(new IsNull(right)), new Literal(true, type)),
                compare("notEqual", left, right),
                type);
    }

    private static boolean isNull(Expression operand) {
        return operand.type().kind() == Kind.NULL || (operand instanceof Literal literal && literal.value() == null);
    }

    private static Expression numbers(String method, Expression left, Expression right, DataType type) {
        DataType first = left.type();
        DataType second = right.type();
        if (first.isApproximate() || second.isApproximate()) {
            return same(method, toDouble(left), toDouble(right), type);
        }
        boolean areLongs = LaneKind.of(first) == LaneKind.LONG && LaneKind.of(second) == LaneKind.LONG;
        if (!areLongs) {
            return call(ComparisonFunctions.class, method, type, Casts.big(left), Casts.big(right));
        }
        int scale = Math.max(first.scale(), second.scale());
        if (first.scale() == second.scale()) {
            return call(ComparisonFunctions.class, method, type, left, right);
        }
        Expression order = call(
                DecimalFunctions.class,
                "compare",
                DataType.BIGINT.withNullable(type.nullable()),
                left,
                constant(powerOfTen(scale - first.scale())),
                right,
                constant(powerOfTen(scale - second.scale())));
        return call(ComparisonFunctions.class, method, type, order, constant(0));
    }

    private static Expression toDouble(Expression operand) {
        return operand.type().isApproximate()
                ? operand
                : cast(operand, DataType.DOUBLE.withNullable(operand.type().nullable()));
    }

    private static Expression same(String method, Expression left, Expression right, DataType type) {
        boolean isEquality = method.equals("equal") || method.equals("notEqual");
        if (!isEquality && Casts.parameterOf(left.type()) == Object.class) {
            throw FunctionCatalog.notFound(method, List.of(left.type(), right.type()));
        }
        return call(ComparisonFunctions.class, method, type, left, right);
    }

    /** The type that operands of different kinds are compared as: text as the other's, a date as a timestamp. */
    private static DataType common(DataType first, DataType second) {
        if (first.isCharacter()) {
            return second;
        }
        if (second.isCharacter()) {
            return first;
        }
        return first.isTimestamp() ? first : second;
    }
}
