package io.laminar.expr.json;

import io.laminar.data.NestedValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changed copies of JSON values, and comparison of them. */
public final class JsonEdits {
    private JsonEdits() {}

    /** What becomes of a place. */
    public enum Mode {
        /** Set whether it is there or not. */
        SET,
        /** Only if it is not there. */
        INSERT,
        /** Only if it is there. */
        REPLACE,
        /** Taken away. */
        REMOVE
    }

    /** The value with another at a path; unchanged when the place before the last step is not there. */
    public static @Nullable Object edit(@Nullable Object root, JsonPath path, Mode mode, @Nullable Object value) {
        return edit(root, path.keys(), mode, value);
    }

    /** As {@link #edit(Object, JsonPath, Mode, Object)}, by names ({@link String}) and positions ({@link Long}). */
    public static @Nullable Object edit(@Nullable Object root, List<Object> keys, Mode mode, @Nullable Object value) {
        if (keys.isEmpty()) {
            return mode == Mode.SET || mode == Mode.REPLACE ? value : root;
        }
        Object key = keys.get(0);
        List<Object> rest = keys.subList(1, keys.size());
        if (root instanceof Map<?, ?> object) {
            return ofObject(object, String.valueOf(key), rest, mode, value);
        }
        if (root instanceof List<?> array) {
            Long index = index(key);
            return index == null ? root : ofArray(array, index, rest, mode, value);
        }
        return root;
    }

    private static @Nullable Long index(Object key) {
        if (key instanceof Long number) {
            return number;
        }
        try {
            return Long.valueOf(key.toString());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Object ofObject(
            Map<?, ?> object, String name, List<Object> rest, Mode mode, @Nullable Object value) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(object);
        boolean isThere = copy.containsKey(name);
        if (!rest.isEmpty()) {
            if (isThere) {
                copy.put(name, edit(copy.get(name), rest, mode, value));
            }
        } else if (mode == Mode.REMOVE) {
            copy.remove(name);
        } else if (mode == Mode.SET || (mode == Mode.REPLACE) == isThere) {
            copy.put(name, value);
        }
        return copy;
    }

    private static Object ofArray(List<?> array, long index, List<Object> rest, Mode mode, @Nullable Object value) {
        List<@Nullable Object> copy = new ArrayList<>(array);
        long at = index < 0 ? copy.size() + index : index;
        boolean isThere = at >= 0 && at < copy.size();
        if (!rest.isEmpty()) {
            if (isThere) {
                copy.set((int) at, edit(copy.get((int) at), rest, mode, value));
            }
        } else if (isThere && mode == Mode.REMOVE) {
            copy.remove((int) at);
        } else if (isThere && (mode == Mode.SET || mode == Mode.REPLACE)) {
            copy.set((int) at, value);
        } else if (!isThere && (mode == Mode.SET || mode == Mode.INSERT)) {
            copy.add(value);
        }
        return copy;
    }

    /** Members of both, those of the second where both have one; merged themselves when deep. Not two objects: the second. */
    public static @Nullable Object merge(@Nullable Object first, @Nullable Object second, boolean isDeep) {
        if (!(first instanceof Map<?, ?> left) || !(second instanceof Map<?, ?> right)) {
            return second;
        }
        Map<Object, @Nullable Object> merged = new LinkedHashMap<>(left);
        right.forEach((name, value) -> merged.put(name, isDeep ? merge(left.get(name), value, true) : value));
        return merged;
    }

    /** The value without the members, at any depth, that are null. */
    public static @Nullable Object withoutNulls(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
            object.forEach((name, member) -> {
                if (member != null) {
                    kept.put(name, withoutNulls(member));
                }
            });
            return kept;
        }
        return value instanceof List<?> array
                ? array.stream().map(JsonEdits::withoutNulls).collect(java.util.stream.Collectors.toList())
                : value;
    }

    /** Whether a value contains another, as PostgreSQL says: all members, and all elements in any order. */
    public static boolean contains(@Nullable Object whole, @Nullable Object part) {
        if (whole instanceof Map<?, ?> object && part instanceof Map<?, ?> members) {
            return members.entrySet().stream()
                    .allMatch(member -> object.containsKey(member.getKey())
                            && contains(object.get(member.getKey()), member.getValue()));
        }
        if (whole instanceof List<?> array) {
            return part instanceof List<?> elements
                    ? elements.stream()
                            .allMatch(element -> array.stream().anyMatch(candidate -> matches(candidate, element)))
                    : !(part instanceof Map<?, ?>) && array.stream().anyMatch(candidate -> matches(candidate, part));
        }
        return !(part instanceof List<?>) && !(whole instanceof Map<?, ?>) && areEqual(whole, part);
    }

    private static boolean matches(@Nullable Object candidate, @Nullable Object element) {
        boolean isStructure = element instanceof Map<?, ?> || element instanceof List<?>;
        return isStructure
                ? (candidate instanceof Map<?, ?> || candidate instanceof List<?>) && contains(candidate, element)
                : areEqual(candidate, element);
    }

    private static boolean areEqual(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number && right instanceof Number) {
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString())) == 0;
        }
        return NestedValues.equal(left, right);
    }

    /** How deep a value is: 1 for a scalar or what is empty. */
    public static int depth(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return 1 + object.values().stream().mapToInt(JsonEdits::depth).max().orElse(0);
        }
        return value instanceof List<?> array
                ? 1 + array.stream().mapToInt(JsonEdits::depth).max().orElse(0)
                : 1;
    }
}
