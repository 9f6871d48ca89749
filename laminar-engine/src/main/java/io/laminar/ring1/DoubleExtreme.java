package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.GroupLoopSpec.Change;
import io.laminar.state.GroupLoopSpec.Update;
import io.laminar.state.KeyedTable;
import io.laminar.state.OrderedDoubles;
import io.laminar.state.RowSelection;

/**
 * The least or greatest double over rows that only come; NaN is the greatest, and of the zeros the negative one is less, so
 * that the result does not depend on the order of the rows. The cell holds a long of the same order, so that no branch
 * depends on the values.
 */
final class DoubleExtreme implements Accumulator, AggregateResult {
    private final int argument;
    private final int column;
    private final boolean isMaximum;

    DoubleExtreme(int argument, int column, boolean isMaximum) {
        this.argument = argument;
        this.column = column;
        this.isMaximum = isMaximum;
    }

    /** What the cell of a new group holds. */
    static long initial(boolean isMaximum) {
        return isMaximum ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        double[] values = in.doubles(argument);
        int[] chosen = rows.rows();
        int count = rows.count();
        int only = rows.onlySlot();
        if (only >= 0) {
            table.setLong(column, only, extreme(table.longAt(column, only), values, chosen, count));
            return;
        }
        long[] extremes = table.cells();
        int stride = table.stride();
        int[] slots = rows.slots();
        if (isMaximum) {
            for (int i = 0; i < count; i++) {
                int cell = slots[i] * stride + column;
                extremes[cell] = Math.max(extremes[cell], OrderedDoubles.toLong(values[chosen[i]]));
            }
        } else {
            for (int i = 0; i < count; i++) {
                int cell = slots[i] * stride + column;
                extremes[cell] = Math.min(extremes[cell], OrderedDoubles.toLong(values[chosen[i]]));
            }
        }
    }

    private long extreme(long first, double[] values, int[] chosen, int count) {
        long extreme = first;
        if (isMaximum) {
            for (int i = 0; i < count; i++) {
                extreme = Math.max(extreme, OrderedDoubles.toLong(values[chosen[i]]));
            }
        } else {
            for (int i = 0; i < count; i++) {
                extreme = Math.min(extreme, OrderedDoubles.toLong(values[chosen[i]]));
            }
        }
        return extreme;
    }

    @Override
    public Update update() {
        return new Update(isMaximum ? Change.GREATEST_DOUBLE : Change.LEAST_DOUBLE, column);
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            long here = into.longAt(column, intoSlots[i]);
            long there = from.longAt(column, fromSlots[i]);
            into.setLong(column, intoSlots[i], isMaximum ? Math.max(here, there) : Math.min(here, there));
        }
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int outColumn, int row) {
        out.doubles(outColumn)[row] = OrderedDoubles.toDouble(table.longAt(column, slot));
    }

    @Override
    public void writeAll(KeyedTable table, int[] slots, int count, Batch out, int outColumn, int firstRow) {
        double[] lane = out.doubles(outColumn);
        for (int i = 0; i < count; i++) {
            lane[firstRow + i] = OrderedDoubles.toDouble(table.longAt(column, slots[i]));
        }
    }
}
