package io.laminar.testing;

import io.laminar.api.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Arrays, maps and rows of a script: {@code [1,2]} and {@code {a:1,b:[2]}}; texts within have neither commas nor brackets. */
final class NestedText {
    private NestedText() {}

    static Object parse(String text, DataType type) {
        List<String> parts = parts(text.substring(1, text.length() - 1));
        if (type.kind() == DataType.Kind.ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            parts.forEach(
                    part -> list.add(TextValues.parse(part, type.arguments().get(0))));
            return list;
        }
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (String part : parts) {
            int colon = part.indexOf(':');
            String name = part.substring(0, colon);
            int field = type.fieldNames().indexOf(name);
            DataType value = type.arguments().get(field < 0 ? 1 : field);
            Object key = field < 0 ? TextValues.parse(name, type.arguments().get(0)) : name;
            map.put(java.util.Objects.requireNonNull(key), TextValues.parse(part.substring(colon + 1), value));
        }
        return map;
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            depth += character == '[' || character == '{' ? 1 : character == ']' || character == '}' ? -1 : 0;
            if (character == ',' && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        if (!text.isEmpty()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    static String format(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(NestedText::format).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ":" + format(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value instanceof String text ? text : TextValues.format(value);
    }
}
