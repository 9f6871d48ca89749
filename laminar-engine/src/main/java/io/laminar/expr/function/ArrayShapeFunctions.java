package io.laminar.expr.function;

import io.laminar.data.NestedValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Arrays cut, added up and taken by chance. */
public final class ArrayShapeFunctions {
    private ArrayShapeFunctions() {}

    @SqlFunction(
            name = "TRIM_ARRAY",
            signature = "ARRAY<T>, BIGINT -> ARRAY<T>",
            description = "The array without so many elements at its end.",
            examples = "TRIM_ARRAY(ARRAY[1, 2, 3], 2) = ARRAY[1]")
    public static List<?> trim(List<?> array, long count) {
        if (count < 0 || count > array.size()) {
            throw ValueErrors.invalidArgument(
                    "TRIM_ARRAY takes 0 to " + array.size() + " elements away but got " + count);
        }
        return array.subList(0, array.size() - (int) count);
    }

    @SqlFunction(
            name = "ARRAY_LOWER",
            signature = "ARRAY<T>, BIGINT -> BIGINT?",
            description = "The first position, 1; NULL of an empty array, and of dimensions but the first.",
            examples = {"ARRAY_LOWER(ARRAY[7, 8], 1) = 1", "ARRAY_LOWER(ARRAY[7], 2) = NULL"},
            total = true)
    public static @Nullable Long lower(List<?> array, long dimension) {
        return array.isEmpty() || dimension != 1 ? null : 1L;
    }

    @SqlFunction(
            name = "ARRAY_UPPER",
            signature = "ARRAY<T>, BIGINT -> BIGINT?",
            description = "The last position; NULL likewise.",
            examples = "ARRAY_UPPER(ARRAY[7, 8], 1) = 2",
            total = true)
    public static @Nullable Long upper(List<?> array, long dimension) {
        return array.isEmpty() || dimension != 1 ? null : (long) array.size();
    }

    @SqlFunction(
            name = "ARRAY_SUM",
            signature = "ARRAY<BIGINT> -> BIGINT?",
            description = "The sum of the elements that are not NULL; NULL when there are none.",
            examples = "ARRAY_SUM(ARRAY[CAST(1 AS BIGINT), NULL, 2]) = 3")
    public static @Nullable Long sumOfLongs(List<?> array) {
        Long sum = null;
        for (Object element : array) {
            if (element instanceof Number number) {
                sum = ArithmeticFunctions.add(sum == null ? 0 : sum, number.longValue());
            }
        }
        return sum;
    }

    @SqlFunction(
            name = "ARRAY_SUM",
            signature = "ARRAY<DOUBLE> -> DOUBLE?",
            description = "The same of numbers that are not exact.",
            examples = "ARRAY_SUM(ARRAY[1.5e0, 2]) = 3.5e0",
            total = true)
    public static @Nullable Double sumOfDoubles(List<?> array) {
        Double sum = null;
        for (Object element : array) {
            if (element instanceof Number number) {
                sum = (sum == null ? 0 : sum) + number.doubleValue();
            }
        }
        return sum;
    }

    @SqlFunction(
            name = "ARRAY_AVG",
            signature = "ARRAY<DOUBLE> -> DOUBLE?",
            description = "The mean of the elements that are not NULL; NULL when there are none.",
            examples = "ARRAY_AVG(ARRAY[1e0, 2, NULL]) = 1.5e0",
            total = true)
    public static @Nullable Double average(List<?> array) {
        double sum = 0;
        long count = 0;
        for (Object element : array) {
            if (element instanceof Number number) {
                sum += number.doubleValue();
                count++;
            }
        }
        return count == 0 ? null : sum / count;
    }

    @SqlFunction(
            name = "ARRAY_IS_DISTINCT",
            signature = "ARRAY<T> -> BOOLEAN",
            description = "Whether no element is there twice.",
            examples = {"ARRAY_IS_DISTINCT(ARRAY[1, 2]) = TRUE", "ARRAY_IS_DISTINCT(ARRAY[1, 1]) = FALSE"},
            total = true)
    public static boolean isDistinct(List<?> array) {
        return ArrayFunctions.distinct(array).size() == array.size();
    }

    @SqlFunction(
            name = "ARRAY_SHUFFLE",
            signature = "ARRAY<T> -> ARRAY<T>",
            description = "The elements in an order of chance.",
            examples = "CARDINALITY(ARRAY_SHUFFLE(ARRAY[1, 2, 3])) = 3",
            deterministic = false,
            total = true)
    public static List<?> shuffle(List<?> array) {
        List<Object> shuffled = new ArrayList<>(array);
        Collections.shuffle(shuffled, ThreadLocalRandom.current());
        return shuffled;
    }

    @SqlFunction(
            name = "ARRAY_SAMPLE",
            signature = "ARRAY<T>, BIGINT -> ARRAY<T>",
            description = "So many elements by chance, each once.",
            examples = "CARDINALITY(ARRAY_SAMPLE(ARRAY[1, 2, 3], 2)) = 2",
            deterministic = false)
    public static List<?> sample(List<?> array, long count) {
        if (count < 0 || count > array.size()) {
            throw ValueErrors.invalidArgument("ARRAY_SAMPLE takes 0 to " + array.size() + " elements but got " + count);
        }
        return shuffle(array).subList(0, (int) count);
    }

    @SqlFunction(
            name = "MAP_UNION",
            signature = "MAP<K, V>, MAP<K, V> -> MAP<K, V>",
            description = "The entries of both maps; of equal keys that of the second.",
            examples = "MAP_UNION(MAP['a', 1], MAP['a', 2])['a'] = 2",
            total = true)
    public static Map<?, ?> union(Map<?, ?> first, Map<?, ?> second) {
        Map<@Nullable Object, @Nullable Object> both = new LinkedHashMap<>(first);
        second.forEach((key, value) -> {
            if (NestedValues.containsKey(both, key)) {
                both.keySet().removeIf(other -> NestedValues.equal(other, key));
            }
            both.put(key, value);
        });
        return both;
    }
}
