package io.laminar.data;

import io.laminar.api.Schema;

/**
 * Views on batches: some of their columns, where they are. A view has the rows of its batch under the same numbers, holds it until it is
 * released itself, and belongs to nobody who would write. For one thread; views may be released by any.
 */
public final class BatchViews {
    private static final int POOLED = 8;

    private final BatchPool pool;
    private final int[] columns;

    /**
     * @param schema of the views
     * @param columns for each column of a view the one of the batch that it is
     */
    public BatchViews(Schema schema, int[] columns) {
        this.pool = BatchPool.ofViews(schema, POOLED);
        this.columns = columns.clone();
    }

    /** A view on a batch, with one reader, the caller. */
    public Batch of(Batch batch) {
        return pool.take().show(batch, columns);
    }
}
