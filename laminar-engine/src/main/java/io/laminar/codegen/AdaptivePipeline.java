package io.laminar.codegen;

import io.laminar.data.Batch;
import io.laminar.ring0.Pipeline;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that starts interpreted, so that a query runs at once, and goes on as bytecode from the first batch after
 * that is ready. {@link #process} belongs to one thread; the compiler's thread calls {@link #become}.
 */
final class AdaptivePipeline implements Pipeline {
    private final Consumer<AdaptivePipeline> request;
    private long rowsBeforeRequest;
    private boolean isRequested;
    // Volatile publishes the new pipeline, which nobody has used yet; read once per batch.
    private volatile Pipeline current;
    private volatile @Nullable String reason = "its code is not ready yet";

    /**
     * @param rowsBeforeRequest rows that are worth no compilation
     * @param request asks, once, for the pipeline to be compiled
     */
    AdaptivePipeline(Pipeline interpreted, long rowsBeforeRequest, Consumer<AdaptivePipeline> request) {
        this.current = interpreted;
        this.rowsBeforeRequest = rowsBeforeRequest;
        this.request = request;
    }

    void become(Pipeline compiled) {
        current = compiled;
        reason = null;
    }

    void stayInterpreted(String why) {
        reason = why;
    }

    /** Why it is interpreted, or null when it is not. For any thread. */
    @Nullable
    String reason() {
        return reason;
    }

    /** Asks to be compiled, unless it did. */
    void request() {
        if (!isRequested) {
            isRequested = true;
            request.accept(this);
        }
    }

    @Override
    public int process(Batch in, int from, int to, Batch out) {
        if (!isRequested) {
            countTowardsRequest(to - from);
        }
        return current.process(in, from, to, out);
    }

    private void countTowardsRequest(int rows) {
        if (rowsBeforeRequest > 0) {
            rowsBeforeRequest -= rows;
        } else {
            request();
        }
    }

    @Override
    public String toString() {
        return current.toString();
    }
}
