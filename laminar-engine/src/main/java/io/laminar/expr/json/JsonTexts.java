package io.laminar.expr.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Between JSON text and values as {@link JsonDocument} has them. */
public final class JsonTexts {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final int MAX_PLAIN_SCALE = 400;

    private JsonTexts() {}

    /** The value of a text that is one JSON value. Throws IllegalArgumentException, or Jackson's unchecked exception. */
    static @Nullable Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("empty");
            }
            Object value = read(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more than one value");
            }
            return value;
        }
    }

    private static @Nullable Object read(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, read(parser));
                }
                yield Collections.unmodifiableMap(object);
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(parser));
                }
                yield Collections.unmodifiableList(array);
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> integer(parser.getString());
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("unexpected " + parser.currentToken());
        };
    }

    private static Object integer(String digits) {
        return digits.length() < 19 ? (Object) Long.parseLong(digits) : new BigDecimal(digits);
    }

    /** JSON text without blanks. */
    public static String write(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            generator.writeStartObject();
            object.forEach((name, member) -> {
                generator.writeName(String.valueOf(name));
                write(generator, member);
            });
            generator.writeEndObject();
        } else if (value instanceof List<?> array) {
            generator.writeStartArray();
            array.forEach(element -> write(generator, element));
            generator.writeEndArray();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value instanceof BigDecimal || value instanceof Long) {
            generator.writeNumber(number(value));
        } else {
            generator.writeNull();
        }
    }

    /** The number without exponent, unless that took more digits than anybody would read. */
    static String number(Object value) {
        if (value instanceof BigDecimal decimal) {
            return Math.abs((long) decimal.scale()) <= MAX_PLAIN_SCALE ? decimal.toPlainString() : decimal.toString();
        }
        return value.toString();
    }

    /** Text of a string as it is, JSON text of all else, null for JSON's null. */
    public static @Nullable String plain(@Nullable Object value) {
        return value == null ? null : value instanceof String text ? text : write(value);
    }

    /** JSON text with a line for each member and element. */
    public static String pretty(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        pretty(value, "\n", text);
        return text.toString();
    }

    private static void pretty(@Nullable Object value, String indent, StringBuilder text) {
        String inner = indent + "  ";
        String separator = inner;
        if (value instanceof Map<?, ?> object && !object.isEmpty()) {
            text.append('{');
            for (Map.Entry<?, ?> member : object.entrySet()) {
                text.append(separator)
                        .append(write(String.valueOf(member.getKey())))
                        .append(": ");
                pretty(member.getValue(), inner, text);
                separator = "," + inner;
            }
            text.append(indent).append('}');
        } else if (value instanceof List<?> array && !array.isEmpty()) {
            text.append('[');
            for (Object element : array) {
                text.append(separator);
                pretty(element, inner, text);
                separator = "," + inner;
            }
            text.append(indent).append(']');
        } else {
            text.append(write(value));
        }
    }
}
