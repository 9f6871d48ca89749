package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.GroupLoopSpec;
import io.laminar.state.GroupLoopSpec.Carry;
import io.laminar.state.GroupLoopSpec.Update;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import org.jspecify.annotations.Nullable;

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

    /** The one cell that {@link #add} changes for rows of weight 1, and how, for a loop that does it with others; null where that is not all. */
    default @Nullable Update update() {
        return null;
    }

    /** What takes the carry of an {@link GroupLoopSpec.Change#ADD_LONG}; null for others. */
    default @Nullable Carry carry() {
        return null;
    }

    /** Whether {@link #merge} is possible. */
    default boolean canMerge() {
        return false;
    }

    /**
     * Adds groups of another table with the same layout, of later rows, to groups here.
     *
     * @param from the other table
     * @param fromSlots groups there
     * @param intoSlots for each, its group here
     */
    default void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        throw new UnsupportedOperationException("cannot merge");
    }

    /** Lets go of what a group holds besides its lanes, before it is removed. */
    default void release(KeyedTable table, int slot) {}
}
