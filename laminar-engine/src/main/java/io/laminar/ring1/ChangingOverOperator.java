package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.Over;
import io.laminar.plan.StateTtl;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowCounts;
import io.laminar.state.RowMultimap;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.state.StateValues;
import io.laminar.state.TableLayout;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OVER that is kept right: a partition that a batch touches is calculated as it was and as it is, and the difference
 * leaves, a retraction and an insertion beside each other. With a limit only the first rows of a partition leave, and where
 * rows are never taken back, the others are forgotten.
 */
public final class ChangingOverOperator implements Operator {
    private final Over node;
    private final int[] keys;
    private final int numberColumn;
    private final PartitionRows partitions;
    private final PartitionEvaluator evaluatorBefore;
    private final PartitionEvaluator evaluator;
    private final KeyedTable touched;
    private final int firstRow;
    private final int lastRow;
    private final RowSelection selection = new RowSelection();
    private final RowCounts differences;
    private int[] nextRow = {};
    private final @Nullable Forgetting ends;
    /** The partitions that are to be forgotten some time. */
    private final KeyedTable live;

    private final Batch key;

    /**
     * @param node what to do
     * @param hashSeed of the tables; results do not depend on it
     */
    public ChangingOverOperator(Over node, long hashSeed) {
        this(node, hashSeed, null);
    }

    /**
     * @param node what to do
     * @param hashSeed of the tables; results do not depend on it
     * @param ttl after which a partition that gets no rows is taken back, where rows are only inserted; null for never
     */
    public ChangingOverOperator(Over node, long hashSeed, @Nullable TimeToLive ttl) {
        this.node = node;
        ends = ttl != null && StateTtl.forgets(node)
                ? new Forgetting(ttl, List.of(node.input().schema()))
                : null;
        live = new KeyedTable(OverColumns.perPartition(node), hashSeed);
        key = new Batch(node.input().schema(), 1);
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        numberColumn = node.calls().isEmpty() ? -1 : node.input().schema().size();
        partitions = new PartitionRows(node, hashSeed);
        evaluatorBefore = new PartitionEvaluator(node);
        evaluator = new PartitionEvaluator(node);
        TableLayout layout = OverColumns.perPartition(node);
        firstRow = layout.addLong(KeyedTable.NONE);
        lastRow = layout.addLong(KeyedTable.NONE);
        touched = new KeyedTable(layout, hashSeed);
        differences = new RowCounts(node.schema(), hashSeed);
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        if (ends == null) {
            take(in, from, to, out);
        } else {
            takeForgetting(ends, in, from, to, out);
        }
    }

    /** Rows that find their partition at its end begin it anew; those before them are taken first. */
    private void takeForgetting(Forgetting forgetting, Batch in, int from, int to, Output out) {
        forgetting.startBatch();
        forgetPartitions(forgetting, out);
        int start = from;
        for (int row = from; row < to; row++) {
            if (!forgetting.hasTime(0, in, row)) {
                take(in, start, row, out);
                start = row + 1;
                out.withoutTime(in, row);
                continue;
            }
            long time = forgetting.timeOf(0, in, row);
            int slot = live.slotFor(in, keys, row);
            if (forgetting.isOver(slot, time)) {
                take(in, start, row, out);
                start = row;
                forgetting.forget(slot);
                forgetPartition(slot, out);
                slot = live.slotFor(in, keys, row);
            }
            forgetting.touch(slot, time);
        }
        take(in, start, to, out);
    }

    private void forgetPartitions(Forgetting forgetting, Output out) {
        for (int slot = forgetting.poll(); slot != Forgetting.NONE; slot = forgetting.poll()) {
            forgetPartition(slot, out);
        }
    }

    private void forgetPartition(int slot, Output out) {
        key.clear();
        for (int i = 0; i < keys.length; i++) {
            live.copyKey(i, slot, key, keys[i], 0);
        }
        key.rows(1);
        int entry = firstEntry(key, 0);
        if (entry != RowMultimap.NONE) {
            Batch rows = evaluatorBefore.evaluate(partitions.collect(entry));
            int count = visible(rows);
            for (int row = 0; row < count; row++) {
                emit(rows, row, -1, out);
            }
        }
        for (; entry != RowMultimap.NONE; entry = firstEntry(key, 0)) {
            partitions.rows().remove(entry);
        }
        live.remove(slot);
    }

