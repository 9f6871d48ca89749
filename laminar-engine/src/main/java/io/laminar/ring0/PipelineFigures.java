package io.laminar.ring0;

import io.laminar.metrics.BatchTimer;
import io.laminar.metrics.Counter;

/** Figures that the driver of a pipeline keeps; one writer. They go on when another driver takes the place of the first. */
public final class PipelineFigures {
    private final Counter out = new Counter();
    private final Counter filtered = new Counter();
    private final Counter failed = new Counter();
    private final BatchTimer timer = BatchTimer.perRow(System::nanoTime);

    /** Rows that came out. */
    public Counter out() {
        return out;
    }

    /** Rows that did not come out. */
    public Counter filtered() {
        return filtered;
    }

    /** Rows that raised an error. */
    public Counter failed() {
        return failed;
    }

    /** Time within the pipeline, what lies behind it not counted. */
    public BatchTimer timer() {
        return timer;
    }
}
