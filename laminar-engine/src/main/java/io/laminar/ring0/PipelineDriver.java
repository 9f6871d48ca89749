package io.laminar.ring0;

import io.laminar.api.LaminarException;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.metrics.Counter;
import org.jspecify.annotations.Nullable;

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
            RowException error = runAll(batch, from, to, out);
            int end = error == null ? to : error.row();
            filtered.add(end - from - out.rows());
            if (out.rows() > 0) {
                next.onBatch(out, 0, out.rows());
            }
            if (error != null) {
                throw error;
            }
        } finally {
            out.release();
        }
    }

    /** Runs the rows and leaves out those in error where it may; otherwise gives the error at which it stopped. */
    private @Nullable RowException runAll(Batch batch, int from, int to, Batch out) {
        int start = from;
        while (start < to) {
            try {
                pipeline.process(batch, start, to, out);
                return null;
            } catch (RowException error) {
                failed.add(1);
                if (!skipsErrors || !(error.getCause() instanceof LaminarException)) {
                    return error;
                }
                filtered.add(-1);
                start = error.row() + 1;
            }
        }
        return null;
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
