package io.laminar.engine;

import io.laminar.api.ColumnBatch;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.binding.ArrayRow;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls back on the worker's thread with whole batches; the same view of them each time. */
final class BatchSubscriber extends Subscriber {
    private final Consumer<? super ColumnBatch> callback;
    private final ThrownErrors thrown;
    private final View view;

    BatchSubscriber(
            String relation, Schema schema, Consumer<Subscriber> onClose, Consumer<? super ColumnBatch> callback) {
        super(relation, schema, onClose);
        this.callback = callback;
        this.thrown = new ThrownErrors(relation, "the next batch");
        this.view = new View(schema);
    }

    @Override
    public void onBatch(Batch batch, int from, int to) {
        if (isClosed() || from == to) {
            return;
        }
        view.show(batch, from, to);
        try {
            callback.accept(view);
        } catch (RuntimeException | LinkageError | AssertionError error) {
            thrown.report(error);
        } finally {
            view.hide();
        }
        delivered.add(to - from);
    }

    @Override
    void wakeUp() {}

    @Override
    public Optional<LaminarException> error() {
        return super.error().or(thrown::last);
    }

    /** A window on the batch of the call. */
    private static final class View implements ColumnBatch {
        private final Schema schema;
        private @Nullable Batch batch;
        private int from;
        private int to;

        View(Schema schema) {
            this.schema = schema;
        }

        void show(Batch shown, int first, int end) {
            batch = shown;
            from = first;
            to = end;
        }

        void hide() {
            batch = null;
        }

        private Batch batch() {
            Batch shown = batch;
            if (shown == null) {
                throw new LaminarException(
                        ErrorCode.UNSUPPORTED,
                        "a batch is only there during the call that got it; copy what must stay, with row() for instance");
            }
            return shown;
        }

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public int from() {
            return from;
        }

        @Override
        public int to() {
            return to;
        }

        @Override
        public long[] longs(int column) {
            return batch().longs(column);
        }

        @Override
        public double[] doubles(int column) {
            return batch().doubles(column);
        }

        @Override
        public @Nullable Object[] objects(int column) {
            return batch().objects(column);
        }

        @Override
        public boolean isNull(int column, int row) {
            return batch().isNull(column, row);
        }

        @Override
        public boolean hasNulls(int column) {
            return batch().nulls(column) != null;
        }

        @Override
        public int weight(int row) {
            return batch().weight(row);
        }

        @Override
        public Row row(int row) {
            return ArrayRow.of(batch(), row);
        }
    }
}
