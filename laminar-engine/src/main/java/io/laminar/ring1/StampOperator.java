package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.Stamp;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;
import java.time.InstantSource;

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
        for (int row = from; row < to; row++) {
            Batch batch = out.batch();
            int at = batch.rows();
            for (int i = 0; i < column; i++) {
                batch.copyValue(i, at, in, i, row);
            }
            if (isClock) {
                batch.longs(column)[at] = arrival;
            } else if (watermarks == null || watermarks[row] == Watermarks.NONE) {
                batch.setNull(column, at);
            } else {
                batch.longs(column)[at] = watermarks[row];
            }
            batch.setWeight(at, in.weight(row));
            batch.rows(at + 1);
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