    @Override
    public boolean hasTicks() {
        return ends != null && ends.goesByClock();
    }

    @Override
    public void onTick(long nanos, Output out) {
        if (ends != null) {
            ends.onTick(nanos);
            forgetPartitions(ends, out);
        }
    }

    private void take(Batch in, int from, int to, Output out) {
        if (from == to) {
            return;
        }
        chainByPartition(in, from, to);
        for (int slot = touched.first(); slot != KeyedTable.NONE; slot = touched.next(slot)) {
            change(in, from, (int) touched.longAt(firstRow, slot), out);
        }
        touched.clear();
    }

    /** Chains the rows of each partition, in the order in which they stand in the batch. */
    private void chainByPartition(Batch in, int from, int to) {
        if (nextRow.length < to - from) {
            nextRow = new int[to - from];
        }
        selection.range(from, to);
        touched.slotsFor(in, keys, selection);
        Arrays.fill(nextRow, 0, to - from, KeyedTable.NONE);
        for (int i = 0; i < selection.count(); i++) {
            int row = selection.rows()[i];
            int slot = selection.slots()[i];
            int last = (int) touched.longAt(lastRow, slot);
            if (last == KeyedTable.NONE) {
                touched.setLong(firstRow, slot, row);
            } else {
                nextRow[last - from] = row;
            }
            touched.setLong(lastRow, slot, row);
        }
    }

    private void change(Batch in, int from, int first, Output out) {
        Batch before = evaluatorBefore.evaluate(partitions.collect(firstEntry(in, first)));
        before.truncate(visible(before));
        for (int row = first; row != KeyedTable.NONE; row = nextRow[row - from]) {
            partitions.add(in, row);
        }
        Batch after = evaluator.evaluate(partitions.collect(firstEntry(in, first)));
        int rows = after.rows();
        after.truncate(visible(after));
        if (partitions.isAppendOnly()) {
            for (int row = after.rows(); row < rows; row++) {
                partitions.rows().remove(partitions.entry(evaluator.positions()[row]));
            }
        }
        emitDifference(before, after, out);
    }

    private int firstEntry(Batch in, int row) {
        return partitions.rows().first(in, keys, row);
    }

    /** How many of the rows leave. */
    private int visible(Batch sorted) {
        if (node.limit() < 0) {
            return sorted.rows();
        }
        if (numberColumn < 0) {
            return (int) Math.min(node.limit(), sorted.rows());
        }
        int count = 0;
        while (count < sorted.rows() && sorted.longs(numberColumn)[count] <= node.limit()) {
            count++;
        }
        return count;
    }

    private void emitDifference(Batch before, Batch after, Output out) {
        int same = 0;
        while (same < before.rows() && same < after.rows() && isSame(before, same, after, same)) {
            same++;
        }
        for (int row = same; row < before.rows(); row++) {
            differences.add(before, row, -1);
        }
        for (int row = same; row < after.rows(); row++) {
            differences.add(after, row, 1);
        }
        int old = nextOf(before, same, -1);
        int young = nextOf(after, same, 1);
        while (old < before.rows() || young < after.rows()) {
            if (old < before.rows()) {
                emit(before, old, -1, out);
                old = nextOf(before, old + 1, -1);
            }
            if (young < after.rows()) {
                emit(after, young, 1, out);
                young = nextOf(after, young + 1, 1);
            }
        }
    }

    /** The next row that the other side does not have; it is no difference any more. */
    private int nextOf(Batch batch, int from, int weight) {
        int row = from;
        while (row < batch.rows() && differences.weight(batch, row) * weight <= 0) {
            row++;
        }
        if (row < batch.rows()) {
            differences.add(batch, row, -weight);
        }
        return row;
    }

    private static void emit(Batch from, int row, int weight, Output out) {
        Batch batch = out.batch();
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

    @Override
    public void onWatermark(long watermark, Output out) {
        if (ends != null) {
            ends.onWatermark(watermark);
            forgetPartitions(ends, out);
        }
        out.watermark(watermark);
    }

    @Override
    public void persist(StateArchive archive) {
        partitions.rows().persist(archive);
        live.persist(archive);
        if (ends != null) {
            ends.persist(archive);
        }
    }

    @Override
    public long stateRows() {
        return partitions.rows().size();
    }
}
