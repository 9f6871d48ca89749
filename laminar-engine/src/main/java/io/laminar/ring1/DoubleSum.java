package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;

/** A sum of doubles over rows that only come. */
final class DoubleSum implements Accumulator, DoubleTotal {
    private final int argument;
    private final int column;

    DoubleSum(int argument, int column) {
        this.argument = argument;
        this.column = column;
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        double[] values = in.doubles(argument);
        double[] sums = table.doubleCells();
        int stride = table.doubleStride();
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        int count = rows.count();
        int[] weights = in.weights();
        if (weights == null) {
            for (int i = 0; i < count; i++) {
                sums[slots[i] * stride + column] += values[chosen[i]];
            }
        } else {
            for (int i = 0; i < count; i++) {
                sums[slots[i] * stride + column] += values[chosen[i]] * weights[chosen[i]];
            }
        }
    }

    @Override
    public double total(KeyedTable table, int slot) {
        return table.doubleAt(column, slot);
    }
}
