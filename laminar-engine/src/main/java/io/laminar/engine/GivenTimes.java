package io.laminar.engine;

import io.laminar.catalog.TimeOptions;
import io.laminar.catalog.Watermark;
import io.laminar.data.Batch;
import io.laminar.time.Watermarks;
import java.time.InstantSource;
import java.util.Arrays;

/** The watermark is the one that the connector or the application gives; rows are only looked at. */
final class GivenTimes extends SourceTimes {

    GivenTimes(Watermark rule, TimeOptions options, InstantSource clock) {
        super(rule, options, clock);
    }

    @Override
    int take(Batch batch, int from, int to, long told) {
        long[] times = batch.longs(column());
        long[] nulls = batch.nulls(column());
        long highest = Watermarks.NONE;
        int withoutTime = 0;
        if (before != null) {
            Arrays.fill(before, from, to, watermark);
        }
        for (int row = from; row < to; row++) {
            if (Batch.isNull(nulls, row)) {
                withoutTime++;
            } else if (times[row] > highest) {
                highest = times[row];
            }
        }
        note(highest, withoutTime, 0);
        return to;
    }
}
