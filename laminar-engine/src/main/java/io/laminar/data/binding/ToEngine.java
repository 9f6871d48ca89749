package io.laminar.data.binding;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.data.Temporals;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Java values, never null, to engine values of a column; allocates nothing where the lane holds the value as it is. */
final class ToEngine {
    private static final int MAX_SHOWN = 100;

    private ToEngine() {}

    static long toLong(Field field, Object value) {
        DataType type = field.type();
        try {
            return switch (type.kind()) {
                case BOOLEAN -> truth(field, value);
                case TINYINT -> Numbers.inRange(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
                case SMALLINT -> Numbers.inRange(value, Short.MIN_VALUE, Short.MAX_VALUE);
                case INTEGER -> Numbers.inRange(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case BIGINT -> Numbers.inRange(value, Long.MIN_VALUE, Long.MAX_VALUE);
                case DECIMAL ->
                    Numbers.decimal(value, type.precision(), type.scale())
                            .unscaledValue()
                            .longValueExact();
                case DATE -> date(field, value);
                case TIME -> cut(type, time(field, value));
                case TIMESTAMP, TIMESTAMP_LTZ -> cut(type, timestamp(field, value));
                case INTERVAL_DAY -> duration(field, value);
                case INTERVAL_YEAR -> months(field, value);
                default -> throw new AssertionError(type + " is no long");
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw mismatch(field, value, e);
        }
    }

    static double toDouble(Field field, Object value) {
        try {
            double number = Numbers.toDouble(value);
            if (field.type().kind() == DataType.Kind.REAL && !Double.isNaN(number) && (float) number != number) {
                throw mismatch(field, value, null);
            }
            return number;
        } catch (IllegalArgumentException e) {
            throw mismatch(field, value, e);
        }
    }

    static Object toObject(Field field, Object value) {
        DataType type = field.type();
        try {
            return switch (type.kind()) {
                case DECIMAL -> Numbers.decimal(value, type.precision(), type.scale());
                case CHAR, VARCHAR -> text(field, value);
                case JSON -> {
                    if (value instanceof CharSequence json) {
                        yield json.toString();
                    }
                    throw mismatch(field, value, null);
                }
                case BINARY, VARBINARY -> bytes(field, value);
                case UUID -> value instanceof UUID ? value : UUID.fromString(onlyText(field, value));
                case ARRAY -> Nested.array(field, value);
                case MAP -> Nested.map(field, value);
                case ROW -> Nested.row(field, value);
                default -> throw mismatch(field, value, null);
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw mismatch(field, value, e);
        }
    }

    private static long truth(Field field, Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        throw mismatch(field, value, null);
    }

    private static long date(Field field, Object value) {
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate().toEpochDay();
        }
        return Temporals.parseDate(onlyText(field, value));
    }

    private static long time(Field field, Object value) {
        if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / 1000;
        }
        if (value instanceof java.sql.Time time) {
            return time.toLocalTime().toNanoOfDay() / 1000;
        }
        return Temporals.parseTime(onlyText(field, value));
    }

    // Seconds and nanoseconds are put together here; java.util.Date is what legacy code has.
    @SuppressWarnings({"JavaLocalDateTimeGetNano", "JavaUtilDate"})
    private static long timestamp(Field field, Object value) {
        if (value instanceof Instant instant) {
            return micros(instant.getEpochSecond(), instant.getNano());
        }
        if (value instanceof LocalDateTime local) {
            return micros(local.toEpochSecond(ZoneOffset.UTC), local.getNano());
        }
        if (value instanceof OffsetDateTime offset) {
            return micros(offset.toEpochSecond(), offset.getNano());
        }
        if (value instanceof ZonedDateTime zoned) {
            return micros(zoned.toEpochSecond(), zoned.getNano());
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return micros(Math.floorDiv(timestamp.getTime(), 1000L), timestamp.getNanos());
        }
        if (value instanceof java.sql.Date || value instanceof java.sql.Time) {
            throw mismatch(field, value, null);
        }
        if (value instanceof java.util.Date date) {
            return Math.multiplyExact(date.getTime(), Temporals.MICROS_PER_MILLI);
        }
        if (value instanceof Long || value instanceof Integer) {
            return Math.multiplyExact(((Number) value).longValue(), Temporals.MICROS_PER_MILLI);
        }
        return Temporals.parseTimestamp(onlyText(field, value));
    }

    private static long duration(Field field, Object value) {
        if (value instanceof Duration duration) {
            return micros(duration.getSeconds(), duration.getNano());
        }
        throw mismatch(field, value, null);
    }

    // Days are looked at to refuse them, since months cannot hold them.
    @SuppressWarnings("JavaPeriodGetDays")
    private static long months(Field field, Object value) {
        if (value instanceof Period period && period.getDays() == 0) {
            return period.toTotalMonths();
        }
        throw mismatch(field, value, null);
    }

    private static long micros(long seconds, int nanos) {
        return Math.addExact(Math.multiplyExact(seconds, Temporals.MICROS_PER_SECOND), nanos / 1000);
    }

    /** Digits beyond the precision of the type are cut off, as those beyond microseconds are. */
    static long cut(DataType type, long micros) {
        if (type.precision() < 0 || type.precision() >= 6) {
            return micros;
        }
        long unit = Numbers.powerOfTen(6 - type.precision());
        return Math.floorDiv(micros, unit) * unit;
    }

    private static String text(Field field, Object value) {
        String text;
        if (value instanceof CharSequence || value instanceof UUID || value instanceof Character) {
            text = value.toString();
        } else if (value instanceof Enum<?> constant) {
            text = constant.name();
        } else {
            throw mismatch(field, value, null);
        }
        int limit = field.type().precision();
        if (limit >= 0 && text.length() > limit) {
            throw mismatch(field, value, null);
        }
        return text;
    }

    private static byte[] bytes(Field field, Object value) {
        int limit = field.type().precision();
        if (value instanceof byte[] bytes && (limit < 0 || bytes.length <= limit)) {
            // A copy, since the caller may go on using the array.
            return bytes.clone();
        }
        throw mismatch(field, value, null);
    }

    private static String onlyText(Field field, Object value) {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        throw mismatch(field, value, null);
    }

    static LaminarException mismatch(Field field, Object value, @Nullable Throwable cause) {
        String shown = value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
        if (shown.length() > MAX_SHOWN) {
            shown = shown.substring(0, MAX_SHOWN) + "...";
        }
        if (value instanceof CharSequence) {
            shown = "'" + shown + "'";
        }
        return new LaminarException(
                ErrorCode.BINDING_MISMATCH,
                "column " + field.name() + " is " + field.type() + " and cannot hold " + shown + " ("
                        + value.getClass().getName() + "); give it " + wanted(field.type()),
                cause);
    }

    private static String wanted(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "a Boolean";
            case TINYINT -> "a whole number between -128 and 127";
            case SMALLINT -> "a whole number between -32768 and 32767";
            case INTEGER -> "a whole number between -2147483648 and 2147483647";
            case BIGINT -> "a whole number of 64 bits";
            case REAL -> "a Float, or a number that is one without loss";
            case DOUBLE -> "a Double, or a number that is one without loss";
            case DECIMAL ->
                "a number with at most " + (type.precision() - type.scale()) + " digits before and " + type.scale()
                        + " after the point";
            case CHAR, VARCHAR ->
                "a String, enum or UUID"
                        + (type.precision() < 0 ? "" : " of at most " + type.precision() + " characters");
            case JSON -> "a String of JSON";
            case BINARY, VARBINARY ->
                "a byte[]" + (type.precision() < 0 ? "" : " of at most " + type.precision() + " bytes");
            case DATE -> "a LocalDate, or text such as 2001-01-31";
            case TIME -> "a LocalTime, or text such as 23:59:59";
            case TIMESTAMP, TIMESTAMP_LTZ ->
                "an Instant, a LocalDateTime, a number of milliseconds since 1970, or text such as 2001-01-31 23:59:59";
            case INTERVAL_DAY -> "a Duration";
            case INTERVAL_YEAR -> "a Period of years and months";
            case ARRAY -> "a Collection or an array";
            case MAP -> "a Map";
            case ROW -> "a Map, or a List or Object[] with one value for each of " + type.fieldNames();
            case UUID -> "a UUID, or its text";
            case NULL -> "null";
        };
    }
}
