package io.laminar.connector.file;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.format.BatchRowWriter;
import io.laminar.spi.RowWriter;
import java.util.function.LongSupplier;

/**
 * Holds a row until its time has come. The first row is due at once, and sets how event time and real time go
 * together; from then on the highest event time so far counts, so that a late row comes when its line comes.
 */
final class Pacer {
    private final int timeColumn;
    private final double speed;
    private final LongSupplier nanoTime;
    private final Batch row;
    private final BatchRowWriter rowWriter;
    private boolean isStarted;
    private long firstNanos;
    private long firstMicros;
    private long highestMicros;

    /** @param speed seconds of event time in a second of real time */
    Pacer(Schema schema, double speed, LongSupplier nanoTime) {
        this.timeColumn = schema.timeColumn();
        this.speed = speed;
        this.nanoTime = nanoTime;
        row = new Batch(schema, 1);
        rowWriter = new BatchRowWriter(row);
    }

    /** Whether a row was written and not released. */
    boolean isHolding() {
        return row.rows() == 1;
    }

    /** Takes one row to hold. */
    RowWriter writer() {
        return rowWriter;
    }

    /** Whether the row that is held may go on. */
    boolean isDue() {
        long micros = row.isNull(timeColumn, 0) ? Long.MIN_VALUE : row.longs(timeColumn)[0];
        if (!isStarted) {
            if (micros == Long.MIN_VALUE) {
                return true;
            }
            isStarted = true;
            firstNanos = nanoTime.getAsLong();
            firstMicros = micros;
            highestMicros = micros;
        }
        highestMicros = Math.max(highestMicros, micros);
        long dueNanos = (long) ((highestMicros - firstMicros) * 1000.0 / speed);
        return nanoTime.getAsLong() - firstNanos >= dueNanos;
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
