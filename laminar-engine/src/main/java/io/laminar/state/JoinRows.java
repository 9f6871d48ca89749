package io.laminar.state;

import io.laminar.data.Batch;
import java.util.stream.IntStream;

/**
 * The rows of one side of a {@link JoinTable}. Each distinct row is one entry with a weight, unless rows only come; the
 * entries of a key are chained in the order of their insertion.
 *
 * <pre>
 *   row lanes | weight | matches | key | next | previous
 * </pre>
 */
public final class JoinRows {
    private static final int NONE = KeyedTable.NONE;

    private final boolean isAppendOnly;
    private final int[] allColumns;
    private final KeyedTable keys;
    private final int first;
    private final int last;
    private final KeyedTable entries;
    /** Whether an entry only knows the next one of its key, and has weight 1. */
    private final boolean isPlain;

    private final int weight;
    private final int matches;
    private final int keyOf;
    private final int next;
    private final int previous;
    private JoinRows other = this;
    private int[] added = {};

    /**
     * @param keys of both sides
     * @param first cell of a key with the first entry
     * @param last cell of a key with the last entry
     */
    JoinRows(JoinTable.Side side, KeyedTable keys, int first, int last, long seed) {
        this.keys = keys;
        this.first = first;
        this.last = last;
        isAppendOnly = side.isAppendOnly();
        allColumns = IntStream.range(0, side.schema().size()).toArray();
        TableLayout layout =
                isAppendOnly ? TableLayout.listOfRows(side.schema()) : TableLayout.keyedByRow(side.schema());
        isPlain = side.isPlain();
        next = layout.addLong(NONE);
        weight = isPlain ? NONE : layout.addLong(0);
        matches = isPlain ? NONE : layout.addLong(0);
        keyOf = isPlain ? NONE : layout.addLong(NONE);
        previous = isPlain ? NONE : layout.addLong(NONE);
        entries = new KeyedTable(layout, seed);
    }

    void meet(JoinRows otherSide) {
        other = otherSide;
    }

    void clear() {
        entries.clear();
    }

    void persist(StateArchive archive) {
        entries.persist(archive);
    }

    int size() {
        return entries.size();
    }

    long bytes() {
        return entries.bytes();
    }

    /** Adds to the weight of a row; returns its entry, which may now have weight 0 and is then to be {@link #remove}d. */
    public int add(Batch in, int row, int addedWeight, int key) {
        if (isPlain) {
            if (addedWeight != 1) {
                throw new IllegalStateException("a row comes " + addedWeight + " times, but is kept once");
            }
            int entry = entries.append(in, allColumns, row);
            link(entry, key);
            return entry;
        }
        if (isAppendOnly && addedWeight < 0) {
            throw new IllegalStateException("a row goes, but rows only come here");
        }
        int entry = isAppendOnly ? entries.append(in, allColumns, row) : entries.slotFor(in, allColumns, row);
        if (entries.longAt(keyOf, entry) == NONE) {
            link(entry, key);
        }
        entries.addLong(weight, entry, addedWeight);
        return entry;
    }

    /**
     * Adds selected rows, each of weight 1, to the keys that are their slots, where rows only come.
     *
     * @return their entries, in the same order; valid until the next call
     */
    public int[] addAll(Batch in, RowSelection rows) {
        int count = rows.count();
        if (added.length < count) {
            added = new int[rows.rows().length];
        }
        int[] slots = rows.slots();
        for (int i = 0; i < count; i++) {
            int entry = entries.allocate(0, 0);
            link(entry, slots[i]);
            if (!isPlain) {
                entries.setLong(weight, entry, 1);
            }
            added[i] = entry;
        }
        for (int column = 0; column < allColumns.length; column++) {
            entries.key(column).setAll(added, count, in, column, rows.rows());
        }
        return added;
    }

    private void link(int entry, int key) {
        long before = keys.longAt(last, key);
        if (!isPlain) {
            entries.setLong(keyOf, entry, key);
            entries.setLong(previous, entry, before);
        }
        if (before == NONE) {
            keys.setLong(first, key, entry);
        } else {
            entries.setLong(next, (int) before, entry);
        }
        keys.setLong(last, key, entry);
    }

    /** Forgets an entry, where entries can be forgotten. */
    public void remove(int entry) {
        if (isPlain) {
            throw new IllegalStateException("a row is to be forgotten, but all are kept");
        }
        int key = (int) entries.longAt(keyOf, entry);
        long before = entries.longAt(previous, entry);
        long after = entries.longAt(next, entry);
        if (before == NONE) {
            keys.setLong(first, key, after);
        } else {
            entries.setLong(next, (int) before, after);
        }
        if (after == NONE) {
            keys.setLong(last, key, before);
        } else {
            entries.setLong(previous, (int) after, before);
        }
        entries.remove(entry);
        if (before == NONE && after == NONE && other.first(key) == NONE) {
            keys.remove(key);
        }
    }

    /** The first entry of a key, or {@link JoinTable#NONE}. */
    public int first(int key) {
        return (int) keys.longAt(first, key);
    }

    /** The next entry of the same key, or {@link JoinTable#NONE}. */
    public int next(int entry) {
        return (int) entries.longAt(next, entry);
    }

    /** How many times the row is there. */
    public long weight(int entry) {
        return isPlain ? 1 : entries.longAt(weight, entry);
    }

    /** How many rows of the other side match it. */
    public long matches(int entry) {
        return isPlain ? 0 : entries.longAt(matches, entry);
    }

    /** Sets that number; nothing is done where nobody asks for it. */
    public void matches(int entry, long count) {
        if (!isPlain) {
            entries.setLong(matches, entry, count);
        }
    }

    /** A column of longs by entry. Valid until the next insertion. */
    public long[] longs(int column) {
        return entries.key(column).longs();
    }

    /** Whether a column of an entry is NULL. */
    public boolean isNull(int column, int entry) {
        return entries.isNullKey(column, entry);
    }

    /** Writes the row of an entry into neighbouring columns of a batch that is being filled. */
    public void copyRow(int entry, Batch out, int firstColumn, int row) {
        for (int column = 0; column < allColumns.length; column++) {
            entries.copyKey(column, entry, out, firstColumn + column, row);
        }
    }

    /** Writes the rows of entries into neighbouring columns of a batch that is being filled, one after the other. */
    public void copyRows(int[] chosen, int count, Batch out, int firstColumn, int firstRow) {
        for (int column = 0; column < allColumns.length; column++) {
            entries.copyKeys(column, chosen, count, out, firstColumn + column, firstRow);
        }
    }
}
