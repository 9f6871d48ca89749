package io.laminar.ring1;

import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import io.laminar.state.ValueCounts;
import java.util.List;

/**
 * Lets other accumulators see each value of a group once: when it comes for the first time, and, where rows go again, when the last
 * row with it has gone.
 */
final class DistinctAccumulator implements Accumulator {
    private static final int ROWS = 1024;

    private final int argument;
    private final int counts;
    private final List<AggregateInput> inputs;
    private final Batch changes;
    private final RowSelection selection = new RowSelection();
    private final RowSelection appeared = new RowSelection();

    /** @param inputs what sees the values, in column 0 */
    DistinctAccumulator(AggregateCall call, TableLayout layout, List<AggregateInput> inputs) {
        argument = call.argument();
        this.inputs = inputs;
        counts = layout.addValueCounts(call.argumentType());
        changes = new Batch(Schema.of(List.of(new Field("value", call.argumentType()))), ROWS);
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        ValueCounts values = table.valueCounts(counts);
        if (in.weights() == null) {
            appeared.clear();
            values.addAll(in, argument, rows, appeared);
            for (int i = 0; i < appeared.count(); i++) {
                note(in, appeared.rows()[i], appeared.slots()[i], 1, table);
            }
            flush(table);
            return;
        }
        values.tidy();
        for (int i = 0; i < rows.count(); i++) {
            int slot = rows.slots()[i];
            int row = rows.rows()[i];
            int weight = in.weight(row);
            long before = values.add(slot, in, argument, row, weight);
            if (before > 0 != before + weight > 0) {
                note(in, row, slot, before > 0 ? -1 : 1, table);
            }
        }
        flush(table);
    }

    /** Passes on that a value is there now, or no longer. */
    private void note(Batch in, int row, int slot, int weight, KeyedTable table) {
        if (changes.isFull()) {
            flush(table);
        }
        int at = changes.rows();
        changes.copyValue(0, at, in, argument, row);
        noted(at, slot, weight);
    }

    private void noted(int at, int slot, int weight) {
        if (weight != 1 || changes.weights() != null) {
            changes.setWeight(at, weight);
        }
        changes.rows(at + 1);
        selection.add(at, slot);
    }

    private void flush(KeyedTable table) {
        if (selection.count() > 0) {
            for (AggregateInput input : inputs) {
                input.add(changes, selection, table);
            }
        }
        changes.clear();
        selection.clear();
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        ValueCounts source = from.valueCounts(counts);
        ValueCounts target = into.valueCounts(counts);
        for (int i = 0; i < count; i++) {
            int slot = intoSlots[i];
            int entry = source.first(fromSlots[i]);
            for (; entry != ValueCounts.NONE; entry = source.next(entry)) {
                if (changes.isFull()) {
                    flush(into);
                }
                int at = changes.rows();
                source.copyValue(entry, changes, 0, at);
                long added = source.count(entry);
                long before = target.add(slot, changes, 0, at, added);
                if (before > 0 != before + added > 0) {
                    noted(at, slot, before > 0 ? -1 : 1);
                }
            }
        }
        flush(into);
    }

    @Override
    public void release(KeyedTable table, int slot) {
        table.valueCounts(counts).release(slot);
        for (AggregateInput input : inputs) {
            input.release(table, slot);
        }
    }
}
