package io.laminar.connector.file;

import io.laminar.api.Schema;
import io.laminar.spi.RowWriter;
import java.util.function.LongSupplier;

/**
 * Holds a row until its time has come. The first row is due at once, and sets how event time and real time go
 * together; from then on the highest event time so far counts, so that a late row comes when its line comes.
 */
final class Pacer {
    private final HeldRow row;
    private final double speed;
    private final LongSupplier nanoTime;
    private boolean isStarted;
    private long firstNanos;
    private long firstMicros;
    private long highestMicros;

    /** @param speed seconds of event time in a second of real time */
    Pacer(Schema schema, double speed, LongSupplier nanoTime) {
        this.speed = speed;
        this.nanoTime = nanoTime;
        row = new HeldRow(schema);
    }

    /** Whether a row was written and not released. */
    boolean isHolding() {
        return row.isHeld();
    }

    /** Takes one row to hold. */
    RowWriter writer() {
        return row.writer();
    }

    /** Whether the row that is held may go on. */
    boolean isDue() {
        long micros = row.time();
        if (!isStarted) {
            if (micros == HeldRow.NO_TIME) {
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
        row.release(target);
    }
}
