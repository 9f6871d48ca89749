package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.RowCounts;
import io.laminar.state.StateArchive;

/** Rows without a key by their weights; those that come and go within a tick leave no trace. */
final class PendingWeights implements PeriodicOperator.Buffer {
    private final Schema schema;
    private final long hashSeed;
    private RowCounts rows;

    PendingWeights(Schema schema, long hashSeed) {
        this.schema = schema;
        this.hashSeed = hashSeed;
        rows = new RowCounts(schema, hashSeed);
    }

    @Override
    public void add(Batch in, int row) {
        rows.add(in, row, in.weight(row));
    }

    @Override
    public void emit(Output out) {
        if (rows.size() == 0) {
            return;
        }
        for (int slot = rows.first(); slot != RowCounts.NONE; slot = rows.next(slot)) {
            Batch batch = out.batch();
            int at = batch.rows();
            rows.copyRow(slot, batch, at);
            batch.setWeight(at, Math.toIntExact(rows.weight(slot)));
            batch.rows(at + 1);
        }
        rows = new RowCounts(schema, hashSeed);
    }

    @Override
    public long rows() {
        return rows.size();
    }

    @Override
    public void persist(StateArchive archive) {
        rows.persist(archive);
    }
}
