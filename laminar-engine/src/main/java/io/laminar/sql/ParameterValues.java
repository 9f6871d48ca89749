package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.data.LaneKind;
import io.laminar.data.Temporals;
import io.laminar.expr.Expression;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Turns Java objects that are bound to {@code ?} into constants. */
final class ParameterValues {
    private ParameterValues() {}

    /**
     * The constant of a type.
     *
     * @throws LaminarException with {@code PARAMETER_MISMATCH} when the object cannot be one
     */
    static Expression.Literal literal(@Nullable Object value, DataType type, int index) {
        if (value == null) {
            return new Expression.Literal(null, type.withNullable(true));
        }
        try {
            return new Expression.Literal(internal(value, type), type.notNull());
        } catch (ArithmeticException
                | IllegalArgumentException
                | java.time.DateTimeException
                | LaminarException cause) {
            throw mismatch(value, type, index, cause);
        } catch (ClassCastException cause) {
            throw mismatch(value, type, index, cause);
        }
    }

    private static LaminarException mismatch(Object value, DataType type, int index, Exception cause) {
        return new LaminarException(
                ErrorCode.PARAMETER_MISMATCH,
                "parameter " + (index + 1) + " must be " + type.sqlName() + " but is a "
                        + value.getClass().getSimpleName() + ": " + value,
                cause);
    }

    private static Object internal(Object value, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> value instanceof String text ? (Object) truth(text) : (Object) (Boolean) value;
            case TINYINT -> (long) decimal(value).byteValueExact();
            case SMALLINT -> (long) decimal(value).shortValueExact();
            case INTEGER -> (long) decimal(value).intValueExact();
            case BIGINT -> decimal(value).longValueExact();
            case INTERVAL_DAY ->
                value instanceof Duration duration
                        ? duration.toNanos() / 1000
                        : decimal(value).longValueExact();
            case INTERVAL_YEAR ->
                value instanceof Period period
                        ? period.toTotalMonths()
                        : decimal(value).longValueExact();
            case REAL -> (double) decimal(value).floatValue();
            case DOUBLE -> value instanceof Number number ? number.doubleValue() : Double.parseDouble((String) value);
            case DECIMAL -> {
                BigDecimal scaled = decimal(value).setScale(type.scale(), RoundingMode.HALF_UP);
                if (scaled.precision() > type.precision()) {
                    throw new ArithmeticException("more digits than " + type.sqlName());
                }
                yield LaneKind.of(type) == LaneKind.LONG
                        ? (Object) scaled.unscaledValue().longValueExact()
                        : scaled;
            }
            case DATE -> date(value);
            case TIME -> time(value);
            case TIMESTAMP, TIMESTAMP_LTZ -> timestamp(value);
            case CHAR, VARCHAR, JSON -> value.toString();
            case UUID -> value instanceof java.util.UUID ? value : java.util.UUID.fromString(value.toString());
            default -> value;
        };
    }

    private static Boolean truth(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        throw new IllegalArgumentException("neither true nor false");
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Number || value instanceof String) {
            return new BigDecimal(value.toString());
        }
        throw new ClassCastException("not a number");
    }

    private static long date(Object value) {
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        if (value instanceof String text) {
            return Temporals.parseDate(text);
        }
        return value instanceof java.sql.Date date ? date.toLocalDate().toEpochDay() : (Long) value;
    }

    private static long time(Object value) {
        if (value instanceof LocalTime time) {
            return time.toNanoOfDay() / 1000;
        }
        if (value instanceof String text) {
            return Temporals.parseTime(text);
        }
        return value instanceof java.sql.Time time ? time.toLocalTime().toNanoOfDay() / 1000 : (Long) value;
    }

    private static long timestamp(Object value) {
        if (value instanceof String text) {
            return Temporals.parseTimestamp(text);
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return timestamp(timestamp.toLocalDateTime());
        }
        if (value instanceof LocalDateTime local) {
            return timestamp(local.toInstant(ZoneOffset.UTC));
        }
        if (value instanceof OffsetDateTime offset) {
            return timestamp(offset.toInstant());
        }
        if (value instanceof ZonedDateTime zoned) {
            return timestamp(zoned.toInstant());
        }
        if (value instanceof java.util.Date date) {
            return timestamp(date.toInstant());
        }
        return value instanceof Instant instant ? ChronoUnit.MICROS.between(Instant.EPOCH, instant) : (Long) value;
    }
}
