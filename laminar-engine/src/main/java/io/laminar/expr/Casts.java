package io.laminar.expr;

import static io.laminar.expr.function.DecimalFunctions.powerOfTen;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.data.LaneKind;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.function.CastFunctions;
import io.laminar.expr.function.DecimalFunctions;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Chooses the function that converts one type to another. A constant is converted at once, where that succeeds. */
final class Casts {
    private Casts() {}

    static Expression cast(Expression operand, DataType target) {
        DataType source = operand.type();
        if (CommonTypes.nullable(source).equals(CommonTypes.nullable(target))) {
            return operand;
        }
        DataType result = target.withNullable(source.nullable());
        if (source.kind() == Kind.NULL || (operand instanceof Literal literal && literal.value() == null)) {
            return new Literal(null, target.withNullable(true));
        }
        Expression converted = convert(operand, result);
        return operand instanceof Literal ? Folding.fold(converted) : converted;
    }

    private static Expression convert(Expression operand, DataType target) {
        Expression nested = NestedCasts.convert(operand, target);
        if (nested != null) {
            return nested;
        }
        return switch (target.kind()) {
            case BOOLEAN -> toBoolean(operand, target);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> toInteger(operand, target);
            case REAL, DOUBLE -> toApproximate(operand, target);
            case DECIMAL -> toDecimal(operand, target);
            case CHAR, VARCHAR -> toText(operand, target);
            case DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ -> toTemporal(operand, target);
            case BINARY, VARBINARY -> toBinary(operand, target);
            default -> toOther(operand, target);
        };
    }

    private static Expression toBoolean(Expression operand, DataType target) {
        DataType source = operand.type();
        if (source.isCharacter()) {
            return call(CastFunctions.class, "parseBoolean", target, operand);
        }
        if (source.isInteger()) {
            return call(CastFunctions.class, "toBoolean", target, operand);
        }
        throw refused(source, target);
    }

    private static Expression toInteger(Expression operand, DataType target) {
        DataType source = operand.type();
        long max = maxOf(target);
        return switch (source.kind()) {
            case BOOLEAN -> call(CastFunctions.class, "toInteger", target, operand);
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                maxOf(source) <= max
                        ? call(CastFunctions.class, "same", target, operand)
                        : call(CastFunctions.class, "narrow", target, operand, constant(max));
            case REAL, DOUBLE -> call(CastFunctions.class, "toInteger", target, operand, constant(max));
            case DECIMAL ->
                isLong(source)
                        ? call(
                                DecimalFunctions.class,
                                "toInteger",
                                target,
                                operand,
                                constant(powerOfTen(source.scale())),
                                constant(max))
                        : call(DecimalFunctions.class, "toInteger", target, operand, constant(max));
            case CHAR, VARCHAR -> call(CastFunctions.class, "parseInteger", target, operand, constant(max));
            default -> throw refused(source, target);
        };
    }

    private static Expression toApproximate(Expression operand, DataType target) {
        DataType source = operand.type();
        boolean isReal = target.kind() == Kind.REAL;
        return switch (source.kind()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                call(CastFunctions.class, isReal ? "toReal" : "toDouble", target, operand);
            case REAL -> call(CastFunctions.class, "same", target, operand);
            case DOUBLE -> call(CastFunctions.class, "toReal", target, operand);
            case DECIMAL, CHAR, VARCHAR -> {
                DataType wide = DataType.DOUBLE.withNullable(target.nullable());
                Expression number = source.isCharacter()
                        ? call(CastFunctions.class, "parseDouble", wide, operand)
                        : isLong(source)
                                ? call(DecimalFunctions.class, "toDouble", wide, operand, constant(source.scale()))
                                : call(DecimalFunctions.class, "toDouble", wide, operand);
                yield isReal ? call(CastFunctions.class, "toReal", target, number) : number;
            }
            default -> throw refused(source, target);
        };
    }

    private static Expression toDecimal(Expression operand, DataType target) {
        DataType source = operand.type();
        Literal precision = constant(target.precision());
        Literal scale = constant(target.scale());
        return switch (source.kind()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> rescale(operand, target);
            case REAL, DOUBLE ->
                call(
                        DecimalFunctions.class,
                        isLong(target) ? "unscaledFromDouble" : "fromDouble",
                        target,
                        operand,
                        precision,
                        scale);
            case CHAR, VARCHAR ->
                call(
                        DecimalFunctions.class,
                        isLong(target) ? "parseUnscaled" : "parse",
                        target,
                        operand,
                        precision,
                        scale);
            default -> throw refused(source, target);
        };
    }

