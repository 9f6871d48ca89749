package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;

/** Reads the value of one aggregate off a group. */
interface AggregateResult {
    /** Writes the value, or NULL, to a batch that is being filled. */
    void write(KeyedTable table, int slot, Batch out, int column, int row);
}
