package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;

/** Reads the value of one aggregate off a group. */
interface AggregateResult {
    /** Writes the value, or NULL, to a batch that is being filled. */
    void write(KeyedTable table, int slot, Batch out, int column, int row);

    /** Writes the values of groups to rows one after the other; where it matters, in a loop of its own. */
    default void writeAll(KeyedTable table, int[] slots, int count, Batch out, int column, int firstRow) {
        for (int i = 0; i < count; i++) {
            write(table, slots[i], out, column, firstRow + i);
        }
    }
}
