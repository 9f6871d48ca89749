package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.binding.RowDecoder;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls back on the worker's thread. A callback that throws is reported, now and then, and called again for the next change. */
final class CallbackSubscriber<T> extends ChangeSubscriber<T> {
    private final Consumer<? super Change<T>> callback;
    private final ThrownErrors errors;

    CallbackSubscriber(
            String relation,
            Schema schema,
            RowIdentity identity,
            RowDecoder<T> decoder,
            Epochs epochs,
            Consumer<Subscriber> onClose,
            Consumer<? super Change<T>> callback) {
        super(relation, schema, identity, decoder, epochs, onClose);
        this.callback = callback;
        this.errors = new ThrownErrors(relation, "the next change");
    }

    @Override
    void accept(Change<T> change) {
        if (isClosed()) {
            return;
        }
        try {
            callback.accept(change);
        } catch (RuntimeException | LinkageError | AssertionError thrown) {
            errors.report(thrown);
        }
        delivered.add(1);
    }

    @Override
    void wakeUp() {}

    @Override
    public Optional<LaminarException> error() {
        return super.error().or(errors::last);
    }
}
