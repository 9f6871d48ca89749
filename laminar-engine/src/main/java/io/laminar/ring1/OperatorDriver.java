package io.laminar.ring1;

import io.laminar.api.LaminarException;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.metrics.BatchTimer;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Drives an operator: combines the watermarks and ends of its inputs, and hands on in batches what it emits. One
 * thread.
 */
public final class OperatorDriver implements Output {
    private final Operator operator;
    private final BatchPool pool;
    private final OperatorFigures figures;
    private final LateRows late;
    private final BatchReceiver next;
    private final long[] watermarks;
    private final boolean[] ended;
    private final boolean[] idle;
    private final int timedInputs;
    private long watermark = Watermarks.NONE;
    /** The last watermark that the operator gave; it may keep one with the rows that it covers. */
    private long given = Watermarks.NONE;
    /** Whether nothing comes from any input for the time being, and whether that was handed on. */
    private boolean isIdle;

    private boolean isIdleGiven;
    private boolean isDone;
    private @Nullable Batch current;
    /** Whether what the operator does is measured, and how long others were at work meanwhile. */
    private boolean isMeasured;

    private long nanosOfOthers;

    /** What happens to a late row besides being counted. */
    @FunctionalInterface
    public interface LateRows {
        /** Nothing more. */
        LateRows COUNT_ONLY = (batch, row) -> {};

        /** Takes the row, during the call. */
        void take(Batch batch, int row);
    }

    /**
     * @param inputs inputs of the operator
     * @param timedInputs how many of them, from the first, make the watermark and the end; the others are tables
     * @param pool batches of the operator's output
     * @param next gets what it emits
     */
    public OperatorDriver(
            Operator operator,
            int inputs,
            int timedInputs,
            BatchPool pool,
            OperatorFigures figures,
            LateRows late,
            BatchReceiver next) {
        this.operator = operator;
        this.pool = pool;
        this.figures = figures;
        this.late = late;
        this.next = next;
        this.timedInputs = timedInputs;
        watermarks = new long[inputs];
        Arrays.fill(watermarks, Watermarks.NONE);
        ended = new boolean[inputs];
        idle = new boolean[inputs];
    }

    /** Has the operator emit what there is before any row came. */
    public void start() {
        operator.onStart(this);
        publish();
    }

    /** Goes on where the driver of the same operator was, which is not used any more. */
    public void continueFrom(OperatorDriver other) {
        System.arraycopy(other.watermarks, 0, watermarks, 0, watermarks.length);
        System.arraycopy(other.ended, 0, ended, 0, ended.length);
        System.arraycopy(other.idle, 0, idle, 0, idle.length);
        watermark = other.watermark;
        given = other.given;
        isIdle = other.isIdle;
        isIdleGiven = other.isIdleGiven;
        isDone = other.isDone;
    }

    /** Writes where it is and the state of the operator, or reads it; between two batches. */
    public void persist(StateArchive archive) {
        archive.longs(watermarks, watermarks.length);
        for (int i = 0; i < ended.length; i++) {
            ended[i] = archive.flag(ended[i]);
            idle[i] = archive.flag(idle[i]);
        }
        watermark = archive.number(watermark);
        given = archive.number(given);
        isIdle = archive.flag(isIdle);
        isIdleGiven = archive.flag(isIdleGiven);
        isDone = archive.flag(isDone);
        operator.persist(archive);
    }

    /** Lets the operator do what it does by the clock. */
    public void tick(long nanos) {
        operator.onTick(nanos, this);
        publish();
        giveIdle();
    }

    /** Whether {@link #replay} is possible. */
    public boolean canReplay() {
        return operator.canReplay();
    }

    /** Hands on all that the operator stands for, or takes it back. */
    public void replay(int weight) {
        operator.replay(weight, this);
        publish();
    }

    /** What it drives. */
    public Operator operator() {
        return operator;
    }

    /** What it counts. */
    public OperatorFigures figures() {
        return figures;
    }

    /** Where the rows of an input go. */
    public BatchReceiver input(int index) {
        return new Input(index);
    }

    @Override
    public Batch batch() {
        Batch batch = current;
        if (batch != null && mustFlushBefore(batch)) {
            flush();
            batch = null;
        }
        if (batch == null) {
            batch = pool.take();
            current = batch;
        }
        return batch;
    }

    @Override
    public Batch batchForUpdate() {
        Batch batch = current;
        if (batch != null && batch.capacity() - batch.rows() < 2) {
            flush();
        }
        return batch();
    }

