package io.laminar.data.binding;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.UUID;

/** Classes of single values, which can stand for a row that has one column. */
final class PlainTypes {
    private static final Set<Class<?>> PLAIN = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Number.class,
            BigDecimal.class,
            BigInteger.class,
            Character.class,
            String.class,
            CharSequence.class,
            byte[].class,
            UUID.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            Instant.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            java.util.Date.class,
            java.sql.Date.class,
            java.sql.Time.class,
            java.sql.Timestamp.class,
            Duration.class,
            Period.class);

    private PlainTypes() {}

    static boolean isPlain(Class<?> type) {
        return type.isPrimitive() || type.isEnum() || PLAIN.contains(type);
    }

    static void requireSingleColumn(Class<?> type, Schema schema) {
        if (schema.size() != 1) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    type.getSimpleName() + " is one value, but a row has the columns " + schema.names()
                            + "; use a record, a bean or a Map");
        }
    }
}
