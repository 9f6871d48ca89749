package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;

/** A call with OVER that is no aggregate, over rows that come in order. What it keeps of a partition is in cells of its own. */
interface RunningCall {
    /** A row joins its partition. Rows that sort alike join one after the other. */
    default void add(Batch in, int row, KeyedTable partitions, int slot) {}

    /** Writes what it says of a row that has joined, to a column of that row. */
    void write(KeyedTable partitions, int slot, Batch rows, int column, int row);
}
