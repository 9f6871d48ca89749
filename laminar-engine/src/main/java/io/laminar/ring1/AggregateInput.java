package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.state.GroupLoopSpec.Carry;
import io.laminar.state.GroupLoopSpec.Concern;
import io.laminar.state.GroupLoopSpec.Update;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accumulators of one argument and one filter, and the rows that concern them. */
final class AggregateInput {
    private final int argument;
    private final int filter;
    private final Accumulator[] accumulators;
    private final RowSelection narrowed = new RowSelection();

    /**
     * @param argument column that must not be NULL, or {@link AggregateCall#NONE}
     * @param filter column that must be TRUE, or {@link AggregateCall#NONE}
     */
    AggregateInput(int argument, int filter, List<Accumulator> accumulators) {
        this.argument = argument;
        this.filter = filter;
        this.accumulators = accumulators.toArray(Accumulator[]::new);
    }

    void add(Batch in, RowSelection rows, KeyedTable table) {
        RowSelection concerned = narrow(in, rows);
        for (Accumulator accumulator : accumulators) {
            accumulator.add(in, concerned, table);
        }
    }

    /** What a loop for all accumulators at once does with the rows; null where one of them must do it itself. */
    @Nullable
    Concern concern() {
        List<Update> updates = new ArrayList<>();
        for (Accumulator accumulator : accumulators) {
            Update update = accumulator.update();
            if (update == null) {
                return null;
            }
            updates.add(update);
        }
        return new Concern(argument, filter, updates);
    }

    /** Who takes the carries of these, in their order. */
    List<Carry> carries() {
        return Stream.of(accumulators)
                .map(Accumulator::carry)
                .filter(Objects::nonNull)
                .toList();
    }

    boolean canMerge() {
        for (Accumulator accumulator : accumulators) {
            if (!accumulator.canMerge()) {
                return false;
            }
        }
        return true;
    }

    void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (Accumulator accumulator : accumulators) {
            accumulator.merge(from, fromSlots, into, intoSlots, count);
        }
    }

    void release(KeyedTable table, int slot) {
        for (Accumulator accumulator : accumulators) {
            accumulator.release(table, slot);
        }
    }

    private RowSelection narrow(Batch in, RowSelection rows) {
        long[] nulls = argument == AggregateCall.NONE ? null : in.nulls(argument);
        if (nulls == null && filter == AggregateCall.NONE) {
            return rows;
        }
        narrowed.clear();
        boolean isFiltered = filter != AggregateCall.NONE;
        narrowed.addWhere(rows, isFiltered ? in.longs(filter) : null, isFiltered ? in.nulls(filter) : null, nulls);
        if (rows.onlySlot() != KeyedTable.NONE) {
            narrowed.onlySlot(rows.onlySlot());
        }
        return narrowed;
    }
}
