package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.Subscription;
import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import io.laminar.data.binding.RowDecoder;
import io.laminar.metrics.Counter;
import io.laminar.time.Watermarks;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of a relation into changes. The kind comes from weight and key: a retraction that is followed by an insertion
 * with the same key is the first half of an update. Operators hand on the two halves next to each other in one batch.
 */
abstract class Subscriber<T> implements Subscription, BatchReceiver {
    private final String relation;
    private final Schema schema;
    private final RowIdentity identity;
    private final RowDecoder<T> decoder;
    private final Consumer<Subscriber<?>> onClose;
    final Counter delivered = new Counter();
    final Counter dropped = new Counter();
    private volatile @Nullable LaminarException error;
    private volatile boolean isClosed;
    private volatile boolean hasEnded;
    private volatile boolean isCutOff;

    Subscriber(
            String relation,
            Schema schema,
            RowIdentity identity,
            RowDecoder<T> decoder,
            Consumer<Subscriber<?>> onClose) {
        this.relation = relation;
        this.schema = schema;
        this.identity = identity;
        this.decoder = decoder;
        this.onClose = onClose;
    }

    /** Takes a change, on the worker's thread. */
    abstract void accept(Change<T> change);

    /** No more changes come. */
    abstract void wakeUp();

    @Override
    public void onBatch(Batch batch, int from, int to) {
        boolean completesUpdate = false;
        for (int row = from; row < to && !isClosed; row++) {
            if (batch.weight(row) > 0) {
                emit(completesUpdate ? ChangeKind.UPDATE_AFTER : ChangeKind.INSERT, batch, row);
                completesUpdate = false;
            } else {
                completesUpdate =
                        row + 1 < to && batch.weight(row + 1) > 0 && identity.areVersions(batch, row, row + 1);
                emit(completesUpdate ? ChangeKind.UPDATE_BEFORE : ChangeKind.DELETE, batch, row);
            }
        }
    }

    private void emit(ChangeKind kind, Batch batch, int row) {
        int time = schema.timeColumn();
        Instant eventTime =
                time == Schema.NO_TIME || batch.isNull(time, row) ? null : Watermarks.toInstant(batch.longs(time)[row]);
        try {
            accept(new Change<>(kind, decoder.decode(batch, row), batch.weight(row), eventTime, 0));
        } catch (LaminarException unfit) {
            fail(unfit);
        }
    }

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
