package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.GroupLoopSpec.Change;
import io.laminar.state.GroupLoopSpec.Update;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;

/** Counts rows, by weight. */
final class CountAccumulator implements Accumulator, AggregateResult {
    private final int column;

    CountAccumulator(int column) {
        this.column = column;
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        long[] counts = table.cells();
        int stride = table.stride();
        int[] slots = rows.slots();
        int count = rows.count();
        int[] weights = in.weights();
        int only = rows.onlySlot();
        if (weights == null && only >= 0) {
            table.addLong(column, only, count);
        } else if (weights == null) {
            for (int i = 0; i < count; i++) {
                counts[slots[i] * stride + column]++;
            }
        } else {
            int[] chosen = rows.rows();
            for (int i = 0; i < count; i++) {
                counts[slots[i] * stride + column] += weights[chosen[i]];
            }
        }
    }

    @Override
    public Update update() {
        return new Update(Change.COUNT, column);
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            into.addLong(column, intoSlots[i], from.longAt(column, fromSlots[i]));
        }
    }

    /** How many there are. */
    long count(KeyedTable table, int slot) {
        return table.longAt(column, slot);
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int outColumn, int row) {
        out.longs(outColumn)[row] = table.longAt(column, slot);
    }

    @Override
    public void writeAll(KeyedTable table, int[] slots, int count, Batch out, int outColumn, int firstRow) {
        long[] lane = out.longs(outColumn);
        for (int i = 0; i < count; i++) {
            lane[firstRow + i] = table.longAt(column, slots[i]);
        }
    }
}
