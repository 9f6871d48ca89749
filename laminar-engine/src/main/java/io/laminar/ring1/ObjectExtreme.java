package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateValues;
import org.jspecify.annotations.Nullable;

/** The least or greatest text, decimal or other object over rows that only come. */
final class ObjectExtreme implements Accumulator, AggregateResult {
    private final int argument;
    private final int column;
    private final int sign;

    ObjectExtreme(int argument, int column, boolean isMaximum) {
        this.argument = argument;
        this.column = column;
        sign = isMaximum ? 1 : -1;
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        @Nullable Object[] values = in.objects(argument);
        @Nullable Object[] extremes = table.objects(column);
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        for (int i = 0; i < rows.count(); i++) {
            Object value = values[chosen[i]];
            Object extreme = extremes[slots[i]];
            if (value != null && (extreme == null || sign * StateValues.compare(value, extreme) > 0)) {
                extremes[slots[i]] = value;
            }
        }
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        @Nullable Object[] there = from.objects(column);
        @Nullable Object[] here = into.objects(column);
        for (int i = 0; i < count; i++) {
            Object value = there[fromSlots[i]];
            Object extreme = here[intoSlots[i]];
            if (value != null && (extreme == null || sign * StateValues.compare(value, extreme) > 0)) {
                here[intoSlots[i]] = value;
            }
        }
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int outColumn, int row) {
        out.objects(outColumn)[row] = table.objects(column)[slot];
    }
}