    /** Keeps the two rows of an update in one batch: a last free place is only for the second row of a pair. */
    private static boolean mustFlushBefore(Batch batch) {
        int free = batch.capacity() - batch.rows();
        return free == 0 || (free == 1 && batch.rows() > 0 && batch.weight(batch.rows() - 1) > 0);
    }

    private void flush() {
        Batch batch = current;
        if (batch != null) {
            current = null;
            try {
                if (batch.rows() > 0) {
                    figures.out().add(batch.rows());
                    long left = away();
                    next.onBatch(batch, 0, batch.rows());
                    back(left);
                }
            } finally {
                batch.release();
            }
        }
    }

    /** Says that others are at work from now on, until {@link #back}. */
    private long away() {
        return isMeasured ? figures.batchTimer().now() : BatchTimer.NOT_MEASURED;
    }

    private void back(long left) {
        if (left != BatchTimer.NOT_MEASURED) {
            nanosOfOthers += figures.batchTimer().now() - left;
        }
    }

    /** Begins to measure what the operator does, if the timer wants it. */
    private long begin(BatchTimer timer, int rows) {
        long start = timer.start(rows);
        isMeasured = start != BatchTimer.NOT_MEASURED;
        nanosOfOthers = 0;
        return start;
    }

    private void end(BatchTimer timer, long start, int rows) {
        if (isMeasured) {
            isMeasured = false;
            timer.stop(start, rows, nanosOfOthers);
        }
    }

    private void publish() {
        flush();
        figures.stateRows().set(operator.stateRows());
    }

    @Override
    public void watermark(long newWatermark) {
        flush();
        given = newWatermark;
        isIdleGiven = false;
        long left = away();
        next.onWatermark(newWatermark);
        back(left);
    }

    @Override
    public void late(Batch in, int row) {
        figures.late().add(1);
        late.take(in, row);
    }

    @Override
    public void withoutTime(Batch in, int row) {
        figures.withoutTime().add(1);
    }

    /**
     * The lowest watermark of the inputs from which something may come. Where all are idle or at their end, what the idle ones had
     * reached: as if the highest of them had been the last to become idle.
     */
    private void combine() {
        long lowest = Watermarks.END;
        long highestOfIdle = Watermarks.NONE;
        boolean anyActive = false;
        boolean anyIdle = false;
        boolean allEnded = true;
        for (int i = 0; i < timedInputs; i++) {
            allEnded &= ended[i];
            if (idle[i]) {
                anyIdle = true;
                highestOfIdle = Math.max(highestOfIdle, watermarks[i]);
            } else if (watermarks[i] != Watermarks.END) {
                anyActive = true;
                lowest = Math.min(lowest, watermarks[i]);
            }
        }
        isIdle = anyIdle && !anyActive;
        figures.idle().set(isIdle ? 1 : 0);
        long combined = isIdle ? highestOfIdle : lowest;
        if (combined > watermark) {
            watermark = combined;
            figures.watermark().set(combined);
            long start = begin(figures.watermarkTimer(), 0);
            operator.onWatermark(combined, this);
            publish();
            end(figures.watermarkTimer(), start, 0);
        }
        giveIdle();
        if (allEnded && !isDone) {
            isDone = true;
            operator.onEnd(this);
            publish();
            next.onEnd();
        }
    }

    /** Hands on whether something may come, but not before a watermark that the operator keeps until its next tick. */
    private void giveIdle() {
        boolean isKept = given == Watermarks.NONE || (given != watermark && operator.keepsWatermarks());
        if (isIdle && !isIdleGiven && !isKept) {
            isIdleGiven = true;
            next.onIdle();
        } else if (!isIdle && isIdleGiven) {
            isIdleGiven = false;
            next.onWatermark(given);
        }
    }

    private final class Input implements BatchReceiver {
        private final int index;

        Input(int index) {
            this.index = index;
        }

        @Override
        public void onBatch(Batch batch, int from, int to) {
            figures.batches().add(1);
            figures.in().add(to - from);
            long start = begin(figures.batchTimer(), to - from);
            operator.onBatch(index, batch, from, to, OperatorDriver.this);
            publish();
            end(figures.batchTimer(), start, to - from);
        }

        @Override
        public void onWatermark(long inputWatermark) {
            watermarks[index] = inputWatermark;
            idle[index] = false;
            combine();
        }

        @Override
        public void onIdle() {
            idle[index] = true;
            combine();
        }

        @Override
        public void onEnd() {
            watermarks[index] = Watermarks.END;
            idle[index] = false;
            ended[index] = true;
            combine();
        }

        @Override
        public void onMarker(Marker marker) {
            next.onMarker(marker);
        }

        @Override
        public void onFailure(LaminarException error) {
            next.onFailure(error);
        }
    }
}
