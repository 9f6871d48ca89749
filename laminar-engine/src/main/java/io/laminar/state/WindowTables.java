package io.laminar.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The open windows of an operator, each with a {@link KeyedTable} of its own, in the order in which they close: by end,
 * then by start. Tables of closed windows are used again, a few of them.
 */
public final class WindowTables {
    private static final int IDLE_TABLES = 4;

    private final TableLayout layout;
    private final long seed;
    private WindowTable[] open = new WindowTable[8];
    private int size;
    private final WindowTable[] idle = new WindowTable[IDLE_TABLES];
    private int idleSize;

    /**
     * @param layout columns of each table
     * @param seed of their hashes
     */
    public WindowTables(TableLayout layout, long seed) {
        this.layout = layout;
        this.seed = seed;
    }

    /** Number of open windows. */
    public int size() {
        return size;
    }

    /** An open window, from 0, the one that closes first. */
    public WindowTable get(int position) {
        return open[position];
    }

    /** The window with these bounds, opened if it is not. */
    public WindowTable open(long start, long end) {
        int at = position(start, end);
        if (at < size && open[at].start() == start && open[at].end() == end) {
            return open[at];
        }
        if (size == open.length) {
            open = Arrays.copyOf(open, 2 * size);
        }
        System.arraycopy(open, at, open, at + 1, size - at);
        WindowTable window = idleSize > 0 ? idle[--idleSize] : new WindowTable(new KeyedTable(layout, seed));
        window.open(start, end);
        open[at] = window;
        size++;
        return window;
    }

    /** Forgets the window that closes first. */
    public void closeFirst() {
        WindowTable window = open[0];
        size--;
        System.arraycopy(open, 1, open, 0, size);
        Arrays.fill(open, size, size + 1, null);
        if (idleSize < IDLE_TABLES) {
            window.table().clear();
            idle[idleSize++] = window;
        }
    }

    /** Keys in all tables. */
    public long rows() {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total += open[i].table().size();
        }
        return total;
    }

    /** Bytes that all tables take. */
    public long bytes() {
        long total = 0;
        for (int i = 0; i < size; i++) {
            total += open[i].table().bytes();
        }
        return total;
    }

    private int position(long start, long end) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            WindowTable candidate = open[middle];
            if (candidate.end() < end || (candidate.end() == end && candidate.start() < start)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The window that closes first, or null when none is open. */
    public @Nullable WindowTable first() {
        return size == 0 ? null : open[0];
    }
}
