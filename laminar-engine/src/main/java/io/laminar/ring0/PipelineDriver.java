package io.laminar.ring0;

import io.laminar.api.LaminarException;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.metrics.Counter;

/** Drives a pipeline: takes batches, runs them through it, and hands on what comes out. One thread. */
public final class PipelineDriver implements BatchReceiver {
    private final Pipeline pipeline;
    private final BatchPool pool;
    private final boolean skipsErrors;
    private final Counter filtered;
    private final Counter failed;
    private final BatchReceiver next;

    /**
     * @param pool batches of the pipeline's output
     * @param skipsErrors whether a row that raises an error is counted and passed over, rather than ends the query
     * @param filtered counts rows that did not come out
     * @param failed counts rows that raised an error
     * @param next gets what comes out
     */
    public PipelineDriver(
            Pipeline pipeline,
            BatchPool pool,
            boolean skipsErrors,
            Counter filtered,
            Counter failed,
            BatchReceiver next) {
        this.pipeline = pipeline;
        this.pool = pool;
        this.skipsErrors = skipsErrors;
        this.filtered = filtered;
        this.failed = failed;
        this.next = next;
    }

    @Override
    public void onBatch(Batch batch, int from, int to) {
        for (int start = from; start < to; start += pool.batchRows()) {
            runChunk(batch, start, Math.min(to, start + pool.batchRows()));
        }
    }

    private void runChunk(Batch batch, int from, int to) {
        Batch out = pool.take();
        try {
            int skipped = 0;
            RowException failure = null;
            int start = from;
            while (start < to && failure == null) {
                try {
                    pipeline.process(batch, start, to, out);
                    start = to;
                } catch (RowException error) {
                    failed.add(1);
                    skipped++;
                    start = error.row() + 1;
                    failure = skipsErrors && error.getCause() instanceof LaminarException ? null : error;
                }
            }
            filtered.add(start - from - skipped - out.rows());
            if (out.rows() > 0) {
                next.onBatch(out, 0, out.rows());
            }
            if (failure != null) {
                // Only now: what came before the row must not depend on how rows were grouped.
                throw failure;
            }
        } finally {
            out.release();
        }
    }

    @Override
    public void onWatermark(long watermark) {
        next.onWatermark(watermark);
    }

    @Override
    public void onEnd() {
        next.onEnd();
    }

    @Override
    public void onMarker(Marker marker) {
        next.onMarker(marker);
    }

    @Override
    public void onFailure(LaminarException error) {
        next.onFailure(error);
    }

    @Override
    public String toString() {
        return pipeline.toString();
    }
}
