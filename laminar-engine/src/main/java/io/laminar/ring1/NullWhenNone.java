package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;

/** NULL for a group without values, and another result otherwise. */
record NullWhenNone(CountAccumulator count, AggregateResult result) implements AggregateResult {
    @Override
    public void write(KeyedTable table, int slot, Batch out, int column, int row) {
        if (count.count(table, slot) <= 0) {
            out.setNull(column, row);
        } else {
            result.write(table, slot, out, column, row);
        }
    }

    @Override
    public void writeAll(KeyedTable table, int[] slots, int groups, Batch out, int column, int firstRow) {
        boolean isAnyMissing = false;
        for (int i = 0; i < groups; i++) {
            isAnyMissing |= count.count(table, slots[i]) <= 0;
        }
        if (isAnyMissing) {
            for (int i = 0; i < groups; i++) {
                write(table, slots[i], out, column, firstRow + i);
            }
        } else {
            result.writeAll(table, slots, groups, out, column, firstRow);
        }
    }
}
