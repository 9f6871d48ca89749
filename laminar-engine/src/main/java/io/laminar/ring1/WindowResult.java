package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.data.Temporals;
import io.laminar.state.KeyedTable;
import java.util.Arrays;

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
    void window(long windowStart, long windowEnd) {
        start = windowStart;
        end = windowEnd;
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

    /** Writes the rows of groups, one after the other, column by column. */
    void writeAll(KeyedTable groups, int[] slots, int count, Batch out, int firstRow) {
        for (int key = 0; key < keys; key++) {
            groups.copyKeys(key, slots, count, out, key, firstRow);
        }
        aggregates.writeAll(groups, slots, count, out, keys, firstRow);
        int column = keys + aggregates.size();
        Arrays.fill(out.longs(column), firstRow, firstRow + count, start);
        Arrays.fill(out.longs(column + 1), firstRow, firstRow + count, end);
        Arrays.fill(out.longs(column + 2), firstRow, firstRow + count, end - Temporals.MICROS_PER_MILLI);
    }

    /** Writes start, end and time of a window into three columns. */
    static void writeWindow(Batch out, int column, int row, long start, long end) {
        out.longs(column)[row] = start;
        out.longs(column + 1)[row] = end;
        out.longs(column + 2)[row] = end - Temporals.MICROS_PER_MILLI;
    }
}
