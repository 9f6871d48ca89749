package io.laminar.engine;

import io.laminar.metrics.BatchTimer;
import io.laminar.metrics.Counter;

/** Figures of a way into a query; one writer. They go on when the query starts anew. */
final class InputFigures {
    private final Counter rows = new Counter();
    private final Counter batches = new Counter();
    private final BatchTimer latency = BatchTimer.perBatch(System::nanoTime);

    /** Rows taken. */
    Counter rows() {
        return rows;
    }

    /** Batches taken. */
    Counter batches() {
        return batches;
    }

    /** Time from the arrival of a batch until its results are handed on. */
    BatchTimer latency() {
        return latency;
    }
}
