package io.laminar.state;

import io.laminar.data.Batch;

/** Adds rows to the groups of a table, all their cells in one pass, by code made for them. Belongs to one thread. */
public interface GroupLoop {
    /**
     * Adds rows to the groups of their slots.
     *
     * @param rows with their slots
     */
    void add(Batch in, RowSelection rows, KeyedTable table);

    /**
     * Gives rows their slots by the key, which is one long that is nowhere NULL, inserting the keys that are new, and adds
     * them.
     */
    void findAndAdd(Batch in, RowSelection rows, KeyedTable table);
}
