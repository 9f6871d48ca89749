package io.laminar.state;

import java.util.Arrays;

/**
 * The rows of a join by window: a {@link JoinTable} for each that is open, in the order of the windows. Tables of windows that are
 * over are used again, a few of them. Belongs to one thread.
 */
public final class JoinWindows {
    private static final int IDLE_TABLES = 4;

    private final JoinTable.Side left;
    private final JoinTable.Side right;
    private final long seed;
    private long[] windows = new long[8];
    private JoinTable[] tables = new JoinTable[8];
    private int first;
    private int size;
    private final JoinTable[] idle = new JoinTable[IDLE_TABLES];
    private int idleSize;

    /** @param seed of the hashes */
    public JoinWindows(JoinTable.Side left, JoinTable.Side right, long seed) {
        this.left = left;
        this.right = right;
        this.seed = seed;
    }

    /** Number of open windows. */
    public int size() {
        return size;
    }

    /** Bytes that all tables take, those of objects estimated. */
    public long bytes() {
        long total = 0;
        for (int i = first; i < first + size; i++) {
            total += tables[i].bytes();
        }
        return total;
    }

    /** The rows of a window, which is opened if it is not. */
    public JoinTable open(long window) {
        int at = size > 0 && window > windows[first + size - 1] ? first + size : position(window);
        if (at < first + size && windows[at] == window) {
            return tables[at];
        }
        if (first + size == tables.length) {
            at -= first;
            makeRoom();
        }
        System.arraycopy(windows, at, windows, at + 1, first + size - at);
        System.arraycopy(tables, at, tables, at + 1, first + size - at);
        JoinTable table = idleSize > 0 ? idle[--idleSize] : new JoinTable(left, right, seed);
        windows[at] = window;
        tables[at] = table;
        size++;
        return table;
    }

    /** Forgets the windows before one; tells how many rows that were. */
    public long closeBefore(long window) {
        long rows = 0;
        while (size > 0 && windows[first] < window) {
            JoinTable table = tables[first];
            rows += table.size();
            Arrays.fill(tables, first, first + 1, null);
            first++;
            size--;
            if (idleSize < IDLE_TABLES) {
                table.clear();
                idle[idleSize++] = table;
            }
        }
        return rows;
    }

    /** Writes or reads all open windows; between two batches. */
    public void persist(StateArchive archive) {
        int count = archive.integer(size);
        for (int i = 0; i < count; i++) {
            long window = archive.number(archive.isReading() ? 0 : windows[first + i]);
            (archive.isReading() ? open(window) : tables[first + i]).persist(archive);
        }
    }

    private int position(long window) {
        int at = Arrays.binarySearch(windows, first, first + size, window);
        return at < 0 ? ~at : at;
    }

    /** Moves the windows to the beginning of an array that has room behind them. */
    private void makeRoom() {
        JoinTable[] from = tables;
        long[] fromWindows = windows;
        if (size > from.length / 2) {
            tables = new JoinTable[2 * from.length];
            windows = new long[2 * from.length];
        }
        System.arraycopy(from, first, tables, 0, size);
        System.arraycopy(fromWindows, first, windows, 0, size);
        Arrays.fill(tables, size, tables.length, null);
        first = 0;
    }
}
