package io.laminar.data.binding;

import io.laminar.api.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ways from the Java type of a column, as {@link io.laminar.api.Row} has it, to the type of a component. */
final class ToJava {
    /**
     * Converts a value that is not null.
     *
     * <p>Throws IllegalArgumentException or ArithmeticException when the target cannot hold the value.
     */
    @FunctionalInterface
    interface Conversion {
        Object apply(Object value);
    }

    private ToJava() {}

    /** The conversion to a class that is no primitive, or null when there is none. */
    static @Nullable Conversion of(DataType type, Class<?> target) {
        if (target.isAssignableFrom(javaType(type))) {
            return value -> value;
        }
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL -> ofNumber(target);
            case CHAR, VARCHAR, JSON -> ofText(target);
            case TIMESTAMP -> {
                Conversion fromInstant = ofInstant(target);
                yield fromInstant == null
                        ? null
                        : value -> fromInstant.apply(((LocalDateTime) value).toInstant(ZoneOffset.UTC));
            }
            case TIMESTAMP_LTZ -> ofInstant(target);
            case DATE -> target == java.sql.Date.class ? value -> java.sql.Date.valueOf((LocalDate) value) : null;
            case TIME -> target == java.sql.Time.class ? value -> java.sql.Time.valueOf((LocalTime) value) : null;
            case UUID -> target == String.class ? Object::toString : null;
            case NULL -> value -> value;
            default -> null;
        };
    }

    /** The class of a column's values in a {@link io.laminar.api.Row}. */
    static Class<?> javaType(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Boolean.class;
            case TINYINT -> Byte.class;
            case SMALLINT -> Short.class;
            case INTEGER -> Integer.class;
            case BIGINT -> Long.class;
            case REAL -> Float.class;
            case DOUBLE -> Double.class;
            case DECIMAL -> BigDecimal.class;
            case CHAR, VARCHAR, JSON -> String.class;
            case BINARY, VARBINARY -> byte[].class;
            case DATE -> LocalDate.class;
            case TIME -> LocalTime.class;
            case TIMESTAMP -> LocalDateTime.class;
            case TIMESTAMP_LTZ -> Instant.class;
            case INTERVAL_DAY -> Duration.class;
            case INTERVAL_YEAR -> Period.class;
            case ARRAY -> List.class;
            case MAP, ROW -> Map.class;
            case UUID -> UUID.class;
            case NULL -> Object.class;
        };
    }

    private static @Nullable Conversion ofNumber(Class<?> target) {
        if (target == Long.class) {
            return Numbers::toLong;
        }
        if (target == Integer.class) {
            return value -> (int) Numbers.inRange(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (target == Double.class) {
            return Numbers::toDouble;
        }
        if (target == BigDecimal.class) {
            return Numbers::toDecimal;
        }
        if (target == BigInteger.class) {
            return value -> Numbers.toDecimal(value).toBigIntegerExact();
        }
        if (target == Short.class) {
            return value -> (short) Numbers.inRange(value, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        if (target == Byte.class) {
            return value -> (byte) Numbers.inRange(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        if (target == Float.class) {
            return ToJava::exactFloat;
        }
        return null;
    }

    private static Object exactFloat(Object value) {
        double number = Numbers.toDouble(value);
        if ((float) number != number && !Double.isNaN(number)) {
            throw new ArithmeticException(value + " is no float without loss");
        }
        return (float) number;
    }

    private static @Nullable Conversion ofText(Class<?> target) {
        if (target.isEnum()) {
            return value -> constant(target, (String) value);
        }
        if (target == UUID.class) {
            return value -> UUID.fromString((String) value);
        }
        if (target == Character.class) {
            return value -> {
                String text = (String) value;
                if (text.length() != 1) {
                    throw new IllegalArgumentException("'" + text + "' is not one character");
                }
                return text.charAt(0);
            };
        }
        return null;
    }

    private static Object constant(Class<?> target, String name) {
        for (Object constant : target.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is none of " + List.of(target.getEnumConstants()));
    }

    private static @Nullable Conversion ofInstant(Class<?> target) {
        if (target == Instant.class) {
            return value -> value;
        }
        if (target == LocalDateTime.class) {
            return value -> LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC);
        }
        if (target == java.time.OffsetDateTime.class) {
            return value -> ((Instant) value).atOffset(ZoneOffset.UTC);
        }
        if (target == java.time.ZonedDateTime.class) {
            return value -> ((Instant) value).atZone(ZoneOffset.UTC);
        }
        if (target == java.sql.Timestamp.class) {
            return value -> java.sql.Timestamp.from((Instant) value);
        }
        if (target == java.util.Date.class) {
            return value -> java.util.Date.from((Instant) value);
        }
        if (target == Long.class) {
            return value -> ((Instant) value).toEpochMilli();
        }
        return null;
    }
}
