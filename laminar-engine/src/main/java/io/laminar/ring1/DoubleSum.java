package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.GroupLoopSpec.Change;
import io.laminar.state.GroupLoopSpec.Update;
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
        long[] cells = table.cells();
        int stride = table.stride();
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        int count = rows.count();
        int[] weights = in.weights();
        int only = rows.onlySlot();
        if (weights == null && only >= 0) {
            double sum = table.doubleAt(column, only);
            for (int i = 0; i < count; i++) {
                sum += values[chosen[i]];
            }
            table.setDouble(column, only, sum);
        } else if (weights == null) {
            for (int i = 0; i < count; i++) {
                int cell = slots[i] * stride + column;
                cells[cell] = Double.doubleToRawLongBits(Double.longBitsToDouble(cells[cell]) + values[chosen[i]]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                int cell = slots[i] * stride + column;
                double added = values[chosen[i]] * weights[chosen[i]];
                cells[cell] = Double.doubleToRawLongBits(Double.longBitsToDouble(cells[cell]) + added);
            }
        }
    }

    @Override
    public Update update() {
        return new Update(Change.ADD_DOUBLE, column);
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            double sum = into.doubleAt(column, intoSlots[i]) + from.doubleAt(column, fromSlots[i]);
            into.setDouble(column, intoSlots[i], sum);
        }
    }

    @Override
    public double total(KeyedTable table, int slot) {
        return table.doubleAt(column, slot);
    }
}
