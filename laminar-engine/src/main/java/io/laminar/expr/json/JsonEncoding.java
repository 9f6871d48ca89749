package io.laminar.expr.json;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.data.Temporals;
import io.laminar.data.binding.TextValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between boxed engine values of a type and JSON values.
 *
 * @param type of the engine's values
 */
public record JsonEncoding(DataType type) {

    /** The JSON value. Dates and times become text, bytes Base64. */
    public @Nullable Object encode(@Nullable Object value) {
        return encode(type, value);
    }

    private static @Nullable Object encode(DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> value instanceof Boolean ? value : (Object) !value.equals(0L);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> value;
            case REAL -> approximate(Float.toString(((Double) value).floatValue()));
            case DOUBLE -> approximate(value.toString());
            case DECIMAL -> value instanceof Long unscaled ? BigDecimal.valueOf(unscaled, type.scale()) : value;
            case JSON -> JsonDocument.parse((String) value).value();
            case ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                ((List<?>) value)
                        .forEach(element -> array.add(encode(type.arguments().get(0), element)));
                yield array;
            }
            case MAP -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, member) -> object.put(
                                String.valueOf(
                                        JsonTexts.plain(encode(type.arguments().get(0), key))),
                                encode(type.arguments().get(1), member)));
                yield object;
            }
            case ROW -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                @Nullable Object[] fields = (@Nullable Object[]) value;
                for (int i = 0; i < fields.length; i++) {
                    object.put(type.fieldNames().get(i), encode(type.arguments().get(i), fields[i]));
                }
                yield object;
            }
            default -> text(type, value);
        };
    }

    private static Object approximate(String text) {
        return Character.isLetter(text.charAt(text.length() - 1)) ? text : (Object) new BigDecimal(text);
    }

    private static String text(DataType type, Object value) {
        return switch (type.kind()) {
            case DATE -> Temporals.formatDate((Long) value);
            case TIME -> Temporals.formatTime((Long) value);
            case TIMESTAMP -> Temporals.formatTimestamp((Long) value);
            case TIMESTAMP_LTZ -> Temporals.formatTimestamp((Long) value) + "Z";
            case INTERVAL_DAY ->
                java.time.Duration.of((Long) value, java.time.temporal.ChronoUnit.MICROS)
                        .toString();
            case INTERVAL_YEAR ->
                java.time.Period.ofMonths(Math.toIntExact((Long) value))
                        .normalized()
                        .toString();
            case BINARY, VARBINARY -> Base64.getEncoder().encodeToString((byte[]) value);
            default -> value.toString();
        };
    }

    /**
     * The engine's value.
     *
     * @throws LaminarException with {@code INVALID_CAST} when the JSON value is none of the type
     */
    public @Nullable Object decode(@Nullable Object json) {
        try {
            return decode(new Field("value", type), json);
        } catch (LaminarException | ClassCastException e) {
            throw new LaminarException(
                    ErrorCode.INVALID_CAST,
                    JsonTexts.write(json) + " is no " + type.sqlName() + "; correct the value, or use TRY_CAST",
                    e);
        }
    }

    private static @Nullable Object decode(Field field, @Nullable Object json) {
        if (json == null) {
            return null;
        }
        DataType type = field.type();
        return switch (type.kind()) {
            case JSON -> JsonTexts.write(json);
            case CHAR, VARCHAR -> JsonTexts.plain(json);
            case ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                ((List<?>) json)
                        .forEach(element -> array.add(
                                decode(new Field("value", type.arguments().get(0)), element)));
                yield array;
            }
            case MAP -> {
                Field keys = new Field("value", type.arguments().get(0));
                Field values = new Field("value", type.arguments().get(1));
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                ((Map<?, ?>) json).forEach((name, member) -> map.put(decode(keys, name), decode(values, member)));
                yield map;
            }
            case ROW -> row(type, json);
            default -> TextValues.parse(field, scalar(json));
        };
    }

    private static @Nullable Object[] row(DataType type, Object json) {
        @Nullable Object[] row = new Object[type.arguments().size()];
        for (int i = 0; i < row.length; i++) {
            Object member = json instanceof List<?> list
                    ? (i < list.size() ? list.get(i) : null)
                    : ((Map<?, ?>) json).get(type.fieldNames().get(i));
            row[i] = decode(new Field("value", type.arguments().get(i)), member);
        }
        return row;
    }

    private static String scalar(Object json) {
        if (json instanceof Map<?, ?> || json instanceof List<?>) {
            throw new ClassCastException("a structure");
        }
        return json instanceof Number ? JsonTexts.number(json) : String.valueOf(json);
    }
}
