package io.laminar.data;

import io.laminar.api.Schema;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Empty batches of one schema, so that their producer allocates none in steady state. Taking and giving
 * back are safe from any thread and never wait: an empty pool makes a new batch, a full one lets go.
 */
public final class BatchPool {
    private final Schema schema;
    private final int batchRows;
    private final boolean isOfViews;
    private final AtomicReferenceArray<Batch> idle;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param schema columns of the batches
     * @param batchRows rows that each can hold
     * @param capacity batches kept at most
     */
    public BatchPool(Schema schema, int batchRows, int capacity) {
        this(schema, batchRows, capacity, false);
    }

    private BatchPool(Schema schema, int batchRows, int capacity, boolean isOfViews) {
        this.isOfViews = isOfViews;
        this.schema = schema;
        this.batchRows = batchRows;
        this.idle = new AtomicReferenceArray<>(capacity);
    }

    /** Batches without lanes of their own. */
    static BatchPool ofViews(Schema schema, int capacity) {
        return new BatchPool(schema, 0, capacity, true);
    }

    /** Columns of the batches. */
    public Schema schema() {
        return schema;
    }

    /** Rows that each batch can hold. */
    public int batchRows() {
        return batchRows;
    }

    /** An empty batch with one reader, the caller. */
    public Batch take() {
        taken.getAndIncrement();
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) != null) {
                Batch batch = idle.getAndSet(i, null);
                if (batch != null) {
                    return batch;
                }
            }
        }
        return isOfViews ? new Batch(schema, this) : new Batch(schema, batchRows, this);
    }

    void giveBack(Batch batch) {
        taken.getAndDecrement();
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) == null && idle.compareAndSet(i, null, batch)) {
                return;
            }
        }
    }

    /** Batches that were taken and not given back; a test that ends with more than it holds has found a leak. */
    public int outstanding() {
        return taken.get();
    }
}
