package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.data.Temporals;
import io.laminar.state.KeyedTable;
import io.laminar.state.WindowTable;

/** The row of a group in a window: keys, aggregates, start, end, and the last millisecond of the window as its time. */
final class WindowResult implements GroupResult {
    private final int keys;
    private final Aggregates aggregates;
    private long start;
    private long end;

    WindowResult(int keys, Aggregates aggregates) {
        this.keys = keys;
        this.aggregates = aggregates;
    }

    /** From now on rows are those of this window. */
    void window(WindowTable window) {
        start = window.start();
        end = window.end();
    }

    @Override
    public boolean isPresent(KeyedTable groups, int slot) {
        return aggregates.rows(groups, slot) > 0;
    }

    @Override
    public void write(KeyedTable groups, int slot, Batch out, int row) {
        for (int key = 0; key < keys; key++) {
            groups.copyKey(key, slot, out, key, row);
        }
        aggregates.write(groups, slot, out, keys, row);
        writeWindow(out, keys + aggregates.size(), row, start, end);
    }

    /** Writes start, end and time of a window into three columns. */
    static void writeWindow(Batch out, int column, int row, long start, long end) {
        out.longs(column)[row] = start;
        out.longs(column + 1)[row] = end;
        out.longs(column + 2)[row] = end - Temporals.MICROS_PER_MILLI;
    }
}
