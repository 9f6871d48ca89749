package io.laminar.data.binding;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Suggestions;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Java collections to engine values of the types ARRAY, MAP and ROW. */
final class Nested {
    private Nested() {}

    static List<@Nullable Object> array(Field field, Object value) {
        Field element = new Field(field.name() + "[]", field.type().arguments().get(0));
        List<@Nullable Object> list = new ArrayList<>();
        for (Object item : elements(field, value)) {
            list.add(Values.toEngine(element, item));
        }
        return Collections.unmodifiableList(list);
    }

    static Map<@Nullable Object, @Nullable Object> map(Field field, Object value) {
        if (!(value instanceof Map<?, ?> given)) {
            throw ToEngine.mismatch(field, value, null);
        }
        Field keys = new Field(field.name() + " key", field.type().arguments().get(0));
        Field values =
                new Field(field.name() + " value", field.type().arguments().get(1));
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        given.forEach((key, item) -> map.put(Values.toEngine(keys, key), Values.toEngine(values, item)));
        return Collections.unmodifiableMap(map);
    }

    static @Nullable Object[] row(Field field, Object value) {
        DataType type = field.type();
        List<?> values = value instanceof Map<?, ?> map ? byName(field, map) : elements(field, value);
        if (values.size() != type.arguments().size()) {
            throw ToEngine.mismatch(field, value, null);
        }
        @Nullable Object[] row = new Object[values.size()];
        for (int i = 0; i < row.length; i++) {
            Field part = new Field(
                    field.name() + "." + type.fieldNames().get(i),
                    type.arguments().get(i));
            row[i] = Values.toEngine(part, values.get(i));
        }
        return row;
    }

    private static List<?> byName(Field field, Map<?, ?> map) {
        List<String> names = field.type().fieldNames();
        Set<Object> unknown = new HashSet<>(map.keySet());
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : names) {
            values.add(map.get(name));
            unknown.remove(name);
        }
        if (!unknown.isEmpty()) {
            String first = String.valueOf(unknown.iterator().next());
            throw ToEngine.mismatch(
                    field,
                    map,
                    new IllegalArgumentException("no field " + first + Suggestions.didYouMean(first, names)));
        }
        return values;
    }

    private static List<?> elements(Field field, Object value) {
        if (value instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        if (value.getClass().isArray()) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                list.add(Array.get(value, i));
            }
            return list;
        }
        throw ToEngine.mismatch(field, value, null);
    }
}
