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
        int withoutTime = 0;
        int fromFuture = 0;
        int row = from;
        for (; row < to; row++) {
            if (lane != null) {
                lane[row] = watermark;
            }
            if (Batch.isNull(nulls, row)) {
                withoutTime++;
                continue;
            }
            long time = times[row];
            if (time < watermark && watermark > told) {
                break;
            }
            if (time > latestCredible) {
                fromFuture++;
            } else if (time > highest) {
                highest = time;
                watermark = Math.max(watermark, less(time, delayMicros));
            }
        }
        note(highest, withoutTime, fromFuture);
        return row;
    }

    /** A time less a delay; next to the start of all times there is no room for the delay. */
    static long less(long time, long delayMicros) {
        return time < Watermarks.NONE + 1 + delayMicros ? Watermarks.NONE + 1 : time - delayMicros;
    }
}
