package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.JoinRows;

/** Writes results of a join that a row of one side gives, alone or with a row of the other side. */
final class JoinResults {
    private final int columns;
    private final int firstColumn;
    private final int otherColumns;
    private final int firstOtherColumn;

    /**
     * @param columns of the side
     * @param firstColumn where they are in the result
     * @param otherColumns of the other side that are in the result; 0 for none
     * @param firstOtherColumn where those are
     */
    JoinResults(int columns, int firstColumn, int otherColumns, int firstOtherColumn) {
        this.columns = columns;
        this.firstColumn = firstColumn;
        this.otherColumns = otherColumns;
        this.firstOtherColumn = firstOtherColumn;
    }

    /** A row with one of the other side. */
    void pair(Batch in, int row, JoinRows others, int entry, long weight, Output out) {
        Batch batch = batch(weight, out);
        int at = batch.rows();
        copy(in, row, batch, at);
        others.copyRow(entry, batch, firstOtherColumn, at);
        finish(batch, at, weight);
    }

    /** A row by itself. */
    void alone(Batch in, int row, long weight, Output out) {
        Batch batch = batch(weight, out);
        int at = batch.rows();
        copy(in, row, batch, at);
        finishAlone(batch, at, weight);
    }

    /** A kept row by itself. */
    void alone(JoinRows rows, int entry, long weight, Output out) {
        Batch batch = batch(weight, out);
        int at = batch.rows();
        rows.copyRow(entry, batch, firstColumn, at);
        finishAlone(batch, at, weight);
    }

    /** What goes stays together with what comes instead. */
    private static Batch batch(long weight, Output out) {
        return weight < 0 ? out.batchForUpdate() : out.batch();
    }

    private void copy(Batch in, int row, Batch batch, int at) {
        for (int column = 0; column < columns; column++) {
            batch.copyValue(firstColumn + column, at, in, column, row);
        }
    }

    private void finishAlone(Batch batch, int at, long weight) {
        for (int column = 0; column < otherColumns; column++) {
            batch.setNull(firstOtherColumn + column, at);
        }
        finish(batch, at, weight);
    }

    private static void finish(Batch batch, int at, long weight) {
        batch.setWeight(at, Math.toIntExact(weight));
        batch.rows(at + 1);
    }
}