    private static Expression rescale(Expression operand, DataType target) {
        DataType source = operand.type();
        boolean isLongSource = LaneKind.of(source) == LaneKind.LONG;
        if (isLongSource && isLong(target)) {
            int steps = target.scale() - source.scale();
            // A widening by which no digit can get lost.
            if (steps == 0 && source.kind() == Kind.DECIMAL && source.precision() <= target.precision()) {
                return call(CastFunctions.class, "same", target, operand);
            }
            return call(
                    DecimalFunctions.class,
                    steps >= 0 ? "scaleUp" : "scaleDown",
                    target,
                    operand,
                    constant(powerOfTen(Math.abs(steps))),
                    constant(powerOfTen(target.precision())),
                    constant(source.scale()),
                    constant(target.scale()));
        }
        Expression big = isLongSource ? big(operand) : operand;
        return call(
                DecimalFunctions.class,
                isLong(target) ? "fitUnscaled" : "fit",
                target,
                big,
                constant(target.precision()),
                constant(target.scale()));
    }

    /** An integer or a decimal of up to 18 digits as a BigDecimal of the same value. */
    static Expression big(Expression operand) {
        DataType source = operand.type();
        if (LaneKind.of(source) == LaneKind.OBJECT) {
            return operand;
        }
        DataType wide = DataType.decimal(38, source.scale()).withNullable(source.nullable());
        Expression big = call(DecimalFunctions.class, "big", wide, operand, constant(source.scale()));
        return operand instanceof Literal ? Folding.fold(big) : big;
    }

    private static Expression toText(Expression operand, DataType target) {
        DataType source = operand.type();
        DataType free = DataType.VARCHAR.withNullable(source.nullable());
        Expression text = switch (source.kind()) {
            case CHAR, VARCHAR -> operand;
            case JSON -> call(CastFunctions.class, "same", free, operand);
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DOUBLE, UUID, BINARY, VARBINARY ->
                call(CastFunctions.class, "toText", free, operand);
            case REAL -> call(CastFunctions.class, "realToText", free, operand);
            case DECIMAL ->
                isLong(source)
                        ? call(DecimalFunctions.class, "toText", free, operand, constant(source.scale()))
                        : call(DecimalFunctions.class, "toText", free, operand);
            case DATE -> call(CastFunctions.class, "dateToText", free, operand);
            case TIME -> call(CastFunctions.class, "timeToText", free, operand);
            case TIMESTAMP, TIMESTAMP_LTZ -> call(CastFunctions.class, "timestampToText", free, operand);
            case INTERVAL_DAY -> call(CastFunctions.class, "intervalToText", free, operand);
            case INTERVAL_YEAR -> call(CastFunctions.class, "monthsToText", free, operand);
            default -> throw refused(source, target);
        };
        int length = target.precision();
        if (length != DataType.UNSPECIFIED
                && !(source.isCharacter()
                        && source.precision() != DataType.UNSPECIFIED
                        && source.precision() <= length)) {
            return call(CastFunctions.class, "cut", target, text, constant(length));
        }
        return text.type().equals(target) ? text : call(CastFunctions.class, "same", target, text);
    }

    private static Expression toTemporal(Expression operand, DataType target) {
        DataType source = operand.type();
        if (source.isCharacter()) {
            String parser = switch (target.kind()) {
                case DATE -> "parseDate";
                case TIME -> "parseTime";
                default -> "parseTimestamp";
            };
            return precise(call(CastFunctions.class, parser, finest(target), operand), target);
        }
        boolean isFromTimestamp = source.isTimestamp();
        if (source.kind() == Kind.DATE && target.isTimestamp()) {
            return call(CastFunctions.class, "dateToTimestamp", target, operand);
        }
        if (isFromTimestamp && target.kind() == Kind.DATE) {
            return call(CastFunctions.class, "timestampToDate", target, operand);
        }
        if (isFromTimestamp && target.kind() == Kind.TIME) {
            return precise(call(CastFunctions.class, "timestampToTime", finest(target), operand), target);
        }
        if ((isFromTimestamp && target.isTimestamp()) || source.kind() == target.kind()) {
            return precise(operand, target);
        }
        throw refused(source, target);
    }

