package io.laminar.expr.function;

import io.laminar.data.NestedValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Arrays: lists of boxed values that are never changed. Positions count from 1. */
public final class ArrayFunctions {
    /** Elements that a function may make of nothing. */
    private static final int MAX_MADE = 1_000_000;

    private ArrayFunctions() {}

    @SqlFunction(
            name = "ARRAY",
            signature = "T... -> ARRAY<T>",
            description = "An array of the operands, brought to their common type; also written ARRAY[a, b].",
            examples = "CARDINALITY(ARRAY[7, 8, NULL]) = 3",
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

    @SqlFunction(
            name = "ELEMENT_AT",
            signature = "ARRAY<T>, BIGINT -> T?",
            description = "The element at a position, from 1, or from the end when negative; NULL where there is none.",
            examples = {"ELEMENT_AT(ARRAY[7, 8], -1) = 8"},
            total = true)
    public static @Nullable Object elementAt(List<?> array, long position) {
        return item(array, position < 0 ? array.size() + position + 1 : position);
    }

    @SqlFunction(
            name = "ELEMENT",
            signature = "ARRAY<T> -> T?",
            description = "The only element of an array; NULL of an empty one, an error of a longer one.",
            examples = {"ELEMENT(ARRAY[7]) = 7"})
    public static @Nullable Object element(List<?> array) {
        if (array.size() > 1) {
            throw ValueErrors.invalidArgument("ELEMENT takes an array of one element but got " + array.size());
        }
        return array.isEmpty() ? null : array.get(0);
    }

    @SqlFunction(
            name = "ARRAY_CONTAINS",
            signature = "ARRAY<T>, T -> BOOLEAN",
            description = "Whether an array has the element.",
            examples = {"ARRAY_CONTAINS(ARRAY[7, 8], 8) = TRUE", "ARRAY_CONTAINS(ARRAY['a'], 'b') = FALSE"},
            total = true)
    public static boolean contains(List<?> array, Object element) {
        return position(array, element) > 0;
    }

    @SqlFunction(
            name = "ARRAY_POSITION",
            signature = "ARRAY<T>, T -> BIGINT",
            description = "Where an element is first, from 1; 0 where it is not.",
            examples = {"ARRAY_POSITION(ARRAY[7, 8], 8) = 2"},
            total = true)
    public static long position(List<?> array, Object element) {
        for (int i = 0; i < array.size(); i++) {
            if (NestedValues.equal(array.get(i), element)) {
                return i + 1L;
            }
        }
        return 0;
    }

    @SqlFunction(
            name = "ARRAY_APPEND",
            signature = "ARRAY<T>, T -> ARRAY<T>?",
            description = "The array with an element behind; the element may be NULL.",
            examples = {"ARRAY_APPEND(ARRAY[7], 8) = ARRAY[7, 8]"},
            total = true,
            calledWithNull = true)
    public static @Nullable List<?> append(@Nullable List<?> array, @Nullable Object element) {
        return array == null ? null : joined(array, Collections.singletonList(element));
    }

    @SqlFunction(
            name = "ARRAY_PREPEND",
            signature = "ARRAY<T>, T -> ARRAY<T>?",
            description = "The array with an element in front; the element may be NULL.",
            examples = {"ARRAY_PREPEND(ARRAY[7], 8) = ARRAY[8, 7]"},
            total = true,
            calledWithNull = true)
    public static @Nullable List<?> prepend(@Nullable List<?> array, @Nullable Object element) {
        return array == null ? null : joined(Collections.singletonList(element), array);
    }

    @SqlFunction(
            name = "ARRAY_CONCAT",
            aliases = {"ARRAY_CAT"},
            signature = "ARRAY<T>, ARRAY<T> -> ARRAY<T>",
            description = "The elements of the first array and then of the second.",
            examples = {"ARRAY_CONCAT(ARRAY[7], ARRAY[8, 7]) = ARRAY[7, 8, 7]"},
            total = true)
    public static List<?> joined(List<?> first, List<?> second) {
        List<@Nullable Object> all = new ArrayList<>(first.size() + second.size());
        all.addAll(first);
        all.addAll(second);
        return all;
    }

    @SqlFunction(
            name = "ARRAY_REMOVE",
            signature = "ARRAY<T>, T -> ARRAY<T>",
            description = "The array without each such element.",
            examples = {"ARRAY_REMOVE(ARRAY[7, 8, 7], 7) = ARRAY[8]"},
            total = true)
    public static List<?> remove(List<?> array, Object element) {
        return kept(array, other -> !NestedValues.equal(other, element));
    }

    @SqlFunction(
            name = "ARRAY_DISTINCT",
            signature = "ARRAY<T> -> ARRAY<T>",
            description = "Each different element once, in the order of the first ones.",
            examples = {"ARRAY_DISTINCT(ARRAY[7, 8, 7]) = ARRAY[7, 8]"},
            total = true)
    public static List<?> distinct(List<?> array) {
        ElementSet seen = new ElementSet();
        return kept(array, seen::add);
    }

    @SqlFunction(
            name = "ARRAY_UNION",
            signature = "ARRAY<T>, ARRAY<T> -> ARRAY<T>",
            description = "Each different element of both arrays once.",
            examples = {"ARRAY_UNION(ARRAY[7, 8], ARRAY[8, 9]) = ARRAY[7, 8, 9]"},
            total = true)
    public static List<?> union(List<?> first, List<?> second) {
        return distinct(joined(first, second));
    }

    @SqlFunction(
            name = "ARRAY_INTERSECT",
            signature = "ARRAY<T>, ARRAY<T> -> ARRAY<T>",
            description = "Each different element of the first array that the second has too.",
            examples = {"ARRAY_INTERSECT(ARRAY[7, 8], ARRAY[8, 9]) = ARRAY[8]"},
            total = true)
    public static List<?> intersect(List<?> first, List<?> second) {
        ElementSet others = ElementSet.of(second);
        return kept(distinct(first), others::contains);
    }

    @SqlFunction(
            name = "ARRAY_EXCEPT",
            signature = "ARRAY<T>, ARRAY<T> -> ARRAY<T>",
            description = "Each different element of the first array that the second has not.",
            examples = {"ARRAY_EXCEPT(ARRAY[7, 8, 7], ARRAY[8, 9]) = ARRAY[7]"},
            total = true)
    public static List<?> except(List<?> first, List<?> second) {
        ElementSet others = ElementSet.of(second);
        return kept(distinct(first), element -> !others.contains(element));
    }

    @SqlFunction(
            name = "ARRAYS_OVERLAP",
            signature = "ARRAY<T>, ARRAY<T> -> BOOLEAN",
            description = "Whether the arrays have an element that is not NULL in common.",
            examples = {"ARRAYS_OVERLAP(ARRAY[7, 8], ARRAY[8, 9]) = TRUE"},
            total = true)
    public static boolean overlap(List<?> first, List<?> second) {
        ElementSet others = ElementSet.of(second);
        return first.stream().anyMatch(element -> element != null && others.contains(element));
    }

    @SqlFunction(
            name = "ARRAY_REVERSE",
            signature = "ARRAY<T> -> ARRAY<T>",
            description = "The elements from the last to the first.",
            examples = {"ARRAY_REVERSE(ARRAY[7, 8]) = ARRAY[8, 7]"},
            total = true)
    public static List<?> reverse(List<?> array) {
        List<@Nullable Object> reversed = new ArrayList<>(array);
        Collections.reverse(reversed);
        return reversed;
    }

    @SqlFunction(
            name = "ARRAY_SORT",
            signature = "ARRAY<T> -> ARRAY<T>",
            description = "The elements in ascending order, NULL last; arrays, maps and rows have no order.",
            examples = {"ARRAY_SORT(ARRAY[9, NULL, 7]) = ARRAY[7, 9, NULL]"})
    public static List<?> sort(List<?> array) {
        List<@Nullable Object> sorted = new ArrayList<>(array);
        sorted.sort(ArrayFunctions::compare);
        return sorted;
    }

    @SqlFunction(
            name = "ARRAY_SLICE",
            signature = "ARRAY<T>, BIGINT, BIGINT -> ARRAY<T>",
            description =
                    "The elements from a position to another, both from 1 and included; what is outside is left out.",
            examples = {"ARRAY_SLICE(ARRAY[7, 8, 9], 2, 9) = ARRAY[8, 9]"},
            total = true)
    public static List<?> slice(List<?> array, long from, long to) {
        int start = (int) Math.max(0, Math.min(array.size(), from - 1));
        int end = (int) Math.max(start, Math.min(array.size(), to));
        return new ArrayList<>(array.subList(start, end));
    }

    @SqlFunction(
            name = "ARRAY_MIN",
            signature = "ARRAY<T> -> T?",
            description = "The least element that is not NULL.",
            examples = {"ARRAY_MIN(ARRAY[8, 7, NULL]) = 7"})
    public static @Nullable Object min(List<?> array) {
        return array.stream()
                .filter(java.util.Objects::nonNull)
                .min(ArrayFunctions::compare)
                .orElse(null);
    }

    @SqlFunction(
            name = "ARRAY_MAX",
            signature = "ARRAY<T> -> T?",
            description = "The greatest element that is not NULL.",
            examples = {"ARRAY_MAX(ARRAY[8, 7, NULL]) = 8"})
    public static @Nullable Object max(List<?> array) {
        return array.stream()
                .filter(java.util.Objects::nonNull)
                .max(ArrayFunctions::compare)
                .orElse(null);
    }

    @SqlFunction(
            name = "ARRAY_JOIN",
            aliases = {"ARRAY_TO_STRING"},
            signature = "ARRAY<VARCHAR>, VARCHAR -> VARCHAR",
            description = "The elements as text with a separator between; those that are NULL are left out.",
            examples = {"ARRAY_JOIN(ARRAY['a', NULL, 'b'], '-') = 'a-b'"},
            total = true)
    public static String join(List<?> array, String separator) {
        StringJoiner text = new StringJoiner(separator);
        array.stream().filter(java.util.Objects::nonNull).forEach(element -> text.add((String) element));
        return text.toString();
    }

    @SqlFunction(
            name = "ARRAY_JOIN",
            aliases = {"ARRAY_TO_STRING"},
            signature = "ARRAY<VARCHAR>, VARCHAR, VARCHAR -> VARCHAR",
            description = "The elements as text with a separator between, and a text in place of those that are NULL.",
            examples = {"ARRAY_JOIN(ARRAY['a', NULL], '-', '?') = 'a-?'"},
            total = true)
    public static String join(List<?> array, String separator, String nullText) {
        StringJoiner text = new StringJoiner(separator);
        array.forEach(element -> text.add(element == null ? nullText : (String) element));
        return text.toString();
    }

    @SqlFunction(
            name = "STRING_TO_ARRAY",
            aliases = {"SPLIT", "STRING_TO_TABLE"},
            signature = "VARCHAR, VARCHAR -> ARRAY<VARCHAR>",
            description = "The pieces of a text between separators; single characters when the separator is empty."
                    + " In FROM, STRING_TO_TABLE gives a row for each.",
            examples = {"STRING_TO_ARRAY('a,b', ',') = ARRAY['a', 'b']"},
            total = true)
    public static List<?> split(String text, String separator) {
        List<Object> pieces = new ArrayList<>();
        if (separator.isEmpty()) {
            text.codePoints().forEach(character -> pieces.add(Character.toString(character)));
            return pieces;
        }
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            pieces.add(text.substring(from, at));
            from = at + separator.length();
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    @SqlFunction(
            name = "SEQUENCE",
            aliases = {"GENERATE_ARRAY"},
            signature = "BIGINT, BIGINT -> ARRAY<BIGINT>",
            description = "The integers from one to another, both included.",
            examples = {"SEQUENCE(2, 4) = ARRAY[CAST(2 AS BIGINT), 3, 4]"})
    public static List<?> sequence(long from, long to) {
        return sequence(from, to, from <= to ? 1 : -1);
    }

    @SqlFunction(
            name = "SEQUENCE",
            aliases = {"GENERATE_ARRAY"},
            signature = "BIGINT, BIGINT, BIGINT -> ARRAY<BIGINT>",
            description = "The integers from one to another in steps, which may be negative.",
            examples = {"SEQUENCE(9, 2, -3) = ARRAY[CAST(9 AS BIGINT), 6, 3]"})
    public static List<?> sequence(long from, long to, long step) {
        if (step == 0) {
            throw ValueErrors.invalidArgument("the step of SEQUENCE must not be 0");
        }
        long last = step > 0 ? to : -to;
        long at = step > 0 ? from : -from;
        long count = last < at ? 0 : (last - at) / Math.abs(step) + 1;
        requireSize(count);
        List<Object> numbers = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            numbers.add(from + i * step);
        }
        return numbers;
    }

    @SqlFunction(
            name = "ARRAY_REPEAT",
            signature = "T, BIGINT -> ARRAY<T>",
            description = "An array of the same element so many times.",
            examples = {"ARRAY_REPEAT(7, 2) = ARRAY[7, 7]"})
    public static List<?> repeat(Object element, long count) {
        requireSize(count);
        return Collections.nCopies((int) Math.max(0, count), element);
    }

    @SqlFunction(
            name = "FLATTEN",
            signature = "ARRAY<ARRAY<T>> -> ARRAY<T>",
            description = "The elements of the arrays within an array; those that are NULL are left out.",
            examples = {"FLATTEN(ARRAY[ARRAY[7], ARRAY[8, 9]]) = ARRAY[7, 8, 9]"},
            total = true)
    public static List<?> flatten(List<?> arrays) {
        List<@Nullable Object> all = new ArrayList<>();
        arrays.stream().filter(java.util.Objects::nonNull).forEach(array -> all.addAll((List<?>) array));
        return all;
    }

    @SqlFunction(
            name = "REGEXP_SPLIT_TO_ARRAY",
            aliases = "REGEXP_SPLIT_TO_TABLE",
            signature = "VARCHAR, VARCHAR -> ARRAY<VARCHAR>",
            description = "The pieces of a text between matches of a regular expression. In FROM,"
                    + " REGEXP_SPLIT_TO_TABLE gives a row for each.",
            examples = {"REGEXP_SPLIT_TO_ARRAY('a1b22c', '[0-9]+') = ARRAY['a', 'b', 'c']"})
    public static List<?> regexpSplit(String text, RegularExpression pattern) {
        Matcher matcher = pattern.matcher(text);
        List<Object> pieces = new ArrayList<>();
        int from = 0;
        while (pattern.find(matcher)) {
            pieces.add(text.substring(from, matcher.start()));
            from = matcher.end();
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    @SqlFunction(
            name = "REGEXP_EXTRACT_ALL",
            signature = "VARCHAR, VARCHAR -> ARRAY<VARCHAR>",
            description = "All matches of a regular expression, or of its first group where it has one.",
            examples = {"REGEXP_EXTRACT_ALL('a1b22', '[a-z]([0-9]+)') = ARRAY['1', '22']"})
    public static List<?> regexpExtractAll(String text, RegularExpression pattern) {
        Matcher matcher = pattern.matcher(text);
        int group = Math.min(1, matcher.groupCount());
        List<@Nullable Object> found = new ArrayList<>();
        while (pattern.find(matcher)) {
            found.add(matcher.group(group));
        }
        return found;
    }

    private static void requireSize(long count) {
        if (count > MAX_MADE) {
            throw ValueErrors.invalidArgument("an array of " + count + " elements is more than " + MAX_MADE);
        }
    }

    private static List<?> kept(List<?> array, Predicate<@Nullable Object> isKept) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object element : array) {
            if (isKept.test(element)) {
                kept.add(element);
            }
        }
        return kept;
    }

    private static int compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? 1 : -1;
        }
        try {
            return NestedValues.compare(left, right);
        } catch (IllegalArgumentException e) {
            throw ValueErrors.invalidArgument("elements that are arrays, maps or rows have no order");
        }
    }
}
