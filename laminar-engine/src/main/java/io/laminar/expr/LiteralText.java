package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.data.Temporals;
import io.laminar.expr.function.Series;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
            case INTERVAL_DAY -> "INTERVAL '" + Duration.of((Long) value, ChronoUnit.MICROS) + "'";
            case ARRAY -> list((List<?>) value, type.arguments().get(0), "ARRAY[", "]");
            case MAP -> map((Map<?, ?>) value, type);
            case ROW -> row(value, type);
            case INTERVAL_YEAR -> "INTERVAL '" + value + "' MONTH";
            default -> String.valueOf(value);
        };
    }

    private static String list(List<?> values, DataType type, String start, String end) {
        if (values instanceof Series && values.size() > 3) {
            int last = values.size() - 1;
            return start + of(values.get(0), type) + ", " + of(values.get(1), type) + ", ... "
                    + of(values.get(last), type) + end;
        }
        return values.stream().map(value -> of(value, type)).collect(Collectors.joining(", ", start, end));
    }

    private static String map(Map<?, ?> values, DataType type) {
        return values.entrySet().stream()
                .map(entry -> of(entry.getKey(), type.arguments().get(0)) + ", "
                        + of(entry.getValue(), type.arguments().get(1)))
                .collect(Collectors.joining(", ", "MAP[", "]"));
    }

    private static String row(Object value, DataType type) {
        DataType boxed = Boxes.boxedBy(type);
        if (boxed != null) {
            return boxed.kind() == DataType.Kind.BOOLEAN ? of(value.equals(1L), boxed) : of(value, boxed);
        }
        @Nullable Object[] fields = (@Nullable Object[]) value;
        return IntStream.range(0, fields.length)
                .mapToObj(i -> of(fields[i], type.arguments().get(i)))
                .collect(Collectors.joining(", ", "ROW(", ")"));
    }
}
