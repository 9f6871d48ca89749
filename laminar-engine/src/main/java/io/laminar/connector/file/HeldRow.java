package io.laminar.connector.file;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.format.BatchRowWriter;
import io.laminar.spi.RowWriter;

/** A row that was read and is looked at before it goes on. */
final class HeldRow {
    /** The time of a row that has none. */
    static final long NO_TIME = Long.MIN_VALUE;

    private final int timeColumn;
    private final Batch row;
    private final BatchRowWriter writer;

    HeldRow(Schema schema) {
        timeColumn = schema.timeColumn();
        row = new Batch(schema, 1);
        writer = new BatchRowWriter(row);
    }

    /** Whether a row was written and not released. */
    boolean isHeld() {
        return row.rows() == 1;
    }

    /** Takes the row. */
    RowWriter writer() {
        return writer;
    }

    /** The event time of the row that is held, or {@link #NO_TIME}. */
    long time() {
        return timeColumn == Schema.NO_TIME || row.isNull(timeColumn, 0) ? NO_TIME : row.longs(timeColumn)[0];
    }

    /** Passes the row on. */
    void release(RowWriter target) {
        for (int column = 0; column < row.schema().size(); column++) {
            if (row.isNull(column, 0)) {
                target.setNull(column);
            } else if (row.kind(column) == LaneKind.LONG) {
                target.setLong(column, row.longs(column)[0]);
            } else if (row.kind(column) == LaneKind.DOUBLE) {
                target.setDouble(column, row.doubles(column)[0]);
            } else {
                target.setObject(column, row.objects(column)[0]);
            }
        }
        row.clear();
        target.endRow();
    }
}
