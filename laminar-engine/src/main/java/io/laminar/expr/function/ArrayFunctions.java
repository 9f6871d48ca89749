package io.laminar.expr.function;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays: lists of boxed values that are never changed. Positions count from 1. */
public final class ArrayFunctions {
    private ArrayFunctions() {}

    @SqlFunction(
            name = "ARRAY",
            signature = "T... -> ARRAY<T>",
            description = "An array of the operands, brought to their common type; also written ARRAY[a, b].",
            examples = "CARDINALITY(ARRAY(7, 8, NULL)) = 3",
            total = true,
            calledWithNull = true)
    public static List<@Nullable Object> array(@Nullable Object... elements) {
        return Collections.unmodifiableList(Arrays.asList(elements));
    }

    @SqlFunction(
            name = "[]",
            signature = "ARRAY<T>, BIGINT -> T?",
            description = "The element at a position, from 1; NULL where there is none.",
            examples = {"ARRAY[7, 8][2] = 8", "ARRAY[7, 8][3] = NULL"},
            total = true)
    public static @Nullable Object item(List<?> array, long position) {
        return position < 1 || position > array.size() ? null : array.get((int) position - 1);
    }

    @SqlFunction(
            name = "CARDINALITY",
            aliases = {"ARRAY_LENGTH", "ARRAY_SIZE"},
            signature = "ARRAY<T> -> BIGINT",
            description = "How many elements an array has.",
            examples = "CARDINALITY(ARRAY[7, 8]) = 2",
            total = true)
    public static long cardinality(List<?> array) {
        return array.size();
    }
}
