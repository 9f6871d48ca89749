package io.laminar.ring0;

import io.laminar.api.LaminarException;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.data.BatchViews;
import io.laminar.data.RowValues;
import org.jspecify.annotations.Nullable;

/** Drives a pipeline: takes batches, runs them through it, and hands on what comes out. One thread. */
public final class PipelineDriver implements BatchReceiver {
    private final Pipeline pipeline;
    private final BatchPool pool;
    private final boolean skipsErrors;
    private final PipelineFigures figures;
    private final BatchReceiver next;
    private final @Nullable BatchViews views;

    /**
     * @param pool batches of the pipeline's output
     * @param skipsErrors whether a row that raises an error is counted and passed over, rather than ends the query
     * @param next gets what comes out
     */
    public PipelineDriver(
            Pipeline pipeline, BatchPool pool, boolean skipsErrors, PipelineFigures figures, BatchReceiver next) {
        this.pipeline = pipeline;
        this.pool = pool;
        this.skipsErrors = skipsErrors;
        this.figures = figures;
        this.next = next;
        this.views = pipeline instanceof ColumnPick pick ? new BatchViews(pool.schema(), pick.columns()) : null;
    }

    @Override
    public void onBatch(Batch batch, int from, int to) {
        if (views != null) {
            show(views, batch, from, to);
            return;
        }
        for (int start = from; start < to; start += pool.batchRows()) {
            runChunk(batch, start, Math.min(to, start + pool.batchRows()));
        }
    }

    private void show(BatchViews on, Batch batch, int from, int to) {
        long begun = figures.timer().start(to - from);
        Batch view = on.of(batch);
        figures.timer().stop(begun, to - from);
        try {
            handOn(view, from, to);
        } finally {
            view.release();
        }
    }

    private void runChunk(Batch batch, int from, int to) {
        Batch out = pool.take();
        try {
            int skipped = 0;
            RowException failure = null;
            int start = from;
            long begun = figures.timer().start(to - from);
            while (start < to && failure == null) {
                try {
                    pipeline.process(batch, start, to, out);
                    start = to;
                } catch (RowException error) {
                    figures.failed().add(1);
                    skipped++;
                    start = error.row() + 1;
                    failure = skipsErrors && error.getCause() instanceof LaminarException ? null : error;
                }
            }
            figures.timer().stop(begun, to - from);
            figures.filtered().add(start - from - skipped - out.rows());
            handOn(out, 0, out.rows());
            if (failure != null) {
                // Only now: what came before the row must not depend on how rows were grouped.
                throw failure;
            }
        } finally {
            out.release();
        }
    }

    /** Hands on all rows but updates that have become none, since what changed was projected away. */
    private void handOn(Batch out, int first, int end) {
        int from = first;
        if (out.weights() != null) {
            for (int row = first; row + 1 < end; row++) {
                if (out.weight(row) < 0 && out.weight(row + 1) == -out.weight(row) && isSame(out, row, row + 1)) {
                    send(out, from, row);
                    row++;
                    from = row + 1;
                }
            }
        }
        send(out, from, end);
    }

    private void send(Batch out, int from, int to) {
        if (from < to) {
            figures.out().add(to - from);
            next.onBatch(out, from, to);
        }
    }

    private static boolean isSame(Batch batch, int row, int otherRow) {
        for (int column = 0; column < batch.schema().size(); column++) {
            if (!RowValues.areEqual(batch, column, row, batch, column, otherRow)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void onWatermark(long watermark) {
        next.onWatermark(watermark);
    }

    @Override
    public void onIdle() {
        next.onIdle();
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
