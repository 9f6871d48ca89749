package io.laminar.engine;

import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.Subscription;
import io.laminar.bridge.BatchReceiver;
import io.laminar.metrics.Counter;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Somebody outside who sees what a relation gives, until it ends, fails, or he closes the subscription. */
abstract class Subscriber implements Subscription, BatchReceiver {
    private final String relation;
    private final Schema schema;
    private final Consumer<Subscriber> onClose;
    final Counter delivered = new Counter();
    final Counter dropped = new Counter();
    private volatile @Nullable LaminarException error;
    private volatile boolean isClosed;
    private volatile boolean hasEnded;
    private volatile boolean isCutOff;

    Subscriber(String relation, Schema schema, Consumer<Subscriber> onClose) {
        this.relation = relation;
        this.schema = schema;
        this.onClose = onClose;
    }

    /** No more changes come. */
    abstract void wakeUp();

    @Override
    public void onWatermark(long watermark) {}

    @Override
    public void onEnd() {
        hasEnded = true;
        wakeUp();
    }

    @Override
    public void onFailure(LaminarException failure) {
        isCutOff = error == null;
        fail(failure);
    }

    /** What gives the rows failed and starts anew: goes on, unless it ended for a reason of its own. Workers stand still. */
    final void onRestart() {
        if (isCutOff) {
            isCutOff = false;
            hasEnded = false;
            error = null;
        }
    }

    /** Ends the subscription with an error. */
    final void fail(LaminarException failure) {
        if (error == null) {
            error = failure;
        }
        hasEnded = true;
        wakeUp();
    }

    final boolean hasEnded() {
        return hasEnded;
    }

    final boolean isClosed() {
        return isClosed;
    }

    @Override
    public String relation() {
        return relation;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public long delivered() {
        return delivered.get();
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    @Override
    public boolean isDone() {
        return isClosed || hasEnded;
    }

    @Override
    public Optional<LaminarException> error() {
        return Optional.ofNullable(error);
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            wakeUp();
            onClose.accept(this);
        }
    }
}
