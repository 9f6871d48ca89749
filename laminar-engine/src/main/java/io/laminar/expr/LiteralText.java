package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.data.Temporals;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Constants as SQL text, for EXPLAIN. */
final class LiteralText {
    private LiteralText() {}

    static String of(@Nullable Object value, DataType type) {
        if (value == null) {
            return "NULL";
        }
        return switch (type.kind()) {
            case BOOLEAN -> value.toString().toUpperCase(java.util.Locale.ROOT);
            case CHAR, VARCHAR, JSON, UUID -> "'" + value.toString().replace("'", "''") + "'";
            case DECIMAL ->
                value instanceof Long unscaled
                        ? BigDecimal.valueOf(unscaled, type.scale()).toPlainString()
                        : ((BigDecimal) value).toPlainString();
            case DATE -> "DATE '" + Temporals.formatDate((Long) value) + "'";
            case TIME -> "TIME '" + Temporals.formatTime((Long) value) + "'";
            case TIMESTAMP, TIMESTAMP_LTZ -> "TIMESTAMP '" + Temporals.formatTimestamp((Long) value) + "'";
            case INTERVAL_DAY -> "INTERVAL '" + Duration.ofNanos(Math.multiplyExact((Long) value, 1000L)) + "'";
            case INTERVAL_YEAR -> "INTERVAL '" + value + "' MONTH";
            default -> String.valueOf(value);
        };
    }
}
