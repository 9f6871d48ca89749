package io.laminar.expr;

import static io.laminar.expr.Casts.call;
import static io.laminar.expr.Casts.cast;
import static io.laminar.expr.Casts.constant;
import static io.laminar.expr.function.DecimalFunctions.powerOfTen;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.data.LaneKind;
import io.laminar.expr.function.ArithmeticFunctions;
import io.laminar.expr.function.DecimalFunctions;
import java.util.List;

/**
 * Chooses the functions of {@code + - * / %} for numbers. Any DOUBLE among operands and result makes the calculation
 * one of doubles, otherwise any DECIMAL one of decimals, otherwise it is one of integers.
 */
final class Arithmetic {
    private static final int LONG_DIGITS = LaneKind.MAX_LONG_DECIMAL_PRECISION;

    private Arithmetic() {}

    static Expression negate(Expression operand, DataType type) {
        DataType source = operand.type();
        if (source.isInteger() && source.kind() != Kind.BIGINT && source.kind() == type.kind()) {
            return call(ArithmeticFunctions.class, "negate", type, operand, constant(Casts.maxOf(type)));
        }
        Class<?> holder = LaneKind.of(source) == LaneKind.OBJECT ? DecimalFunctions.class : ArithmeticFunctions.class;
        return cast(call(holder, "negate", source, operand), type);
    }

    static Expression binary(String operator, Expression left, Expression right, DataType type) {
        List<DataType> types = List.of(left.type(), right.type(), type);
        String method = methodOf(operator);
        if (types.stream().anyMatch(DataType::isApproximate)) {
            DataType wide = DataType.DOUBLE.withNullable(type.nullable());
            boolean isDouble = type.kind() == Kind.DOUBLE;
            Expression result =
                    call(ArithmeticFunctions.class, method, isDouble ? type : wide, toDouble(left), toDouble(right));
            return cast(result, type);
        }
        if (types.stream().anyMatch(each -> each.kind() == Kind.DECIMAL)) {
            DataType result =
                    type.kind() == Kind.DECIMAL ? type : widest(operator, left.type(), right.type(), type.nullable());
            return cast(decimal(method, left, right, result), type);
        }
        if (type.kind() == Kind.BIGINT || !type.isInteger()) {
            DataType wide = DataType.BIGINT.withNullable(type.nullable());
            return cast(call(ArithmeticFunctions.class, method, wide, left, right), type);
        }
        return call(ArithmeticFunctions.class, method, type, left, right, constant(Casts.maxOf(type)));
    }

    private static String methodOf(String operator) {
        return switch (operator) {
            case "+" -> "add";
            case "-" -> "subtract";
            case "*" -> "multiply";
            case "/" -> "divide";
            default -> "remainder";
        };
    }

    private static Expression toDouble(Expression operand) {
        return operand.type().isApproximate()
                ? operand
                : cast(operand, DataType.DOUBLE.withNullable(operand.type().nullable()));
    }

    private static Expression decimal(String method, Expression left, Expression right, DataType type) {
        boolean areLongs = LaneKind.of(left.type()) == LaneKind.LONG
                && LaneKind.of(right.type()) == LaneKind.LONG
                && type.precision() <= LONG_DIGITS;
        int scale = type.scale();
        int leftScale = left.type().scale();
        int rightScale = right.type().scale();
        if (areLongs) {
            Expression limit = constant(powerOfTen(type.precision()));
            switch (method) {
                case "multiply" -> {
                    if (leftScale + rightScale == scale) {
                        return call(
                                DecimalFunctions.class,
                                "multiplyUnscaled",
                                type,
                                left,
                                right,
                                limit,
                                constant(leftScale),
                                constant(rightScale));
                    }
                }
                case "divide" -> {
                    int steps = scale + rightScale - leftScale;
                    if (steps >= 0 && steps <= LONG_DIGITS) {
                        return call(
                                DecimalFunctions.class,
                                "divideUnscaled",
                                type,
                                left,
                                right,
                                constant(powerOfTen(steps)),
                                limit);
                    }
                }
                default -> {
                    if (scale >= leftScale && scale >= rightScale) {
                        Expression first = scaled(left, scale);
                        Expression second = scaled(right, scale);
                        return method.equals("remainder")
                                ? call(
                                        DecimalFunctions.class,
                                        "remainderUnscaled",
                                        type,
                                        first,
                                        second,
                                        constant(scale))
                                : call(
                                        DecimalFunctions.class,
                                        method + "Unscaled",
                                        type,
                                        first,
                                        second,
                                        limit,
                                        constant(scale));
                    }
                }
            }
        }
        DataType wide = type.precision() > LONG_DIGITS
                ? type
                : DataType.decimal(38, scale).withNullable(type.nullable());
        Expression result = call(
                DecimalFunctions.class,
                method,
                wide,
                Casts.big(left),
                Casts.big(right),
                constant(wide.precision()),
                constant(scale));
        return cast(result, type);
    }

    /** An unscaled long with more digits behind the point. */
    private static Expression scaled(Expression operand, int scale) {
        DataType source = operand.type();
        if (source.scale() == scale) {
            return operand;
        }
        DataType type = DataType.decimal(LONG_DIGITS, scale).withNullable(source.nullable());
        return Folding.fold(call(
                DecimalFunctions.class,
                "scaleUp",
                type,
                operand,
                constant(powerOfTen(scale - source.scale())),
                constant(powerOfTen(LONG_DIGITS)),
                constant(source.scale()),
                constant(scale)));
    }

    private static DataType widest(String operator, DataType left, DataType right, boolean isNullable) {
        int scale = switch (operator) {
            case "*" -> Math.min(38, left.scale() + right.scale());
            case "/" -> Math.max(6, Math.max(left.scale(), right.scale()));
            default -> Math.max(left.scale(), right.scale());
        };
        return DataType.decimal(38, scale).withNullable(isNullable);
    }
}
