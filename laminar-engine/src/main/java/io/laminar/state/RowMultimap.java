package io.laminar.state;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A multiset of rows that can be walked by key: what a join keeps of one input, and OVER of its partitions. Each distinct row is one entry with a
 * weight, unless rows only come; the entries of a key are chained in the order of their insertion.
 *
 * <pre>
 *   keys                        entries
 *   key lanes | head | tail     row lanes | weight | matches | key | next | previous
 * </pre>
 *
 * <p>A join leaves out rows whose key has a NULL; here NULL is a key. An entry with weight 0 is gone. Belongs to one thread.
 */
public final class RowMultimap {
    /** No entry. */
    public static final int NONE = KeyedTable.NONE;

    private final boolean isAppendOnly;
    private final int[] keyColumns;
    private final int[] allColumns;
    private final KeyedTable keys;
    private final int head;
    private final int tail;
    private final KeyedTable entries;
    private final int weight;
    private final int matches;
    private final int keyOf;
    private final int next;
    private final int previous;

    /**
     * @param schema columns of the rows
     * @param keyColumns which of them are the key
     * @param isAppendOnly whether rows only come, so that none has to be found again; then equal rows are an entry each
     * @param seed of the hashes
     */
    public RowMultimap(Schema schema, List<Integer> keyColumns, boolean isAppendOnly, long seed) {
        this.isAppendOnly = isAppendOnly;
        this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
        allColumns = IntStream.range(0, schema.size()).toArray();
        TableLayout keyLayout = TableLayout.keyedBy(schema, keyColumns);
        head = keyLayout.addLong(NONE);
        tail = keyLayout.addLong(NONE);
        keys = new KeyedTable(keyLayout, seed);
        TableLayout entryLayout = isAppendOnly ? TableLayout.listOfRows(schema) : TableLayout.keyedByRow(schema);
        weight = entryLayout.addLong(0);
        matches = entryLayout.addLong(0);
        keyOf = entryLayout.addLong(NONE);
        next = entryLayout.addLong(NONE);
        previous = entryLayout.addLong(NONE);
        entries = new KeyedTable(entryLayout, seed);
    }

    /** Number of entries. */
    public int size() {
        return entries.size();
    }

    /** Bytes that it takes, those of objects estimated. */
    public long bytes() {
        return keys.bytes() + entries.bytes();
    }

    /** Adds to the weight of a row; returns its entry, which may now have weight 0 and is then to be {@link #remove}d. */
    public int add(Batch in, int row, int addedWeight) {
        if (isAppendOnly && addedWeight < 0) {
            throw new IllegalStateException("a row goes, but rows only come here");
        }
        int entry = isAppendOnly ? entries.append(in, allColumns, row) : entries.slotFor(in, allColumns, row);
        if (entries.longAt(keyOf, entry) == NONE) {
            append(entry, keys.slotFor(in, keyColumns, row));
        }
        entries.addLong(weight, entry, addedWeight);
        return entry;
    }

    /** Forgets an entry. */
    public void remove(int entry) {
        int key = (int) entries.longAt(keyOf, entry);
        long before = entries.longAt(previous, entry);
        long after = entries.longAt(next, entry);
        if (before == NONE) {
            keys.setLong(head, key, after);
        } else {
            entries.setLong(next, (int) before, after);
        }
        if (after == NONE) {
            keys.setLong(tail, key, before);
        } else {
            entries.setLong(previous, (int) after, before);
        }
        entries.remove(entry);
        if (keys.longAt(head, key) == NONE) {
            keys.remove(key);
        }
    }

    /** The first entry of a key, or {@link #NONE}. The key is in columns of any batch. */
    public int first(Batch in, int[] columns, int row) {
        int key = keys.find(in, columns, row);
        return key == NONE ? NONE : (int) keys.longAt(head, key);
    }

    /** The entry of a row, or {@link #NONE}; where rows come and go. */
    public int find(Batch in, int row) {
        return entries.find(in, allColumns, row);
    }

    /** A key, or {@link #NONE}; a number from 0, which another key may have when this one has no entries any more. */
    public int key(Batch in, int[] columns, int row) {
        return keys.find(in, columns, row);
    }

    /** The key of an entry. */
    public int keyOf(int entry) {
        return (int) entries.longAt(keyOf, entry);
    }

    /** The table of the entries, whose keys are the columns of the rows; to be read. */
    public KeyedTable entries() {
        return entries;
    }

    /** The oldest key, or {@link #NONE}. */
    public int firstKey() {
        return keys.first();
    }

    /** The next younger key, or {@link #NONE}. */
    public int nextKey(int key) {
        return keys.next(key);
    }

    /** The first entry of a key. */
    public int firstOf(int key) {
        return (int) keys.longAt(head, key);
    }

    /** The next entry of the same key, or {@link #NONE}. */
    public int next(int entry) {
        return (int) entries.longAt(next, entry);
    }

    /** How many times the row is there. */
    public long weight(int entry) {
        return entries.longAt(weight, entry);
    }

    /** A number that the operator keeps with the row, 0 at first. */
    public long matches(int entry) {
        return entries.longAt(matches, entry);
    }

    /** Sets that number. */
    public void matches(int entry, long count) {
        entries.setLong(matches, entry, count);
    }

    /** Writes the row of an entry into neighbouring columns of a batch that is being filled. */
    public void copyRow(int entry, Batch out, int firstColumn, int row) {
        for (int column = 0; column < allColumns.length; column++) {
            entries.copyKey(column, entry, out, firstColumn + column, row);
        }
    }

    private void append(int entry, int key) {
        long last = keys.longAt(tail, key);
        entries.setLong(keyOf, entry, key);
        entries.setLong(previous, entry, last);
        if (last == NONE) {
            keys.setLong(head, key, entry);
        } else {
            entries.setLong(next, (int) last, entry);
        }
        keys.setLong(tail, key, entry);
    }

    /** Writes or reads all rows with what is kept with them. */
    public void persist(StateArchive archive) {
        keys.persist(archive);
        entries.persist(archive);
    }
}
