package io.laminar.expr.function;

import io.laminar.data.NestedValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps of boxed values that are never changed, in the order of their making. */
public final class MapFunctions {
    private MapFunctions() {}

    @SqlFunction(
            name = "[]",
            signature = "MAP<K, V>, K -> V?",
            description = "The value of a key; NULL where there is none.",
            examples = {"MAP['a', 7]['a'] = 7", "MAP['a', 7]['b'] = NULL"},
            total = true)
    public static @Nullable Object item(Map<?, ?> map, Object key) {
        return NestedValues.get(map, key);
    }

    @SqlFunction(
            name = "ELEMENT_AT",
            signature = "MAP<K, V>, K -> V?",
            description = "The value of a key; NULL where there is none.",
            examples = "ELEMENT_AT(MAP['a', 7], 'a') = 7",
            total = true)
    public static @Nullable Object elementAt(Map<?, ?> map, Object key) {
        return NestedValues.get(map, key);
    }

    @SqlFunction(
            name = "CARDINALITY",
            signature = "MAP<K, V> -> BIGINT",
            description = "How many entries a map has.",
            examples = "CARDINALITY(MAP['a', 7]) = 1",
            total = true)
    public static long cardinality(Map<?, ?> map) {
        return map.size();
    }

    @SqlFunction(
            name = "MAP_KEYS",
            signature = "MAP<K, V> -> ARRAY<K>",
            description = "The keys of a map.",
            examples = "MAP_KEYS(MAP['a', 7, 'b', 8]) = ARRAY['a', 'b']",
            total = true)
    public static List<?> keys(Map<?, ?> map) {
        return new ArrayList<>(map.keySet());
    }

    @SqlFunction(
            name = "MAP_VALUES",
            signature = "MAP<K, V> -> ARRAY<V>",
            description = "The values of a map, in the order of MAP_KEYS.",
            examples = "MAP_VALUES(MAP['a', 7, 'b', 8]) = ARRAY[7, 8]",
            total = true)
    public static List<?> values(Map<?, ?> map) {
        return new ArrayList<>(map.values());
    }

    @SqlFunction(
            name = "MAP_ENTRIES",
            signature = "MAP<K, V> -> ARRAY<ROW<key K, value V>>",
            description = "The entries of a map as rows with key and value.",
            examples = "CARDINALITY(MAP_ENTRIES(MAP['a', 7])) = 1",
            total = true)
    public static List<?> entries(Map<?, ?> map) {
        List<Object> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(new @Nullable Object[] {key, value}));
        return entries;
    }

    @SqlFunction(
            name = "MAP_CONTAINS_KEY",
            signature = "MAP<K, V>, K -> BOOLEAN",
            description = "Whether a map has a key.",
            examples = "MAP_CONTAINS_KEY(MAP['a', 7], 'b') = FALSE",
            total = true)
    public static boolean containsKey(Map<?, ?> map, Object key) {
        return NestedValues.containsKey(map, key);
    }

    @SqlFunction(
            name = "MAP_FROM_ARRAYS",
            signature = "ARRAY<K>, ARRAY<V> -> MAP<K, V>",
            description = "A map of keys and as many values; of equal keys the last counts.",
            examples = "MAP_FROM_ARRAYS(ARRAY['a', 'b'], ARRAY[7, 8])['b'] = 8")
    public static Map<?, ?> fromArrays(List<?> keys, List<?> values) {
        if (keys.size() != values.size()) {
            throw ValueErrors.invalidArgument(
                    "MAP_FROM_ARRAYS takes as many keys as values but got " + keys.size() + " and " + values.size());
        }
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return map;
    }

    @SqlFunction(
            name = "MAP_FROM_ENTRIES",
            signature = "ARRAY<ROW<key K, value V>> -> MAP<K, V>",
            description = "A map of rows with key and value.",
            examples = "MAP_FROM_ENTRIES(MAP_ENTRIES(MAP['a', 7]))['a'] = 7",
            total = true)
    public static Map<?, ?> fromEntries(List<?> entries) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Object entry : entries) {
            if (entry != null) {
                @Nullable Object[] row = (@Nullable Object[]) entry;
                map.put(row[0], row[1]);
            }
        }
        return map;
    }

    @SqlFunction(
            name = "MAP_CONCAT",
            signature = "MAP<K, V>, MAP<K, V> -> MAP<K, V>",
            description = "The entries of both maps, those of the second where both have a key.",
            examples = "MAP_CONCAT(MAP['a', 7], MAP['a', 8])['a'] = 8",
            total = true)
    public static Map<?, ?> concat(Map<?, ?> first, Map<?, ?> second) {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>(first);
        map.putAll(second);
        return map;
    }

    @SqlFunction(
            name = "STR_TO_MAP",
            signature = "VARCHAR, VARCHAR, VARCHAR -> MAP<VARCHAR, VARCHAR>",
            description = "A map from text: entries between the first separator, key and value between the second.",
            examples = "STR_TO_MAP('a=1;b=2', ';', '=')['b'] = '2'",
            total = true)
    public static Map<?, ?> fromText(String text, String entrySeparator, String keySeparator) {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Object entry : ArrayFunctions.split(text, entrySeparator)) {
            String pair = (String) java.util.Objects.requireNonNull(entry);
            int at = keySeparator.isEmpty() ? -1 : pair.indexOf(keySeparator);
            if (at >= 0) {
                map.put(pair.substring(0, at), pair.substring(at + keySeparator.length()));
            } else {
                map.put(pair, null);
            }
        }
        return map;
    }

    @SqlFunction(
            name = "STR_TO_MAP",
            signature = "VARCHAR -> MAP<VARCHAR, VARCHAR>",
            description = "A map from text such as a=1,b=2.",
            examples = "STR_TO_MAP('a=1,b=2')['b'] = '2'",
            total = true)
    public static Map<?, ?> fromText(String text) {
        return fromText(text, ",", "=");
    }

    @SqlFunction(name = "MAP", internal = true, total = true, calledWithNull = true)
    public static Map<?, ?> map(@Nullable Object... keysAndValues) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
