package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.RowsByKey;
import io.laminar.state.StateArchive;
import java.util.List;

/**
 * Turns rows that replace each other by key into a changelog: the first row of a key is an insertion, each further one
 * the retraction of the row before it and an insertion. A row equal to the one that is there gives nothing. A row of
 * negative weight deletes by its key.
 */
public final class UpsertOperator implements Operator {
    private final Schema schema;
    private final RowsByKey rows;

    /**
     * @param schema columns of input and output
     * @param key columns of the primary key
     * @param hashSeed of the table; results do not depend on it
     */
    public UpsertOperator(Schema schema, List<Integer> key, long hashSeed) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("an upsert needs key columns");
        }
        this.schema = schema;
        rows = new RowsByKey(schema, key, hashSeed);
    }

    @Override
    public Schema outputSchema() {
        return schema;
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        for (int row = from; row < to; row++) {
            int slot = rows.find(in, row);
            if (in.weight(row) < 0) {
                if (slot != RowsByKey.NONE) {
                    retract(slot, out.batch());
                    rows.remove(slot);
                }
            } else if (slot == RowsByKey.NONE) {
                rows.put(in, row);
                insert(in, row, out);
            } else if (!rows.equalsRow(slot, in, row)) {
                retract(slot, out.batchForUpdate());
                rows.set(slot, in, row);
                insert(in, row, out);
            }
        }
    }

    private void retract(int slot, Batch batch) {
        int at = batch.rows();
        rows.copyRow(slot, batch, at);
        batch.setWeight(at, -1);
        batch.rows(at + 1);
    }

    private static void insert(Batch in, int row, Output out) {
        Batch batch = out.batch();
        int at = batch.rows();
        batch.appendRow(in, row);
        batch.setWeight(at, 1);
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        out.watermark(watermark);
    }

    @Override
    public void persist(StateArchive archive) {
        rows.persist(archive);
    }

    @Override
    public long stateRows() {
        return rows.size();
    }
}