    private static DataType finest(DataType target) {
        return new DataType(
                target.kind(),
                target.kind() == Kind.DATE ? DataType.UNSPECIFIED : 6,
                0,
                target.nullable(),
                List.of(),
                List.of());
    }

    /** Cuts off the fractional digits that the target does not have. */
    private static Expression precise(Expression operand, DataType target) {
        int from = operand.type().precision() == DataType.UNSPECIFIED
                ? 6
                : operand.type().precision();
        int to = target.precision();
        if (to != DataType.UNSPECIFIED && to < from && to < 6) {
            return call(CastFunctions.class, "roundDown", target, operand, constant(powerOfTen(6 - to)));
        }
        return operand.type().equals(target) ? operand : call(CastFunctions.class, "same", target, operand);
    }

    private static Expression toBinary(Expression operand, DataType target) {
        Kind source = operand.type().kind();
        if (operand.type().isCharacter()) {
            return limited(call(CastFunctions.class, "toBytes", free(target), operand), target);
        }
        if (source == Kind.BINARY || source == Kind.VARBINARY) {
            return limited(operand, target);
        }
        throw refused(operand.type(), target);
    }

    private static DataType free(DataType target) {
        return DataType.of(Kind.VARBINARY).withNullable(target.nullable());
    }

    /** The bytes that the target has room for. */
    private static Expression limited(Expression bytes, DataType target) {
        return target.precision() == DataType.UNSPECIFIED
                ? call(CastFunctions.class, "same", target, bytes)
                : call(CastFunctions.class, "cut", target, bytes, constant(target.precision()));
    }

    private static Expression toOther(Expression operand, DataType target) {
        DataType source = operand.type();
        if (target.kind() == Kind.UUID && source.isCharacter()) {
            return call(CastFunctions.class, "parseUuid", target, operand);
        }
        if (source.isCharacter() && (target.kind() == Kind.INTERVAL_DAY || target.kind() == Kind.INTERVAL_YEAR)) {
            String method = target.kind() == Kind.INTERVAL_DAY ? "parseInterval" : "parseMonths";
            return call(CastFunctions.class, method, target, operand);
        }
        boolean isText = target.kind() == Kind.JSON && source.isCharacter();
        // Elements of arrays, maps and rows are the same in all but nullability when the validator lets them pass.
        if (isText || source.kind() == target.kind()) {
            return call(CastFunctions.class, "same", target, operand);
        }
        throw refused(source, target);
    }

    /** A call of the overload of a method that takes the lanes of the operands. */
    static Call call(Class<?> holder, String method, DataType type, Expression... operands) {
        Class<?>[] parameters = new Class<?>[operands.length];
        for (int i = 0; i < operands.length; i++) {
            parameters[i] = parameterOf(operands[i].type());
        }
        if (!parameters[0].isPrimitive()
                && FunctionCatalog.find(holder, method, parameters).isEmpty()) {
            Arrays.fill(parameters, Object.class);
        }
        List<Expression> all = List.of(operands);
        ScalarFunction function = FunctionCatalog.find(holder, method, parameters)
                .orElseThrow(() -> FunctionCatalog.notFound(
                        method, all.stream().map(Expression::type).toList()));
        return new Call(function, all, type);
    }

    /** The Java type that functions take for values of a type. */
    static Class<?> parameterOf(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> boolean.class;
            case DECIMAL -> isLong(type) ? long.class : BigDecimal.class;
            case CHAR, VARCHAR, JSON -> String.class;
            case BINARY, VARBINARY -> byte[].class;
            case UUID -> UUID.class;
            default ->
                switch (LaneKind.of(type)) {
                    case LONG -> long.class;
                    case DOUBLE -> double.class;
                    case OBJECT -> Object.class;
                };
        };
    }

    static Literal constant(long value) {
        return new Literal(value, DataType.BIGINT.notNull());
    }

    static long maxOf(DataType integer) {
        return switch (integer.kind()) {
            case TINYINT -> Byte.MAX_VALUE;
            case SMALLINT -> Short.MAX_VALUE;
            case INTEGER -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    private static boolean isLong(DataType decimal) {
        return decimal.precision() <= LaneKind.MAX_LONG_DECIMAL_PRECISION;
    }

    private static LaminarException refused(DataType source, DataType target) {
        return new LaminarException(
                ErrorCode.INVALID_CAST,
                "a value of type " + source.sqlName() + " can never be a " + target.sqlName()
                        + "; cast through VARCHAR, or use a function");
    }
}
