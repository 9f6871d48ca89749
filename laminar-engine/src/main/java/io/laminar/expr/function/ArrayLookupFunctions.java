package io.laminar.expr.function;

import io.laminar.data.NestedValues;
import io.laminar.data.Temporals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is where in an array, and arrays of dates. */
public final class ArrayLookupFunctions {
    private ArrayLookupFunctions() {}

    @SqlFunction(
            name = "ARRAY_FIRST",
            signature = "ARRAY<T> -> T?",
            description = "The first element; NULL of an empty array.",
            examples = "ARRAY_FIRST(ARRAY[7, 8]) = 7",
            total = true)
    public static @Nullable Object first(List<?> array) {
        return array.isEmpty() ? null : array.get(0);
    }

    @SqlFunction(
            name = "ARRAY_LAST",
            signature = "ARRAY<T> -> T?",
            description = "The last element; NULL of an empty array.",
            examples = "ARRAY_LAST(ARRAY[7, 8]) = 8",
            total = true)
    public static @Nullable Object last(List<?> array) {
        return array.isEmpty() ? null : array.get(array.size() - 1);
    }

    @SqlFunction(
            name = "ARRAY_POSITIONS",
            signature = "ARRAY<T>, T -> ARRAY<BIGINT>",
            description = "Where an element is, from 1.",
            examples = "ARRAY_POSITIONS(ARRAY[7, 8, 7], 7) = ARRAY[CAST(1 AS BIGINT), 3]",
            total = true)
    public static List<?> positions(List<?> array, Object element) {
        List<Object> found = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (NestedValues.equal(array.get(i), element)) {
                found.add(i + 1L);
            }
        }
        return found;
    }

    @SqlFunction(
            name = "ARRAY_REPLACE",
            signature = "ARRAY<T>, T, T -> ARRAY<T>",
            description = "The array with each element that equals the second operand replaced by the third.",
            examples = "ARRAY_REPLACE(ARRAY[7, 8, 7], 7, 9) = ARRAY[9, 8, 9]",
            total = true)
    public static List<?> replace(List<?> array, Object from, Object to) {
        List<@Nullable Object> replaced = new ArrayList<>(array);
        replaced.replaceAll(element -> NestedValues.equal(element, from) ? to : element);
        return replaced;
    }

    @SqlFunction(
            name = "RANGE_BUCKET",
            signature = "DOUBLE, ARRAY<DOUBLE> -> BIGINT",
            description = "How many of the bounds, which rise, are not greater than a number.",
            examples = {"RANGE_BUCKET(20, ARRAY[0e0, 10, 20, 30]) = 3", "RANGE_BUCKET(-1, ARRAY[0e0, 10]) = 0"})
    public static long bucket(double number, List<?> bounds) {
        int low = 0;
        int high = bounds.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Object bound = bounds.get(middle);
            if (bound == null) {
                throw ValueErrors.invalidArgument("a bound of RANGE_BUCKET is NULL");
            }
            if (Double.compare((Double) bound, number) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @SqlFunction(
            name = "GENERATE_DATE_ARRAY",
            signature = "DATE, DATE -> ARRAY<DATE>",
            description = "The days from one date to another, both included.",
            examples = "GENERATE_DATE_ARRAY(DATE '2024-02-28', DATE '2024-03-01')"
                    + " = ARRAY[DATE '2024-02-28', DATE '2024-02-29', DATE '2024-03-01']")
    public static List<?> dates(long from, long to) {
        return to < from ? List.of() : ArrayFunctions.sequence(from, to, 1);
    }

    @SqlFunction(
            name = "GENERATE_DATE_ARRAY",
            signature = "DATE, DATE, INTERVAL_DAY -> ARRAY<DATE>",
            description = "The same in steps of whole days, which may be negative.",
            examples = "GENERATE_DATE_ARRAY(DATE '2024-02-28', DATE '2024-03-01', INTERVAL '2' DAY)"
                    + " = ARRAY[DATE '2024-02-28', DATE '2024-03-01']")
    public static List<?> dates(long from, long to, long stepMicros) {
        if (stepMicros % Temporals.MICROS_PER_DAY != 0) {
            throw ValueErrors.invalidArgument("GENERATE_DATE_ARRAY takes steps of whole days");
        }
        return ArrayFunctions.sequence(from, to, stepMicros / Temporals.MICROS_PER_DAY);
    }
}
