package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.binding.RowDecoder;
import io.laminar.time.Watermarks;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Turns the rows of a relation into changes. The kind comes from weight and key: a retraction that is followed by an insertion
 * with the same key is the first half of an update. Operators hand on the two halves next to each other in one batch.
 */
abstract class ChangeSubscriber<T> extends Subscriber {
    private final RowIdentity identity;
    private final RowDecoder<T> decoder;
    private final Epochs epochs;

    ChangeSubscriber(
            String relation,
            Schema schema,
            RowIdentity identity,
            RowDecoder<T> decoder,
            Epochs epochs,
            Consumer<Subscriber> onClose) {
        super(relation, schema, onClose);
        this.identity = identity;
        this.decoder = decoder;
        this.epochs = epochs;
    }

    /** Takes a change, on the worker's thread. */
    abstract void accept(Change<T> change);

    @Override
    public void onBatch(Batch batch, int from, int to) {
        if (from == to) {
            return;
        }
        long epoch = epochs.current();
        boolean completesUpdate = false;
        for (int row = from; row < to && !isClosed(); row++) {
            if (batch.weight(row) > 0) {
                emit(completesUpdate ? ChangeKind.UPDATE_AFTER : ChangeKind.INSERT, batch, row, epoch);
                completesUpdate = false;
            } else {
                completesUpdate =
                        row + 1 < to && batch.weight(row + 1) > 0 && identity.areVersions(batch, row, row + 1);
                if (!completesUpdate || !identity.isUpsert()) {
                    emit(completesUpdate ? ChangeKind.UPDATE_BEFORE : ChangeKind.DELETE, batch, row, epoch);
                }
            }
        }
    }

    private void emit(ChangeKind kind, Batch batch, int row, long epoch) {
        int time = schema().timeColumn();
        Instant eventTime =
                time == Schema.NO_TIME || batch.isNull(time, row) ? null : Watermarks.toInstant(batch.longs(time)[row]);
        try {
            accept(new Change<>(kind, decoder.decode(batch, row), batch.weight(row), eventTime, epoch));
        } catch (LaminarException unfit) {
            fail(unfit);
        }
    }
}
