package io.laminar.expr;

import static io.laminar.expr.Casts.call;
import static io.laminar.expr.Casts.cast;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.expr.function.ArithmeticFunctions;
import io.laminar.expr.function.TimeFunctions;
import java.util.List;

/** Chooses the functions of {@code + - * /} where an operand is a date, a time, a timestamp or an interval. */
final class TemporalArithmetic {
    private TemporalArithmetic() {}

    static boolean applies(List<Expression> operands) {
        return operands.stream().anyMatch(operand -> isTemporal(operand.type()) || isInterval(operand.type()));
    }

    static Expression binary(String operator, Expression left, Expression right, DataType type) {
        DataType first = left.type();
        DataType second = right.type();
        boolean isSum = operator.equals("+");
        if ((isSum && isTemporal(second) && !isTemporal(first)) || (operator.equals("*") && isInterval(second))) {
            return binary(operator, right, left, type);
        }
        if (isInterval(first) && (operator.equals("*") || operator.equals("/"))) {
            return scale(operator, left, right, type);
        }
        if (!isSum && !operator.equals("-")) {
            throw FunctionCatalog.notFound(operator, List.of(first, second));
        }
        if (isTemporal(first) && isTemporal(second) && !isSum) {
            return difference(left, right, type);
        }
        String method = isSum ? "add" : "subtract";
        if (isTemporal(first) && isInterval(second)) {
            return shift(method, left, right, type);
        }
        boolean areIntervals = first.kind() == second.kind() && isInterval(first);
        if (areIntervals || (first.kind() == Kind.DATE && second.isInteger())) {
            return call(ArithmeticFunctions.class, method, type, left, right);
        }
        throw FunctionCatalog.notFound(operator, List.of(first, second));
    }

    private static Expression shift(String method, Expression left, Expression right, DataType type) {
        boolean isSum = method.equals("add");
        boolean isMonths = right.type().kind() == Kind.INTERVAL_YEAR;
        if (left.type().kind() == Kind.TIME) {
            return call(TimeFunctions.class, isSum ? "addToTime" : "subtractFromTime", type, left, right);
        }
        if (left.type().kind() == Kind.DATE && type.kind() == Kind.DATE) {
            String days = isSum ? "addToDate" : "subtractFromDate";
            String months = isSum ? "addMonthsToDate" : "subtractMonthsFromDate";
            return call(TimeFunctions.class, isMonths ? months : days, type, left, right);
        }
        Expression timestamp = left.type().isTimestamp() ? left : timestamp(left);
        Expression result = isMonths
                ? call(TimeFunctions.class, isSum ? "addMonths" : "subtractMonths", stamp(type), timestamp, right)
                : call(ArithmeticFunctions.class, method, stamp(type), timestamp, right);
        return cast(result, type);
    }

    /** The result type where it is a timestamp. */
    private static DataType stamp(DataType type) {
        return type.isTimestamp() ? type : DataType.TIMESTAMP.withNullable(type.nullable());
    }

    private static Expression difference(Expression left, Expression right, DataType type) {
        boolean areDates = left.type().kind() == Kind.DATE && right.type().kind() == Kind.DATE;
        boolean areTimes = left.type().kind() == Kind.TIME && right.type().kind() == Kind.TIME;
        if (areDates && type.isInteger()) {
            DataType wide = DataType.BIGINT.withNullable(type.nullable());
            return cast(call(ArithmeticFunctions.class, "subtract", wide, left, right), type);
        }
        Expression first = areTimes ? left : timestamp(left);
        Expression second = areTimes ? right : timestamp(right);
        return type.kind() == Kind.INTERVAL_YEAR
                ? call(TimeFunctions.class, "monthsBetween", type, first, second)
                : call(ArithmeticFunctions.class, "subtract", type, first, second);
    }

    private static Expression scale(String operator, Expression interval, Expression factor, DataType type) {
        if (factor.type().isInteger()) {
            String method = operator.equals("*") ? "multiply" : "divide";
            return call(ArithmeticFunctions.class, method, type, interval, factor);
        }
        Expression number =
                cast(factor, DataType.DOUBLE.withNullable(factor.type().nullable()));
        String method = operator.equals("*") ? "scaleInterval" : "divideInterval";
        return call(ArithmeticFunctions.class, method, type, interval, number);
    }

    private static Expression timestamp(Expression operand) {
        return operand.type().isTimestamp()
                ? operand
                : cast(operand, DataType.TIMESTAMP.withNullable(operand.type().nullable()));
    }

    private static boolean isTemporal(DataType type) {
        return type.isTimestamp() || type.kind() == Kind.DATE || type.kind() == Kind.TIME;
    }

    private static boolean isInterval(DataType type) {
        return type.kind() == Kind.INTERVAL_DAY || type.kind() == Kind.INTERVAL_YEAR;
    }
}
