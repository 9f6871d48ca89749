package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.Over;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowCounts;
import io.laminar.state.StateValues;
import io.laminar.state.TableLayout;

/**
 * Emits what is between two states of a partition. Where rows have a key, the versions of one stand beside each other, and what
 * is new comes last; otherwise a retraction and an insertion stand beside each other. One thread.
 */
final class PartitionDifference {
    private final int[] key;
    private final KeyedTable young;
    private final int youngRow;
    private final RowCounts differences;

    /** @param hashSeed of the tables; results do not depend on it */
    PartitionDifference(Over node, long hashSeed) {
        key = JoinOperator.columns(node.key());
        TableLayout layout = TableLayout.keyedBy(node.schema(), node.key());
        youngRow = layout.addLong(KeyedTable.NONE);
        young = new KeyedTable(layout, hashSeed);
        differences = new RowCounts(node.schema(), hashSeed);
    }

    /** Retracts rows. */
    void takeBack(PartitionPart part, Output out) {
        emit(part.rows(), part.from(), part.to(), -1, out);
    }

    /** Emits what is between rows that begin at one position of a partition. */
    void emit(PartitionPart partBefore, PartitionPart partAfter, Output out) {
        Batch before = partBefore.rows();
        Batch after = partAfter.rows();
        int from = partBefore.from();
        int youngFrom = partAfter.from();
        int oldEnd = partBefore.to();
        int youngEnd = partAfter.to();
        while (from < oldEnd && youngFrom < youngEnd && isSame(before, from, after, youngFrom)) {
            from++;
            youngFrom++;
        }
        while (oldEnd > from && youngEnd > youngFrom && isSame(before, oldEnd - 1, after, youngEnd - 1)) {
            oldEnd--;
            youngEnd--;
        }
        if (from == oldEnd || youngFrom == youngEnd) {
            emit(before, from, oldEnd, -1, out);
            emit(after, youngFrom, youngEnd, 1, out);
        } else if (findYoung(after, youngFrom, youngEnd)) {
            emitByKey(before, from, oldEnd, after, youngFrom, youngEnd, out);
        } else {
            emitByRow(before, from, oldEnd, after, youngFrom, youngEnd, out);
        }
        young.clear();
    }

    /** Remembers where each key is; false when there is none, or a key has several rows. */
    private boolean findYoung(Batch after, int from, int to) {
        if (key.length == 0) {
            return false;
        }
        for (int row = from; row < to; row++) {
            int slot = young.slotFor(after, key, row);
            if (young.longAt(youngRow, slot) != KeyedTable.NONE) {
                return false;
            }
            young.setLong(youngRow, slot, row);
        }
        return true;
    }

    private void emitByKey(Batch before, int from, int oldEnd, Batch after, int youngFrom, int youngEnd, Output out) {
        for (int row = from; row < oldEnd; row++) {
            int slot = young.find(before, key, row);
            if (slot == KeyedTable.NONE) {
                emit(before, row, -1, out.batch());
                continue;
            }
            int other = (int) young.longAt(youngRow, slot);
            if (!isSame(before, row, after, other)) {
                emit(before, row, -1, out.batchForUpdate());
                emit(after, other, 1, out.batch());
            }
            young.remove(slot);
        }
        for (int row = youngFrom; row < youngEnd; row++) {
            if (young.find(after, key, row) != KeyedTable.NONE) {
                emit(after, row, 1, out.batch());
            }
        }
    }

    private void emitByRow(Batch before, int from, int oldEnd, Batch after, int youngFrom, int youngEnd, Output out) {
        for (int row = from; row < oldEnd; row++) {
            differences.add(before, row, -1);
        }
        for (int row = youngFrom; row < youngEnd; row++) {
            differences.add(after, row, 1);
        }
        int old = nextOf(before, from, oldEnd, -1);
        int next = nextOf(after, youngFrom, youngEnd, 1);
        while (old < oldEnd || next < youngEnd) {
            if (old < oldEnd) {
                emit(before, old, -1, next < youngEnd ? out.batchForUpdate() : out.batch());
                old = nextOf(before, old + 1, oldEnd, -1);
            }
            if (next < youngEnd) {
                emit(after, next, 1, out.batch());
                next = nextOf(after, next + 1, youngEnd, 1);
            }
        }
    }

    /** The next row that the other side does not have; it is no difference any more. */
    private int nextOf(Batch batch, int from, int to, int weight) {
        int row = from;
        while (row < to && differences.weight(batch, row) * weight <= 0) {
            row++;
        }
        if (row < to) {
            differences.add(batch, row, -weight);
        }
        return row;
    }

    private static void emit(Batch rows, int from, int to, int weight, Output out) {
        for (int row = from; row < to; row++) {
            emit(rows, row, weight, out.batch());
        }
    }

    private static void emit(Batch from, int row, int weight, Batch batch) {
        batch.appendRow(from, row);
        batch.setWeight(batch.rows() - 1, weight);
    }

    private static boolean isSame(Batch left, int leftRow, Batch right, int rightRow) {
        for (int column = 0; column < left.schema().size(); column++) {
            if (!StateValues.equal(left, column, leftRow, right, column, rightRow)) {
                return false;
            }
        }
        return true;
    }
}
