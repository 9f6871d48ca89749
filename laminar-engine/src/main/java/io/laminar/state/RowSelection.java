package io.laminar.state;

import java.util.Arrays;

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
