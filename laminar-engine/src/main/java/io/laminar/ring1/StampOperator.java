package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.Stamp;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gives rows one more column: the clock, which then makes the watermark, or the watermark of the source before the row. */
public final class StampOperator implements Operator {
    private static final long MICROS_PER_MILLI = 1_000;

    private final Schema schema;
    private final int column;
    private final boolean isClock;
    private final InstantSource clock;
    private long now = Watermarks.NONE;
    private long watermark = Watermarks.NONE;

    /** @param clock tells processing time; one that is set back stands still */
    public StampOperator(Stamp node, InstantSource clock) {
        schema = node.schema();
        column = node.column();
        isClock = node.kind() == Stamp.Kind.PROCESSING_TIME;
        this.clock = clock;
    }

    @Override
    public Schema outputSchema() {
        return schema;
    }

    private long now() {
        now = Math.max(now, clock.millis() * MICROS_PER_MILLI);
        return now;
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        long arrival = isClock ? now() : 0;
        long[] watermarks = in.watermarks();
        for (int row = from; row < to; ) {
            Batch batch = out.batch();
            int at = batch.rows();
            int count =
                    in.weights() == null ? Math.min(to - row, batch.capacity() - at) : 1; // keeps updates in one batch
            batch.appendPart(in, row, count);
            if (isClock) {
                Arrays.fill(batch.longs(column), at, at + count, arrival);
            } else {
                stamp(watermarks, row, count, batch, at);
            }
            row += count;
        }
    }

    private void stamp(long @Nullable [] watermarks, int from, int count, Batch batch, int at) {
        for (int i = 0; i < count; i++) {
            if (watermarks == null || watermarks[from + i] == Watermarks.NONE) {
                batch.setNull(column, at + i);
            } else {
                batch.longs(column)[at + i] = watermarks[from + i];
            }
        }
    }

    @Override
    public void onWatermark(long ofInput, Output out) {
        if (!isClock || ofInput == Watermarks.END) {
            out.watermark(ofInput);
        }
    }

    @Override
    public boolean hasTicks() {
        return isClock;
    }

    @Override
    public void onTick(long nanos, Output out) {
        long reached = now();
        if (reached > watermark) {
            watermark = reached;
            out.watermark(reached);
        }
    }

    @Override
    public void persist(StateArchive archive) {
        now = archive.number(now);
        watermark = archive.number(watermark);
    }

    @Override
    public long stateRows() {
        return 0;
    }
}
