package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;

/** The mean of doubles. */
record DoubleMean(DoubleTotal sum, CountAccumulator count) implements AggregateResult {
    @Override
    public void write(KeyedTable table, int slot, Batch out, int column, int row) {
        out.doubles(column)[row] = sum.total(table, slot) / count.count(table, slot);
    }

    @Override
    public void writeAll(KeyedTable table, int[] slots, int groups, Batch out, int column, int firstRow) {
        double[] lane = out.doubles(column);
        for (int i = 0; i < groups; i++) {
            lane[firstRow + i] = sum.total(table, slots[i]) / count.count(table, slots[i]);
        }
    }
}
