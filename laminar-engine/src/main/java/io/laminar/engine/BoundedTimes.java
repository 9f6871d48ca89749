package io.laminar.engine;

import io.laminar.catalog.TimeOptions;
import io.laminar.catalog.Watermark;
import io.laminar.data.Batch;
import io.laminar.time.Watermarks;
import java.time.InstantSource;

/** Bounded out-of-orderness: the watermark is the highest time so far less a delay. */
final class BoundedTimes extends SourceTimes {
    private final long delayMicros;
    private long highest = Watermarks.NONE;

    BoundedTimes(Watermark rule, TimeOptions options, InstantSource clock) {
        super(rule, options, clock);
        this.delayMicros = rule.delayMicros();
    }

    @Override
    int take(Batch batch, int from, int to, long told) {
        long[] times = batch.longs(column());
        long[] nulls = batch.nulls(column());
        long latestCredible = latestCredible();
        long[] lane = before;
        int row = lane == null && nulls == null ? takeAscending(times, from, to, latestCredible) : from;
        int withoutTime = 0;
        int fromFuture = 0;
        long latest = highest;
        long behind = watermark;
        for (; row < to; row++) {
            if (lane != null) {
                lane[row] = behind;
            }
            if (Batch.isNull(nulls, row)) {
                withoutTime++;
                continue;
            }
            long time = times[row];
            if (time < behind && behind > told) {
                break;
            }
            if (time > latestCredible) {
                fromFuture++;
            } else if (time > latest) {
                latest = time;
                behind = Math.max(behind, less(time, delayMicros));
            }
        }
        highest = latest;
        watermark = behind;
        note(highest, withoutTime, fromFuture);
        return row;
    }

    /** Takes rows as long as none is before the one before it, so that none is behind a watermark. */
    private int takeAscending(long[] times, int from, int to, long latestCredible) {
        long latest = highest;
        int row = from;
        while (row < to && times[row] >= latest && times[row] <= latestCredible) {
            latest = times[row];
            row++;
        }
        if (row > from) {
            highest = latest;
            watermark = Math.max(watermark, less(latest, delayMicros));
        }
        return row;
    }

    /** A time less a delay; next to the start of all times there is no room for the delay. */
    static long less(long time, long delayMicros) {
        return time < Watermarks.NONE + 1 + delayMicros ? Watermarks.NONE + 1 : time - delayMicros;
    }
}
