package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowCounts;
import io.laminar.state.TableLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps versions of a row in order that come out of several partitions, since the row moved from one to another. Rows whose key only
 * one partition gave leave as they came; those of the others are folded, and leave as what went and what came in its place. It
 * holds nothing while the partitions are at rest.
 */
final class MovedRows implements BatchReceiver {
    private static final int UNKNOWN = -1;
    private static final int SEVERAL = -2;

    private final int[] key;
    private final BatchPool pool;
    private final BatchReceiver next;
    private final List<Piece> pieces = new ArrayList<>();
    /** For each key the partition that gave it, or SEVERAL; later, of those, the slot of the row that came. */
    private final KeyedTable keys;

    private final int partitionOf;
    private final int youngRow;
    private final RowCounts moved;
    private final Batch candidate;
    private int partition;
    private boolean hasMoved;

    /** Rows that came out of a partition. */
    private record Piece(Batch batch, int from, int to) {}

    /**
     * @param key columns that identify a row
     * @param pool of what leaves
     * @param seed of the hashes
     */
    MovedRows(Schema schema, List<Integer> key, BatchPool pool, BatchReceiver next, long seed) {
        this.key = key.stream().mapToInt(Integer::intValue).toArray();
        this.pool = pool;
        this.next = next;
        TableLayout layout = TableLayout.keyedBy(schema, key);
        partitionOf = layout.addLong(UNKNOWN);
        youngRow = layout.addLong(RowCounts.NONE);
        keys = new KeyedTable(layout, seed);
        moved = new RowCounts(schema, seed);
        candidate = new Batch(schema, 1);
    }

    /** What comes now comes out of this partition. */
    BatchReceiver of(int newPartition) {
        partition = newPartition;
        return this;
    }

    @Override
    public void onBatch(Batch batch, int from, int to) {
        pieces.add(new Piece(batch.retain(), from, to));
        for (int row = from; row < to; row++) {
            int slot = keys.slotFor(batch, key, row);
            long before = keys.longAt(partitionOf, slot);
            if (before == UNKNOWN) {
                keys.setLong(partitionOf, slot, partition);
            } else if (before != partition) {
                keys.setLong(partitionOf, slot, SEVERAL);
                hasMoved = true;
            }
        }
    }

    /** The stage hands on watermarks and ends, after {@link #handOn()}. */
    @Override
    public void onWatermark(long watermark) {}

    @Override
    public void onEnd() {}

    /** Forgets what has not left. */
    void clear() {
        pieces.forEach(piece -> piece.batch().release());
        pieces.clear();
        keys.clear();
        moved.clear();
        hasMoved = false;
    }

    /** Hands on what came out of all partitions. */
    void handOn() {
        try {
            for (Piece piece : pieces) {
                if (hasMoved) {
                    takeOut(piece);
                } else {
                    next.onBatch(piece.batch(), piece.from(), piece.to());
                }
            }
            if (moved.size() > 0) {
                handOnMoved();
            }
        } finally {
            clear();
        }
    }

    /** Hands on a piece without the rows that moved. */
    private void takeOut(Piece piece) {
        Batch batch = piece.batch();
        int from = piece.from();
        for (int row = from; row < piece.to(); row++) {
            if (keys.longAt(partitionOf, keys.find(batch, key, row)) == SEVERAL) {
                moved.add(batch, row, batch.weight(row));
                if (from < row) {
                    next.onBatch(batch, from, row);
                }
                from = row + 1;
            }
        }
        if (from < piece.to()) {
            next.onBatch(batch, from, piece.to());
        }
    }

    private void handOnMoved() {
        for (int slot = moved.first(); slot != RowCounts.NONE; slot = moved.next(slot)) {
            if (moved.weight(slot) > 0) {
                keys.setLong(youngRow, keyOf(slot), slot);
            }
        }
        Batch out = pool.take();
        try {
            for (int slot = moved.first(); slot != RowCounts.NONE; slot = moved.next(slot)) {
                if (moved.weight(slot) < 0) {
                    out = withRoom(out);
                    append(out, slot);
                    appendYoung(out, keyOf(slot));
                }
            }
            for (int slot = moved.first(); slot != RowCounts.NONE; slot = moved.next(slot)) {
                if (moved.weight(slot) > 0) {
                    out = withRoom(out);
                    appendYoung(out, keyOf(slot));
                }
            }
            next.onBatch(out, 0, out.rows());
        } finally {
            out.release();
        }
    }

    private int keyOf(int slot) {
        candidate.clear();
        moved.copyRow(slot, candidate, 0);
        candidate.rows(1);
        return keys.find(candidate, key, 0);
    }

    /** The row that has come under a key, if it has not left yet. */
    private void appendYoung(Batch out, int keySlot) {
        int slot = (int) keys.longAt(youngRow, keySlot);
        if (slot != RowCounts.NONE) {
            append(out, slot);
            keys.setLong(youngRow, keySlot, RowCounts.NONE);
        }
    }

    /** Room for two rows. */
    private Batch withRoom(Batch out) {
        if (out.capacity() - out.rows() >= 2 || out.rows() == 0) {
            return out;
        }
        next.onBatch(out, 0, out.rows());
        out.release();
        return pool.take();
    }

    private void append(Batch out, int slot) {
        int at = out.rows();
        moved.copyRow(slot, out, at);
        out.setWeight(at, Math.toIntExact(moved.weight(slot)));
        out.rows(at + 1);
    }
}
