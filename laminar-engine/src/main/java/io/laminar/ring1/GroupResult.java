package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;

/** The row that a group stands for. */
interface GroupResult {
    /** Whether it stands for a row at all. */
    boolean isPresent(KeyedTable groups, int slot);

    /** Writes the row to a batch that is being filled. */
    void write(KeyedTable groups, int slot, Batch out, int row);
}
