package io.laminar.data;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Equality of boxed values as the engine holds them, by content at any depth: NULL equals NULL, NaN equals NaN, zeros
 * of both signs are equal, decimals are equal whatever their scale, maps whatever the order of their entries.
 */
public final class NestedValues {
    private NestedValues() {}

    /** Whether two values of one type, or two NULLs, are the same. */
    public static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left == right) {
            return true;
        } else if (left == null || right == null) {
            return false;
        } else if (left instanceof BigDecimal decimal && right instanceof BigDecimal other) {
            return decimal.compareTo(other) == 0;
        } else if (left instanceof byte[] bytes && right instanceof byte[] others) {
            return Arrays.equals(bytes, others);
        } else if (left instanceof Double number && right instanceof Double other) {
            return equal(number.doubleValue(), other.doubleValue());
        } else if (left instanceof Object[] row && right instanceof Object[] other) {
            return equalLists(Arrays.asList(row), Arrays.asList(other));
        } else if (left instanceof List<?> list && right instanceof List<?> other) {
            return equalLists(list, other);
        } else if (left instanceof Map<?, ?> map && right instanceof Map<?, ?> other) {
            return equalMaps(map, other);
        }
        return left.equals(right);
    }

    /** Whether two doubles are the same. */
    public static boolean equal(double left, double right) {
        return left == right || (Double.isNaN(left) && Double.isNaN(right));
    }

    /**
     * Order of two values of one type: NaN last, text by its UTF-16 code units.
     *
     * @throws IllegalArgumentException when values of the kind have no order
     */
    public static int compare(Object left, Object right) {
        if (left instanceof String text && right instanceof String other) {
            return text.compareTo(other);
        } else if (left instanceof BigDecimal decimal && right instanceof BigDecimal other) {
            return decimal.compareTo(other);
        } else if (left instanceof byte[] bytes && right instanceof byte[] others) {
            return Arrays.compareUnsigned(bytes, others);
        } else if (left instanceof java.util.UUID uuid && right instanceof java.util.UUID other) {
            int high = Long.compareUnsigned(uuid.getMostSignificantBits(), other.getMostSignificantBits());
            return high != 0
                    ? high
                    : Long.compareUnsigned(uuid.getLeastSignificantBits(), other.getLeastSignificantBits());
        }
        if (left instanceof Long number && right instanceof Long other) {
            return Long.compare(number, other);
        } else if (left instanceof Double number && right instanceof Double other) {
            return equal(number, other) ? 0 : number < other || Double.isNaN(other) ? -1 : 1;
        }
        throw new IllegalArgumentException(left.getClass() + " and " + right.getClass() + " have no order");
    }

    /** A hash by which equal values hash alike. */
    public static int hash(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return Double.hashCode(decimal.doubleValue());
        } else if (value instanceof byte[] bytes) {
            return Arrays.hashCode(bytes);
        } else if (value instanceof Double number) {
            return number == 0 ? 0 : number.hashCode();
        } else if (value instanceof Object[] row) {
            return hashOfList(Arrays.asList(row));
        } else if (value instanceof List<?> list) {
            return hashOfList(list);
        } else if (value instanceof Map<?, ?> map) {
            int sum = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                sum += hash(entry.getKey()) * 31 + hash(entry.getValue());
            }
            return sum;
        }
        return value == null ? 0 : value.hashCode();
    }

    private static int hashOfList(List<?> list) {
        int hash = 1;
        for (Object element : list) {
            hash = hash * 31 + hash(element);
        }
        return hash;
    }

    private static boolean equalLists(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            Object other = get(right, entry.getKey());
            if (!equal(entry.getValue(), other) || (other == null && !containsKey(right, entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** The value of a key that is the same; null when there is none, or when it is NULL. */
    public static @Nullable Object get(Map<?, ?> map, @Nullable Object key) {
        Object value = map.get(key);
        if (value != null || !isSearched(key)) {
            return value;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (equal(entry.getKey(), key)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** Whether some key is the same. */
    public static boolean containsKey(Map<?, ?> map, @Nullable Object key) {
        if (map.containsKey(key)) {
            return true;
        }
        return isSearched(key) && map.keySet().stream().anyMatch(other -> equal(other, key));
    }

    /** Whether Java's equality is not ours. */
    private static boolean isSearched(@Nullable Object key) {
        return key instanceof byte[]
                || key instanceof Object[]
                || key instanceof List<?>
                || key instanceof Map<?, ?>
                || key instanceof Double
                || key instanceof BigDecimal;
    }
}
