package io.laminar.state;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current result of a changelog. With key columns there is one row per key, and an update keeps the place of its
 * row; without there is a multiset of rows. Its order is that in which keys or rows first came, and does not depend on
 * how the changelog was cut into batches. Belongs to one thread; what it gives out are copies.
 */
public final class MaterializedTable {
    private final Schema schema;
    private final @Nullable RowsByKey byKey;
    private final @Nullable RowCounts counts;

    /** Slot of a row that was retracted by the last change; it is replaced in place if the next change brings its key. */
    private int retracted = RowsByKey.NONE;

    /**
     * @param schema columns of the rows
     * @param key columns that identify a row; empty for none
     * @param seed of the hash
     */
    public MaterializedTable(Schema schema, List<Integer> key, long seed) {
        this.schema = schema;
        byKey = key.isEmpty() ? null : new RowsByKey(schema, key, seed);
        counts = key.isEmpty() ? new RowCounts(schema, seed) : null;
    }

    /** The columns. */
    public Schema schema() {
        return schema;
    }

    /** Number of rows. */
    public long size() {
        if (byKey != null) {
            return (long) byKey.size() - (retracted == RowsByKey.NONE ? 0 : 1);
        }
        return counts == null ? 0 : counts.rows();
    }

    /** Bytes that it takes, those of objects estimated. */
    public long bytes() {
        return (byKey == null ? 0 : byKey.bytes()) + (counts == null ? 0 : counts.bytes());
    }

    /** Applies rows {@code from} (inclusive) to {@code to} (exclusive) of a changelog. */
    public void apply(Batch in, int from, int to) {
        for (int row = from; row < to; row++) {
            int weight = in.weight(row);
            if (counts != null) {
                counts.add(in, row, weight);
            } else if (byKey != null && weight > 0) {
                put(byKey, in, row);
            } else if (byKey != null && weight < 0) {
                retract(byKey, in, row);
            }
        }
    }

    private void put(RowsByKey rows, Batch in, int row) {
        int slot = rows.find(in, row);
        if (slot == RowsByKey.NONE) {
            settle(rows);
            rows.put(in, row);
            return;
        }
        if (slot == retracted) {
            retracted = RowsByKey.NONE;
        } else {
            settle(rows);
        }
        rows.set(slot, in, row);
    }

    private void retract(RowsByKey rows, Batch in, int row) {
        settle(rows);
        int slot = rows.find(in, row);
        // another row under the key has come before the old one went: then the old one is replaced already
        if (slot != RowsByKey.NONE && rows.equalsRow(slot, in, row)) {
            retracted = slot;
        }
    }

    private void settle(RowsByKey rows) {
        if (retracted != RowsByKey.NONE) {
            rows.remove(retracted);
            retracted = RowsByKey.NONE;
        }
    }

    /**
     * Copies of all rows, in order.
     *
     * @param batchRows rows of each batch at most
     * @return batches that belong to the caller
     */
    public List<Batch> snapshot(int batchRows) {
        List<Batch> batches = new ArrayList<>();
        if (byKey != null) {
            for (int slot = byKey.first(); slot != RowsByKey.NONE; slot = byKey.next(slot)) {
                if (slot != retracted) {
                    Batch batch = roomIn(batches, batchRows);
                    byKey.copyRow(slot, batch, batch.rows());
                    batch.rows(batch.rows() + 1);
                }
            }
        } else if (counts != null) {
            for (int slot = counts.first(); slot != RowCounts.NONE; slot = counts.next(slot)) {
                for (long copy = 0; copy < counts.weight(slot); copy++) {
                    Batch batch = roomIn(batches, batchRows);
                    counts.copyRow(slot, batch, batch.rows());
                    batch.rows(batch.rows() + 1);
                }
            }
        }
        return batches;
    }

    private Batch roomIn(List<Batch> batches, int batchRows) {
        if (batches.isEmpty() || batches.get(batches.size() - 1).isFull()) {
            batches.add(new Batch(schema, batchRows));
        }
        return batches.get(batches.size() - 1);
    }

    /**
     * Appends a copy of the row with a key to a batch.
     *
     * @param in a batch with the key
     * @param columns the columns of that batch that are the key, in the order of the key columns
     * @param row which of its rows
     * @param out a batch with the columns of this table and room for a row
     * @return whether there is a row
     * @throws IllegalStateException when the table has no key columns
     */
    public boolean lookup(Batch in, int[] columns, int row, Batch out) {
        if (byKey == null) {
            throw new IllegalStateException("a table without key cannot be asked by key");
        }
        int slot = byKey.find(in, columns, row);
        if (slot == RowsByKey.NONE || slot == retracted) {
            return false;
        }
        byKey.copyRow(slot, out, out.rows());
        out.rows(out.rows() + 1);
        return true;
    }
}
