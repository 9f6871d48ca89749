package io.laminar.format;

import io.laminar.api.DataType;
import io.laminar.data.Temporals;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;

/** Java values of a row as text that reading gives back as the same values. */
final class ValueText {
    private ValueText() {}

    /** The text of a value that is not null. */
    static String of(DataType type, Object value) {
        if (value instanceof LocalDateTime local) {
            return Temporals.formatTimestamp(micros(local.toInstant(ZoneOffset.UTC)));
        }
        if (value instanceof Instant instant) {
            return Temporals.formatTimestamp(micros(instant)) + "Z";
        }
        if (value instanceof LocalTime time) {
            return Temporals.formatTime(time.toNanoOfDay() / 1000);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return switch (type.kind()) {
            case ARRAY, MAP, ROW -> JsonValues.write(type, value);
            default -> value.toString();
        };
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * Temporals.MICROS_PER_SECOND + instant.getNano() / 1000;
    }
}
