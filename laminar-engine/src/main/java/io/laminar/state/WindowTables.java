package io.laminar.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The open windows of an operator, each with a {@link KeyedTable} of its own, in the order in which they close: by end,
 * then by start. Tables of closed windows are used again, a few of them.
 *
 * <p>While an operator works on a batch, it collects the rows of each window ({@link #rows}), works on the windows that
 * got some ({@link #touched}), and then says so ({@link #finishBatch}).
 */
public final class WindowTables {
    private static final int IDLE_TABLES = 4;

    private final TableLayout layout;
    private final long seed;
    private WindowTable[] open = new WindowTable[8];
    private int first;
    private int size;
    private WindowTable[] touched = new WindowTable[8];
    private int touchedSize;
    private RowSelection[] selections = new RowSelection[8];
    private int selectionsSize;
    private final WindowTable[] idle = new WindowTable[IDLE_TABLES];
    private int idleSize;
    private long keys;

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

    /** Where to collect the rows of the current batch that fall into a window, which is opened if it is not. */
    public RowSelection rows(long start, long end) {
        WindowTable window = open(start, end);
        if (!window.isTouched()) {
            if (touchedSize == touched.length) {
                touched = Arrays.copyOf(touched, 2 * touchedSize);
            }
            touched[touchedSize++] = window;
            window.rows(selectionsSize > 0 ? selections[--selectionsSize] : new RowSelection());
        }
        return window.rows();
    }

    /** Number of windows that have rows of the current batch. */
    public int touchedSize() {
        return touchedSize;
    }

    /** One of them, from 0, in the order in which they got their first row. */
    public WindowTable touched(int position) {
        return touched[position];
    }

    /** The current batch is done: no window has rows any more. */
    public void finishBatch() {
        for (int i = 0; i < touchedSize; i++) {
            RowSelection rows = touched[i].rows();
            keys += touched[i].growth();
            rows.clear();
            if (selectionsSize == selections.length) {
                selections = Arrays.copyOf(selections, 2 * selectionsSize);
            }
            selections[selectionsSize++] = rows;
            touched[i].rows(null);
        }
        Arrays.fill(touched, 0, touchedSize, null);
        touchedSize = 0;
    }

    /** The window that closes first, or null when none is open. */
    public @Nullable WindowTable first() {
        return size == 0 ? null : open[first];
    }

    /** One of the open windows, from 0, in the order in which they close. */
    public WindowTable get(int position) {
        return open[first + position];
    }

    /** The open window that is the n-th of windows of one length side by side, counted from 1970 by their starts, or null. */
    public @Nullable WindowTable find(long number, long length) {
        int low = first;
        int high = first + size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Math.floorDiv(open[middle].start(), length) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < first + size && Math.floorDiv(open[low].start(), length) == number ? open[low] : null;
    }

    /** The position of the first window that ends after a time; {@link #size} when there is none. */
    public int firstEndingAfter(long time) {
        return time == Long.MAX_VALUE ? size : position(Long.MIN_VALUE, time + 1) - first;
    }

    /** Forgets the window that closes first. */
    public void closeFirst() {
        WindowTable window = open[first];
        keys += window.growth() - window.table().size();
        Arrays.fill(open, first, first + 1, null);
        first++;
        size--;
        if (idleSize < IDLE_TABLES) {
            window.table().clear();
            idle[idleSize++] = window;
        }
    }

    private WindowTable open(long start, long end) {
        WindowTable likely = sideBySide(start, end);
        if (likely != null) {
            return likely;
        }
        int at = position(start, end);
        if (at < first + size && open[at].start() == start && open[at].end() == end) {
            return open[at];
        }
        if (first + size == open.length) {
            at -= first;
            makeRoom();
        }
        System.arraycopy(open, at, open, at + 1, first + size - at);
        WindowTable window = idleSize > 0 ? idle[--idleSize] : new WindowTable(new KeyedTable(layout, seed));
        window.open(start, end);
        open[at] = window;
        size++;
        return window;
    }

    /** The window where it would be if all were as long as it and side by side, as those of one grid mostly are. */
    private @Nullable WindowTable sideBySide(long start, long end) {
        long length = end - start;
        long distance = size == 0 ? -1 : start - open[first].start();
        if (length <= 0 || distance < 0 || distance / length >= size) {
            return null;
        }
        WindowTable window = open[first + (int) (distance / length)];
        return window.start() == start && window.end() == end ? window : null;
    }

    /** Moves the windows to the beginning of an array that has room behind them. */
    private void makeRoom() {
        WindowTable[] from = open;
        if (size > from.length / 2) {
            open = new WindowTable[2 * from.length];
        }
        System.arraycopy(from, first, open, 0, size);
        Arrays.fill(open, size, open.length, null);
        first = 0;
    }

    /** Keys in all tables, as of the last batch that was done. */
    public long rows() {
        return keys;
    }

    /** Bytes that all tables take. */
    public long bytes() {
        long total = 0;
        for (int i = first; i < first + size; i++) {
            total += open[i].table().bytes();
        }
        return total;
    }

    private int position(long start, long end) {
        int low = first;
        int high = first + size;
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

    /** Writes or reads all open windows; between two batches. */
    public void persist(StateArchive archive) {
        int count = archive.integer(size);
        for (int i = 0; i < count; i++) {
            WindowTable window = archive.isReading() ? new WindowTable(new KeyedTable(layout, seed)) : open[first + i];
            long start = archive.number(window.start());
            long end = archive.number(window.end());
            window.table().persist(archive);
            if (archive.isReading()) {
                take(window, start, end);
            }
        }
    }

    /** Takes in a window that closes after all others. */
    private void take(WindowTable window, long start, long end) {
        if (first + size == open.length) {
            makeRoom();
        }
        window.open(start, end);
        keys += window.table().size();
        open[first + size] = window;
        size++;
    }
}
