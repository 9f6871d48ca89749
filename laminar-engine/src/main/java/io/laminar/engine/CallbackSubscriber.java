package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.binding.RowDecoder;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls back on the worker's thread. A callback that throws is reported, now and then, and called again for the next change. */
final class CallbackSubscriber<T> extends Subscriber<T> {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.subscription");
    private static final long REPORT_EVERY = 1000;

    private final Consumer<? super Change<T>> callback;
    private long failures;
    private volatile @Nullable LaminarException lastError;

    CallbackSubscriber(
            String relation,
            Schema schema,
            RowIdentity identity,
            RowDecoder<T> decoder,
            Consumer<Subscriber<?>> onClose,
            Consumer<? super Change<T>> callback) {
        super(relation, schema, identity, decoder, onClose);
        this.callback = callback;
    }

    @Override
    void accept(Change<T> change) {
        if (isClosed()) {
            return;
        }
        try {
            callback.accept(change);
        } catch (RuntimeException | LinkageError | AssertionError thrown) {
            lastError = new LaminarException(
                    ErrorCode.QUERY_FAILED, "the subscriber of " + relation() + " threw " + thrown, thrown);
            if (failures++ % REPORT_EVERY == 0) {
                LOG.warn(
                        "the subscriber of {} threw ({} times so far); it goes on with the next change",
                        relation(),
                        failures,
                        thrown);
            }
        }
        delivered.add(1);
    }

    @Override
    void wakeUp() {}

    @Override
    public Optional<LaminarException> error() {
        return super.error().isPresent() ? super.error() : Optional.ofNullable(lastError);
    }
}
