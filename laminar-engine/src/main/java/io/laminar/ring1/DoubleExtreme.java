package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;

/** The least or greatest double over rows that only come; NaN is the greatest. A new group holds NaN, or -infinity. */
final class DoubleExtreme implements Accumulator, AggregateResult {
    private final int argument;
    private final int column;
    private final boolean isMaximum;

    DoubleExtreme(int argument, int column, boolean isMaximum) {
        this.argument = argument;
        this.column = column;
        this.isMaximum = isMaximum;
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        double[] values = in.doubles(argument);
        long[] cells = table.cells();
        int stride = table.stride();
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        int count = rows.count();
        for (int i = 0; i < count; i++) {
            double value = values[chosen[i]];
            int cell = slots[i] * stride + column;
            double extreme = Double.longBitsToDouble(cells[cell]);
            if (isBetter(value, extreme)) {
                cells[cell] = Double.doubleToRawLongBits(value);
            }
        }
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            double there = from.doubleAt(column, fromSlots[i]);
            if (isBetter(there, into.doubleAt(column, intoSlots[i]))) {
                into.setDouble(column, intoSlots[i], there);
            }
        }
    }

    /** The extreme stays on a tie and, as the minimum, against NaN, with which no comparison holds. */
    private boolean isBetter(double value, double extreme) {
        return isMaximum
                ? value > extreme || Double.isNaN(value)
                : value < extreme || (Double.isNaN(extreme) && !Double.isNaN(value));
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int outColumn, int row) {
        out.doubles(outColumn)[row] = table.doubleAt(column, slot);
    }

    @Override
    public void writeAll(KeyedTable table, int[] slots, int count, Batch out, int outColumn, int firstRow) {
        double[] lane = out.doubles(outColumn);
        for (int i = 0; i < count; i++) {
            lane[firstRow + i] = table.doubleAt(column, slots[i]);
        }
    }
}
