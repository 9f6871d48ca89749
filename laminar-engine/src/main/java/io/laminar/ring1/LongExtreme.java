package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.GroupLoopSpec.Change;
import io.laminar.state.GroupLoopSpec.Update;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;

/** The least or greatest long over rows that only come. A new group holds the other end of the longs. */
final class LongExtreme implements Accumulator, AggregateResult {
    private final int argument;
    private final int column;
    private final boolean isMaximum;

    LongExtreme(int argument, int column, boolean isMaximum) {
        this.argument = argument;
        this.column = column;
        this.isMaximum = isMaximum;
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        long[] values = in.longs(argument);
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
                extremes[cell] = Math.max(extremes[cell], values[chosen[i]]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                int cell = slots[i] * stride + column;
                extremes[cell] = Math.min(extremes[cell], values[chosen[i]]);
            }
        }
    }

    private long extreme(long first, long[] values, int[] chosen, int count) {
        long extreme = first;
        if (isMaximum) {
            for (int i = 0; i < count; i++) {
                extreme = Math.max(extreme, values[chosen[i]]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                extreme = Math.min(extreme, values[chosen[i]]);
            }
        }
        return extreme;
    }

    @Override
    public Update update() {
        return new Update(isMaximum ? Change.GREATEST_LONG : Change.LEAST_LONG, column);
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
