package io.laminar.engine;

import io.laminar.data.Batch;
import io.laminar.time.Watermarks;
import java.time.InstantSource;

/**
 * Gives rows the time of their arrival. Never earlier than the time before, so that a clock that is set back stands still.
 * Used under the lock of a channel.
 */
final class ArrivalTimes {
    private static final long MICROS_PER_MILLI = 1_000;

    private final int column;
    private final InstantSource clock;
    private long last = Watermarks.NONE;

    /** @param column that gets the time */
    ArrivalTimes(int column, InstantSource clock) {
        this.column = column;
        this.clock = clock;
    }

    /** The time now, in microseconds. */
    long now() {
        last = Math.max(last, clock.millis() * MICROS_PER_MILLI);
        return last;
    }

    /** Gives rows the time now. */
    void stamp(Batch batch, int from, int to) {
        long now = now();
        long[] times = batch.longs(column);
        for (int row = from; row < to; row++) {
            if (batch.weight(row) > 0) { // a row that goes has the time at which it came
                times[row] = now;
                batch.setNotNull(column, row);
            }
        }
    }
}
