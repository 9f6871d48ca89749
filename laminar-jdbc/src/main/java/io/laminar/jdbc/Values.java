package io.laminar.jdbc;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Conversions between the Java types of {@link io.laminar.api.Row} and those that JDBC getters and setters name. A
 * conversion that would change the value is an error with SQLSTATE 22003 or 22018, except that fractions are cut off
 * where an integer is asked for.
 */
final class Values {
    private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private Values() {}

    /** The text of a value, as Laminar's own CAST to VARCHAR writes it where that exists. */
    static String string(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        String temporal = TemporalValues.string(value);
        return temporal != null ? temporal : value.toString();
    }

    static boolean bool(Object value) throws SQLException {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "1" -> true;
            case "false", "f", "no", "0" -> false;
            default -> throw mismatch(value, "a boolean", null);
        };
    }

    /** A whole number between two bounds. */
    static long integer(Object value, long minimum, long maximum, String target) throws SQLException {
        long number;
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            number = ((Number) value).longValue();
        } else if (value instanceof Boolean flag) {
            number = flag ? 1 : 0;
        } else {
            BigDecimal decimal = decimal(value);
            if (decimal.compareTo(MIN_LONG) < 0 || decimal.compareTo(MAX_LONG) > 0) {
                throw outOfRange(value, target);
            }
            number = decimal.longValue();
        }
        if (number < minimum || number > maximum) {
            throw outOfRange(value, target);
        }
        return number;
    }

    static double real(Object value) throws SQLException {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof String text) {
            try {
                return Double.parseDouble(text.trim());
            } catch (NumberFormatException e) {
                throw mismatch(value, "a number", e);
            }
        }
        throw mismatch(value, "a number", null);
    }

    static BigDecimal decimal(Object value) throws SQLException {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Boolean flag) {
            return flag ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value instanceof Number || value instanceof String) {
            try {
                return new BigDecimal(value.toString().trim());
            } catch (NumberFormatException e) {
                throw mismatch(value, "a number", e);
            }
        }
        throw mismatch(value, "a number", null);
    }

    static byte[] bytes(Object value) throws SQLException {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw mismatch(value, "bytes", null);
    }

    /** What {@code getObject} without a class gives for a type in {@link Types}. */
    static Object jdbcObject(Object value, int sqlType, @Nullable Calendar calendar) throws SQLException {
        return switch (sqlType) {
            case Types.DATE -> TemporalValues.date(value, calendar);
            case Types.TIME -> TemporalValues.time(value, calendar);
            case Types.TIMESTAMP -> TemporalValues.timestamp(value, calendar);
            case Types.TIMESTAMP_WITH_TIMEZONE -> TemporalValues.offsetDateTime(value);
            case Types.TINYINT, Types.SMALLINT -> (int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "an int");
            case Types.ARRAY -> array(value);
            default -> value;
        };
    }

    /** The value as a class that the caller names. */
    static <T> T as(Object value, Class<T> type, @Nullable Calendar calendar) throws SQLException {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        Object converted = convert(value, type);
        if (converted == null) {
            converted = TemporalValues.as(value, type, calendar);
        }
        if (converted == null) {
            throw mismatch(value, type.getName(), null);
        }
        return type.cast(converted);
    }

    private static @Nullable Object convert(Object value, Class<?> type) throws SQLException {
        if (type == String.class) {
            return string(value);
        }
        if (type == Boolean.class) {
            return bool(value);
        }
        if (type == Byte.class) {
            return (byte) integer(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "a byte");
        }
        if (type == Short.class) {
            return (short) integer(value, Short.MIN_VALUE, Short.MAX_VALUE, "a short");
        }
        if (type == Integer.class) {
            return (int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "an int");
        }
        if (type == Long.class) {
            return integer(value, Long.MIN_VALUE, Long.MAX_VALUE, "a long");
        }
        if (type == Float.class) {
            return (float) real(value);
        }
        if (type == Double.class) {
            return real(value);
        }
        if (type == BigDecimal.class) {
            return decimal(value);
        }
        if (type == byte[].class) {
            return bytes(value);
        }
        if (type == Array.class) {
            return array(value);
        }
        if (type == UUID.class && value instanceof String text) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                throw mismatch(value, "a UUID", e);
            }
        }
        return null;
    }

    private static Array array(Object value) throws SQLException {
        if (value instanceof List<?> list) {
            return new ListArray(list);
        }
        throw mismatch(value, "an array", null);
    }

    static SQLException mismatch(@Nullable Object value, String target, @Nullable Throwable cause) {
        return SqlErrors.of(new LaminarException(
                ErrorCode.BINDING_MISMATCH,
                "the value " + describe(value) + " is not " + target + "; ask for it as what it is",
                cause));
    }

    private static SQLException outOfRange(Object value, String target) {
        return SqlErrors.of(
                ErrorCode.NUMERIC_OVERFLOW,
                "the value " + describe(value) + " does not fit " + target + "; use getLong or getBigDecimal");
    }

    private static String describe(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        String text = string(value);
        boolean isPlain = value instanceof Number
                || value instanceof Boolean
                || value instanceof LocalDateTime
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof Instant;
        return isPlain ? text : "'" + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "'";
    }
}
