package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.JoinRows;

/** Pairs of a row and a kept row of the other side, to be copied into the result column by column. */
final class JoinPairs {
    private final int columns;
    private final int firstColumn;
    private final int firstKeptColumn;
    private int[] rows = new int[64];
    private int[] entries = new int[64];
    private int count;
    private int room;

    /**
     * @param columns of the rows
     * @param firstColumn where they are in the result
     * @param firstKeptColumn where those of the kept rows are
     */
    JoinPairs(int columns, int firstColumn, int firstKeptColumn) {
        this.columns = columns;
        this.firstColumn = firstColumn;
        this.firstKeptColumn = firstKeptColumn;
    }

    /** Begins with the rows of a batch. */
    void start(Output out) {
        count = 0;
        findRoom(out);
    }

    private void findRoom(Output out) {
        Batch batch = out.batch();
        room = batch.capacity() - batch.rows();
        if (rows.length < room) {
            rows = new int[room];
            entries = new int[room];
        }
    }

    void add(Batch in, int row, JoinRows kept, int entry, Output out) {
        rows[count] = row;
        entries[count++] = entry;
        if (count == room) {
            flush(in, kept, out);
            findRoom(out);
        }
    }

    /** Hands on the pairs that there are. */
    void flush(Batch in, JoinRows kept, Output out) {
        if (count == 0) {
            return;
        }
        Batch batch = out.batch();
        int at = batch.rows();
        for (int column = 0; column < columns; column++) {
            batch.copyValues(firstColumn + column, at, in, column, rows, count);
        }
        kept.copyRows(entries, count, batch, firstKeptColumn, at);
        batch.addInserts(count);
        count = 0;
    }
}
