package io.laminar.ring1;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.data.NestedValues;
import io.laminar.data.binding.Values;
import io.laminar.expr.json.JsonEncoding;
import io.laminar.expr.json.JsonTexts;
import io.laminar.plan.AggregateCall;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Computes the result of an aggregate from the rows of a group: arguments first, in the order of arrival or sorted. */
@FunctionalInterface
interface CollectedResult {
    /** The result as lanes hold it. There is at least one row. */
    @Nullable
    Object of(List<@Nullable Object[]> rows);

    static CollectedResult of(AggregateCall call) {
        DataType type = call.argumentType();
        return switch (call.function()) {
            case ARRAY_AGG, COLLECT_LIST -> CollectedResult::first;
            case COLLECT_SET -> rows -> distinct(sorted(rows, false));
            case STRING_AGG -> CollectedResult::text;
            case JSON_ARRAYAGG -> rows -> JsonTexts.write(json(rows, 0, type));
            case JSON_OBJECTAGG -> rows -> object(rows, call);
            case MEDIAN -> rows -> continuous(numbers(rows, type), 0.5);
            case PERCENTILE_CONT -> rows -> continuous(numbers(rows, type), fraction(rows, call));
            case PERCENTILE_DISC -> rows -> discrete(rows, fraction(rows, call), call);
            case MODE -> CollectedResult::mode;
            case TOPK -> rows -> top(sorted(rows, true), rows);
            case TOPK_DISTINCT -> rows -> top(distinct(sorted(rows, true)), rows);
            case HISTOGRAM -> CollectedResult::histogram;
            case MIN_BY -> rows -> best(rows, -1);
            case MAX_BY -> rows -> best(rows, 1);
            default -> throw new IllegalArgumentException("not of collected rows: " + call.function());
        };
    }

    private static List<@Nullable Object> first(List<@Nullable Object[]> rows) {
        List<@Nullable Object> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(row[0]));
        return Collections.unmodifiableList(values);
    }

    private static List<Object> sorted(List<@Nullable Object[]> rows, boolean isDescending) {
        List<Object> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(Objects.requireNonNull(row[0])));
        Comparator<Object> order = NestedValues::compare;
        values.sort(isDescending ? order.reversed() : order);
        return values;
    }

    private static List<Object> distinct(List<Object> sorted) {
        List<Object> values = new ArrayList<>();
        for (Object value : sorted) {
            if (values.isEmpty() || !NestedValues.equal(values.get(values.size() - 1), value)) {
                values.add(value);
            }
        }
        return values;
    }

    private static String text(List<@Nullable Object[]> rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            @Nullable Object[] row = rows.get(i);
            if (i > 0) {
                text.append(row.length > 1 && row[1] != null ? row[1] : row.length > 1 ? "" : ",");
            }
            text.append(row[0]);
        }
        return text.toString();
    }

    private static List<@Nullable Object> json(List<@Nullable Object[]> rows, int argument, DataType type) {
        List<@Nullable Object> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(json(type, row[argument])));
        return values;
    }

    private static @Nullable Object json(DataType type, @Nullable Object value) {
        return new JsonEncoding(type).encode(value);
    }

    private static String object(List<@Nullable Object[]> rows, AggregateCall call) {
        DataType keyType = call.argumentType();
        DataType valueType = call.details().moreTypes().get(0);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (@Nullable Object[] row : rows) {
            Object key = Values.toJava(keyType, row[0]);
            if (key == null) {
                throw new LaminarException(ErrorCode.INVALID_ARGUMENT, "a key of JSON_OBJECTAGG is NULL");
            }
            if (row[1] == null && call.details().ignoresNulls()) {
                continue;
            }
            object.put(key.toString(), json(valueType, row[1]));
        }
        return JsonTexts.write(object);
    }

    private static double[] numbers(List<@Nullable Object[]> rows, DataType type) {
        double divisor = Numbers.divisor(type);
        return rows.stream()
                .mapToDouble(row -> row[0] instanceof Long number
                        ? number / divisor
                        : row[0] instanceof BigDecimal decimal
                                ? decimal.doubleValue()
                                : ((Double) Objects.requireNonNull(row[0])))
                .sorted()
                .toArray();
    }

    private static double fraction(List<@Nullable Object[]> rows, AggregateCall call) {
        DataType type = call.details().moreTypes().get(0);
        Object value = Values.toJava(type, rows.get(0)[1]);
        double fraction = value instanceof Number number ? number.doubleValue() : Double.NaN;
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new LaminarException(
                    ErrorCode.INVALID_ARGUMENT, call.function() + " takes a fraction from 0 to 1 but got " + value);
        }
        return isDescending(call) ? 1 - fraction : fraction;
    }

    private static boolean isDescending(AggregateCall call) {
        return !call.details().order().isEmpty()
                && call.details().order().get(0).isDescending();
    }

    private static double continuous(double[] sorted, double fraction) {
        double place = fraction * (sorted.length - 1);
        int low = (int) Math.floor(place);
        int high = (int) Math.ceil(place);
        return low == high ? sorted[low] : sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }

    /** The first value whose share of the rows up to it is at least the fraction, in the order that was asked for. */
    private static Object discrete(List<@Nullable Object[]> rows, double ascending, AggregateCall call) {
        boolean isDescending = isDescending(call);
        List<Object> values = sorted(rows, isDescending);
        double fraction = isDescending ? 1 - ascending : ascending;
        int place = (int) Math.ceil(fraction * values.size() - 1e-9);
        return values.get(Math.max(0, Math.min(values.size(), place) - 1));
    }

    private static Object mode(List<@Nullable Object[]> rows) {
        List<Object> values = sorted(rows, false);
        Object best = values.get(0);
        int most = 0;
        int run = 0;
        for (int i = 0; i < values.size(); i++) {
            run = i > 0 && NestedValues.equal(values.get(i - 1), values.get(i)) ? run + 1 : 1;
            if (run > most) {
                most = run;
                best = values.get(i);
            }
        }
        return best;
    }

    private static List<Object> top(List<Object> descending, List<@Nullable Object[]> rows) {
        long most = rows.get(0)[1] instanceof Long number ? number : 0;
        if (most <= 0) {
            throw new LaminarException(
                    ErrorCode.INVALID_ARGUMENT, "TOPK takes how many values to give, at least 1, but got " + most);
        }
        return List.copyOf(descending.subList(0, (int) Math.min(most, descending.size())));
    }

    private static Map<Object, Object> histogram(List<@Nullable Object[]> rows) {
        Map<Object, Object> counts = new LinkedHashMap<>();
        List<Object> values = sorted(rows, false);
        int from = 0;
        for (int i = 1; i <= values.size(); i++) {
            if (i == values.size() || !NestedValues.equal(values.get(i), values.get(from))) {
                counts.put(values.get(from), (long) (i - from));
                from = i;
            }
        }
        return counts;
    }

    private static @Nullable Object best(List<@Nullable Object[]> rows, int sign) {
        @Nullable Object[] best = null;
        for (@Nullable Object[] row : rows) {
            if (row[1] != null
                    && (best == null || sign * NestedValues.compare(row[1], Objects.requireNonNull(best[1])) > 0)) {
                best = row;
            }
        }
        return best == null ? null : best[0];
    }
}
