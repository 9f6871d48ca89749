package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;

/**
 * What several aggregates of one argument may share: value columns of the group table and the loop that adds rows to
 * them. One call adds all rows of a batch, so that the loop inside is over primitive arrays.
 */
interface Accumulator {
    /**
     * Adds rows to their groups.
     *
     * @param rows rows whose argument is not NULL and whose filter is TRUE, with their slots
     */
    void add(Batch in, RowSelection rows, KeyedTable table);

    /** Lets go of what a group holds besides its lanes, before it is removed. */
    default void release(KeyedTable table, int slot) {}
}
