package io.laminar.state;

import io.laminar.data.Batch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a batch, in order, and for each the slot of its group in a table. What a vectorised loop runs over:
 * {@code for i < count: lane[slots[i]] += in[rows[i]]}. Belongs to one thread and is used again for each batch.
 */
public final class RowSelection {
    private int[] rows = new int[64];
    private int[] slots = new int[64];
    private long[] hashes = {};
    private int count;
    private int onlySlot = KeyedTable.NONE;

    /** Forgets all rows. */
    public void clear() {
        count = 0;
        onlySlot = KeyedTable.NONE;
    }

    /** Appends a row. */
    public void add(int row) {
        if (count == rows.length) {
            grow(count + 1);
        }
        rows[count++] = row;
    }

    /** Appends the rows from (inclusive) to (exclusive). */
    public void addRange(int from, int to) {
        int first = count;
        grow(count + to - from);
        count += to - from;
        for (int i = first; i < count; i++) {
            rows[i] = from + i - first;
        }
    }

    /** Appends a row with its slot. */
    public void add(int row, int slot) {
        add(row);
        slots[count - 1] = slot;
    }

    /**
     * Appends rows of another selection, with their slots.
     *
     * @param flags lane of a BOOLEAN that must be TRUE; null where all rows are taken
     * @param flagNulls its null mask
     * @param nulls mask of what must not be NULL either
     */
    public void addWhere(
            RowSelection from, long @Nullable [] flags, long @Nullable [] flagNulls, long @Nullable [] nulls) {
        grow(count + from.count);
        if (flags != null && flagNulls == null && nulls == null) {
            count = addWhere(from, flags, count);
            return;
        }
        for (int i = 0; i < from.count; i++) {
            int row = from.rows[i];
            rows[count] = row;
            slots[count] = from.slots[i];
            boolean isTaken =
                    !Batch.isNull(nulls, row) && (flags == null || (!Batch.isNull(flagNulls, row) && flags[row] != 0));
            count += isTaken ? 1 : 0;
        }
    }

    /** Without a branch that depends on what is in the lane. */
    private int addWhere(RowSelection from, long[] flags, int first) {
        int at = first;
        for (int i = 0; i < from.count; i++) {
            int row = from.rows[i];
            rows[at] = row;
            slots[at] = from.slots[i];
            at += flags[row] == 0 ? 0 : 1;
        }
        return at;
    }

    /** Becomes the rows from (inclusive) to (exclusive). */
    public void range(int from, int to) {
        clear();
        addRange(from, to);
    }

    /** How many rows. */
    public int count() {
        return count;
    }

    /** The rows, valid up to {@link #count()}, until the next change of this. */
    public int[] rows() {
        return rows;
    }

    /** Their slots, likewise. */
    public int[] slots() {
        return slots;
    }

    /** The slot of all rows, where they are known to have one alone; otherwise {@link KeyedTable#NONE}. */
    public int onlySlot() {
        return onlySlot;
    }

    /** Says that all rows have one slot. */
    public void onlySlot(int slot) {
        Arrays.fill(slots, 0, count, slot);
        onlySlot = slot;
    }

    /** Room for a hash per row, for the table that looks the rows up. */
    long[] hashes() {
        if (hashes.length < count) {
            hashes = new long[rows.length];
        }
        return hashes;
    }

    private void grow(int least) {
        if (least > rows.length) {
            int capacity = Math.max(least, 2 * rows.length);
            rows = Arrays.copyOf(rows, capacity);
            slots = Arrays.copyOf(slots, capacity);
        }
    }
}
