package io.laminar.ring1;

import io.laminar.metrics.BatchTimer;
import io.laminar.metrics.Counter;
import io.laminar.time.Watermarks;

/** Figures that the driver of an operator keeps; one writer. They go on when another driver takes the place of the first. */
public final class OperatorFigures {
    private final Counter batches = new Counter();
    private final Counter in = new Counter();
    private final Counter out = new Counter();
    private final Counter late = new Counter();
    private final Counter withoutTime = new Counter();
    private final Counter stateRows = new Counter();
    private final Counter watermark = new Counter(Watermarks.NONE);
    private final Counter idle = new Counter();
    private final BatchTimer batchTimer = BatchTimer.perRow(System::nanoTime);
    private final BatchTimer watermarkTimer = BatchTimer.perBatch(System::nanoTime);

    /** Batches taken. */
    public Counter batches() {
        return batches;
    }

    /** Rows taken. */
    public Counter in() {
        return in;
    }

    /** Rows handed on. */
    public Counter out() {
        return out;
    }

    /** Rows whose windows had closed. */
    public Counter late() {
        return late;
    }

    /** Rows whose time was NULL. */
    public Counter withoutTime() {
        return withoutTime;
    }

    /** Rows kept. */
    public Counter stateRows() {
        return stateRows;
    }

    /** The watermark of its inputs together. */
    public Counter watermark() {
        return watermark;
    }

    /** 1 while nothing comes from its inputs for the time being, otherwise 0. */
    public Counter idle() {
        return idle;
    }

    /** Forgets what says how things are rather than what happened. */
    public void startAnew() {
        stateRows.set(0);
        watermark.set(Watermarks.NONE);
        idle.set(0);
    }

    /** Time that rows took, what lies behind the operator not counted. */
    public BatchTimer batchTimer() {
        return batchTimer;
    }

    /** Time that watermarks took, which is when windows close. */
    public BatchTimer watermarkTimer() {
        return watermarkTimer;
    }
}
