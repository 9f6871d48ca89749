package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.data.NestedValues;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.PlanNode.Sort.SortColumn;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates that need the values of a group: an object per group keeps, for each row, the arguments and what they are sorted by, and the
 * result is computed from them when it is asked for. A row that goes takes the oldest equal one with it. What is not sorted goes
 * by arrival, also where a group is put together from parts.
 */
final class Collected extends GroupObjects<Collected.Rows> {
    /** Whose first argument may be NULL and counts then, unless that is said not to. */
    private static final Set<AggregateCall.Function> OF_NULLS = EnumSet.of(
            AggregateCall.Function.ARRAY_AGG,
            AggregateCall.Function.JSON_ARRAYAGG,
            AggregateCall.Function.JSON_OBJECTAGG,
            AggregateCall.Function.MIN_BY,
            AggregateCall.Function.MAX_BY);

    private final AggregateCall call;
    private final int[] columns;
    private final int arguments;
    private final List<SortColumn> sorted;
    private final CollectedResult result;
    private final Arrivals arrivals;

    /** What a row gives. */
    private static final class Entry {
        private final @Nullable Object[] values;
        private final long arrival;

        Entry(@Nullable Object[] values, long arrival) {
            this.values = values;
            this.arrival = arrival;
        }

        long arrival() {
            return arrival;
        }
    }

    /** Arguments that count once. */
    private record Key(List<@Nullable Object> arguments) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && NestedValues.equal(arguments, key.arguments);
        }

        @Override
        public int hashCode() {
            return NestedValues.hash(arguments);
        }
    }

    /** The rows of a group by arrival, and those that have gone before they came. */
    static final class Rows {
        private final List<Entry> present = new ArrayList<>();
        private final List<Entry> owed = new ArrayList<>();

        private void insert(Entry row) {
            if (owed.isEmpty() || !remove(owed, row)) {
                present.add(row);
            }
        }

        private void retract(Entry row) {
            if (!remove(present, row)) {
                owed.add(row);
            }
        }

        private static boolean remove(List<Entry> rows, Entry row) {
            for (int i = 0; i < rows.size(); i++) {
                if (NestedValues.equal(rows.get(i).values, row.values)) {
                    rows.remove(i);
                    return true;
                }
            }
            return false;
        }
    }

    Collected(AggregateCall call, TableLayout layout, Arrivals arrivals) {
        super(Rows.class, layout);
        this.call = call;
        this.arrivals = arrivals;
        sorted = call.details().order();
        arguments = 1 + call.details().more().size();
        columns = IntStream.concat(
                        IntStream.concat(
                                IntStream.of(call.argument()),
                                call.details().more().stream().mapToInt(Integer::intValue)),
                        sorted.stream().mapToInt(SortColumn::column))
                .toArray();
        result = CollectedResult.of(call);
    }

    /** The column that must not be NULL for a row to count, or {@link AggregateCall#NONE}. */
    int concern() {
        boolean isOfNulls = OF_NULLS.contains(call.function())
                && (!call.details().ignoresNulls() || call.function() == AggregateCall.Function.JSON_OBJECTAGG);
        return isOfNulls ? AggregateCall.NONE : call.argument();
    }

    @Override
    Rows make() {
        return new Rows();
    }

    @Override
    void add(Rows group, Batch in, int row) {
        @Nullable Object[] values = new Object[columns.length];
        for (int n = 0; n < columns.length; n++) {
            values[n] = LaneValues.read(in, columns[n], row);
        }
        Entry entry = new Entry(values, arrivals.of(row));
        int weight = in.weight(row);
        for (int n = 0; n < weight; n++) {
            group.insert(entry);
        }
        for (int n = weight; n < 0; n++) {
            group.retract(entry);
        }
    }

    @Override
    Rows merge(Rows group, Rows other) {
        other.present.forEach(group::insert);
        other.owed.forEach(group::retract);
        group.present.sort(Comparator.comparingLong(Entry::arrival)); // two sorted runs
        return group;
    }

    @Override
    Rows persist(Rows group, StateArchive archive) {
        persist(group.present, archive);
        persist(group.owed, archive);
        return group;
    }

    private void persist(List<Entry> entries, StateArchive archive) {
        int count = archive.integer(entries.size());
        for (int i = 0; i < count; i++) {
            Entry entry = archive.isReading() ? new Entry(new Object[columns.length], 0) : entries.get(i);
            for (int n = 0; n < columns.length; n++) {
                entry.values[n] = archive.value(entry.values[n]);
            }
            long arrival = archive.number(entry.arrival);
            if (archive.isReading()) {
                entries.add(new Entry(entry.values, arrival));
            }
        }
    }

    @Override
    void write(@Nullable Rows group, Batch out, int column, int row) {
        if (group == null || group.present.isEmpty()) {
            out.setNull(column, row);
            return;
        }
        List<@Nullable Object[]> rows = new ArrayList<>(group.present.size());
        Set<Key> seen = new HashSet<>();
        for (Entry entry : group.present) {
            if (!call.details().isDistinct() || seen.add(key(entry))) {
                rows.add(entry.values);
            }
        }
        if (!sorted.isEmpty()) {
            rows.sort(this::compare);
        }
        LaneValues.write(out, column, row, result.of(rows));
    }

    private Key key(Entry entry) {
        return new Key(Arrays.asList(entry.values).subList(0, arguments));
    }

    private int compare(@Nullable Object[] left, @Nullable Object[] right) {
        for (int i = 0; i < sorted.size(); i++) {
            int compared = compare(left[arguments + i], right[arguments + i], sorted.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private static int compare(@Nullable Object left, @Nullable Object right, SortColumn by) {
        if (left == null || right == null) {
            return left == right ? 0 : (left == null) == by.nullsFirst() ? -1 : 1;
        }
        int compared = NestedValues.compare(left, right);
        return by.isDescending() ? -compared : compared;
    }
}
