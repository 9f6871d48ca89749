package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.JoinTimes.End;
import io.laminar.plan.TimeBound;
import java.util.List;

/** When rows of one side of a join are over: when the watermark is beyond one of these columns by more than its offset. */
final class JoinEnds {
    private final int[] columns;
    private final long[] offsets;

    JoinEnds(List<End> ends) {
        columns = ends.stream().mapToInt(End::column).toArray();
        offsets = ends.stream().mapToLong(End::offsetMicros).toArray();
    }

    boolean isEmpty() {
        return columns.length == 0;
    }

    /** The first watermark at which a row is over that has all of the columns. */
    long of(Batch in, int row) {
        long end = Long.MAX_VALUE;
        for (int i = 0; i < columns.length; i++) {
            end = Math.min(end, TimeBound.saturated(in.longs(columns[i])[row], offsets[i]));
        }
        return end == Long.MAX_VALUE ? end : end + 1;
    }

    /** Whether a row is over at a watermark; one that lacks a column is not by that. */
    boolean isOver(Batch in, int row, long watermark) {
        for (int i = 0; i < columns.length; i++) {
            if (!in.isNull(columns[i], row) && watermark > TimeBound.saturated(in.longs(columns[i])[row], offsets[i])) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of some rows is over at a watermark. */
    boolean isAnyOver(Batch in, int from, int to, long watermark) {
        for (int i = 0; i < columns.length; i++) {
            long[] lane = in.longs(columns[i]);
            long earliest = Long.MAX_VALUE;
            for (int row = from; row < to; row++) {
                earliest = Math.min(earliest, lane[row]);
            }
            if (watermark > TimeBound.saturated(earliest, offsets[i])) {
                return true; // or a NULL looks like it
            }
        }
        return false;
    }
}
