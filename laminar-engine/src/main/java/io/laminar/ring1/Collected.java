package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.data.NestedValues;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.PlanNode.Sort.SortColumn;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates that need the values of a group: an object per group keeps, for each row, the arguments and what they are sorted by, and the
 * result is computed from them when it is asked for. A row that goes takes the oldest equal one with it.
 */
final class Collected implements Accumulator, AggregateResult {
    /** Whose first argument may be NULL and counts then, unless that is said not to. */
    private static final Set<AggregateCall.Function> OF_NULLS = EnumSet.of(
            AggregateCall.Function.ARRAY_AGG,
            AggregateCall.Function.JSON_ARRAYAGG,
            AggregateCall.Function.JSON_OBJECTAGG,
            AggregateCall.Function.MIN_BY,
            AggregateCall.Function.MAX_BY);

    private final AggregateCall call;
    private final int[] columns;
    private final Comparator<@Nullable Object[]> order;
    private final boolean isSorted;
    private final CollectedResult result;
    private final int column;

    /** The rows of a group, and those that have gone before they came. */
    private static final class Rows {
        private final List<@Nullable Object[]> present = new ArrayList<>();
        private final List<@Nullable Object[]> owed = new ArrayList<>();

        void insert(@Nullable Object[] row) {
            if (owed.isEmpty() || !remove(owed, row)) {
                present.add(row);
            }
        }

        void retract(@Nullable Object[] row) {
            if (!remove(present, row)) {
                owed.add(row);
            }
        }

        private static boolean remove(List<@Nullable Object[]> rows, @Nullable Object[] row) {
            for (int i = 0; i < rows.size(); i++) {
                if (NestedValues.equal(rows.get(i), row)) {
                    rows.remove(i);
                    return true;
                }
            }
            return false;
        }
    }

    Collected(AggregateCall call, TableLayout layout) {
        this.call = call;
        List<SortColumn> sorted = call.details().order();
        int arguments = 1 + call.details().more().size();
        columns = IntStream.concat(
                        IntStream.concat(
                                IntStream.of(call.argument()),
                                call.details().more().stream().mapToInt(Integer::intValue)),
                        sorted.stream().mapToInt(SortColumn::column))
                .toArray();
        isSorted = !sorted.isEmpty();
        order = comparator(sorted, arguments);
        result = CollectedResult.of(call);
        column = layout.addObject();
    }

    private static Comparator<@Nullable Object[]> comparator(List<SortColumn> sorted, int firstColumn) {
        return (left, right) -> {
            for (int i = 0; i < sorted.size(); i++) {
                int compared = compare(left[firstColumn + i], right[firstColumn + i], sorted.get(i));
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        };
    }

    private static int compare(@Nullable Object left, @Nullable Object right, SortColumn by) {
        if (left == null || right == null) {
            return left == right ? 0 : (left == null) == by.nullsFirst() ? -1 : 1;
        }
        int compared = NestedValues.compare(left, right);
        return by.isDescending() ? -compared : compared;
    }

    /** The column that must not be NULL for a row to count, or {@link AggregateCall#NONE}. */
    int concern() {
        boolean isOfNulls = OF_NULLS.contains(call.function())
                && (!call.details().ignoresNulls() || call.function() == AggregateCall.Function.JSON_OBJECTAGG);
        return isOfNulls ? AggregateCall.NONE : call.argument();
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int slot = rows.slots()[i];
            @Nullable Object[] values = new Object[columns.length];
            for (int n = 0; n < columns.length; n++) {
                values[n] = LaneValues.read(in, columns[n], row);
            }
            Rows group = group(table, slot);
            int weight = in.weight(row);
            for (int n = 0; n < weight; n++) {
                group.insert(values);
            }
            for (int n = weight; n < 0; n++) {
                group.retract(values);
            }
        }
    }

    private Rows group(KeyedTable table, int slot) {
        if (table.objects(column)[slot] instanceof Rows present) {
            return present;
        }
        Rows made = new Rows();
        table.objects(column)[slot] = made;
        return made;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            if (from.objects(column)[fromSlots[i]] instanceof Rows there) {
                Rows here = group(into, intoSlots[i]);
                there.present.forEach(here::insert);
                there.owed.forEach(here::retract);
            }
        }
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int outColumn, int row) {
        List<@Nullable Object[]> rows = table.objects(column)[slot] instanceof Rows group ? group.present : List.of();
        if (rows.isEmpty()) {
            out.setNull(outColumn, row);
            return;
        }
        if (isSorted) {
            rows = new ArrayList<>(rows);
            rows.sort(order);
        }
        LaneValues.write(out, outColumn, row, result.of(rows));
    }
}
