package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.Periodic;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;

/**
 * Keeps what comes until a tick of the clock, and gives then what has changed altogether: for each key its row at the tick before and
 * its row now; without a key each row with its weight; rows that are only inserted one by one. A watermark waits with
 * the rows it covers. What has not left at the end of the input leaves then.
 */
public final class PeriodicOperator implements Operator {
    private static final long NANOS_PER_MICRO = 1000;

    /** What has come since the last tick. */
    interface Buffer {
        void add(Batch in, int row);

        /** Emits everything and forgets it. */
        void emit(Output out);

        long rows();

        void persist(StateArchive archive);
    }

    private final Periodic node;
    private final long everyNanos;
    private final Buffer buffer;
    private boolean isTicking;
    private long nextTick;
    private long watermark = Watermarks.NONE;
    private long emittedWatermark = Watermarks.NONE;

    /**
     * @param node what to give when
     * @param hashSeed of the tables; results do not depend on it
     */
    public PeriodicOperator(Periodic node, long hashSeed) {
        this.node = node;
        everyNanos = Math.multiplyExact(node.everyMicros(), NANOS_PER_MICRO);
        if (node.changes() == ChangelogKind.INSERT_ONLY) {
            buffer = new PendingInserts(node.schema(), hashSeed);
        } else if (node.isSingleRow() || !node.key().isEmpty()) {
            buffer = new PendingVersions(node.schema(), node.key(), hashSeed);
        } else {
            buffer = new PendingWeights(node.schema(), hashSeed);
        }
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        for (int row = from; row < to; row++) {
            buffer.add(in, row);
        }
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        this.watermark = watermark;
        if (watermark == Watermarks.END) {
            emit(out);
        }
    }

    @Override
    public boolean hasTicks() {
        return true;
    }

    @Override
    public void onTick(long nanos, Output out) {
        if (!isTicking
                || nextTick - nanos > everyNanos) { // the clock of another machine may have gone on from elsewhere
            isTicking = true;
            nextTick = nanos + everyNanos;
        } else if (nanos - nextTick >= 0) {
            nextTick += (1 + (nanos - nextTick) / everyNanos) * everyNanos;
            emit(out);
        }
    }

    private void emit(Output out) {
        buffer.emit(out);
        if (watermark > emittedWatermark) {
            emittedWatermark = watermark;
            out.watermark(watermark);
        }
    }

    @Override
    public void persist(StateArchive archive) {
        isTicking = archive.flag(isTicking);
        nextTick = archive.number(nextTick);
        watermark = archive.number(watermark);
        emittedWatermark = archive.number(emittedWatermark);
        buffer.persist(archive);
    }

    @Override
    public long stateRows() {
        return buffer.rows();
    }
}
