package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.state.MaterializedTable;
import io.laminar.state.RowHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Keeps the latest changes of a relation. Read while all workers stand still. */
final class History implements BatchReceiver {
    private final RowHistory rows;
    private final Schema schema;
    private final ChangelogKind changes;
    private final Epochs epochs;
    private final LongSupplier nanoClock;

    History(Schema schema, ChangelogKind changes, RowHistory.Limit limit, Epochs epochs, LongSupplier nanoClock) {
        this.rows = new RowHistory(schema, limit);
        this.schema = schema;
        this.changes = changes;
        this.epochs = epochs;
        this.nanoClock = nanoClock;
    }

    @Override
    public void onBatch(Batch batch, int from, int to) {
        if (from < to) {
            rows.append(batch, from, to, epochs.current(), nanoClock.getAsLong() / 1000);
        }
    }

    @Override
    public void onWatermark(long watermark) {}

    @Override
    public void onEnd() {}

    /**
     * Refuses an epoch from which on changes are missing or that is still to come.
     *
     * @throws LaminarException with {@code EPOCH_NOT_RETAINED}
     */
    void requireFrom(long epoch, String relation) {
        rows.trim(nanoClock.getAsLong() / 1000);
        if (epoch < rows.oldestEpoch()) {
            throw new LaminarException(
                    ErrorCode.EPOCH_NOT_RETAINED,
                    relation + " retains its changes from epoch " + rows.oldestEpoch() + " on, but epoch " + epoch
                            + " is asked for; raise its 'retain-history', or begin with what it holds now");
        }
        if (epoch > epochs.last() + 1) {
            throw new LaminarException(
                    ErrorCode.EPOCH_NOT_RETAINED,
                    "epoch " + epoch + " is asked for, but the present one is " + epochs.last()
                            + "; leave AS OF EPOCH out to see what comes from now on");
        }
    }

    /** Number of changes kept. */
    long size() {
        return rows.rows();
    }

    /** Gives all changes from an epoch on, in it as when they were made. */
    void replay(long fromEpoch, BatchReceiver receiver) {
        rows.replay(
                fromEpoch, (batch, from, to, epoch) -> epochs.again(epoch, () -> receiver.onBatch(batch, from, to)));
    }

    /** The rows that came and are still there; copies. */
    List<Batch> snapshot(int batchRows) {
        rows.trim(nanoClock.getAsLong() / 1000);
        if (changes == ChangelogKind.CHANGES) {
            MaterializedTable folded = new MaterializedTable(schema, List.of(), OperatorFactory.seed());
            rows.replay(0, (batch, from, to, epoch) -> folded.apply(batch, from, to));
            return folded.snapshot(batchRows);
        }
        List<Batch> copies = new ArrayList<>();
        rows.replay(0, (batch, from, to, epoch) -> {
            for (int row = from; row < to; row++) {
                if (copies.isEmpty() || copies.get(copies.size() - 1).isFull()) {
                    copies.add(new Batch(schema, batchRows));
                }
                copies.get(copies.size() - 1).appendRow(batch, row);
            }
        });
        return copies;
    }
}
