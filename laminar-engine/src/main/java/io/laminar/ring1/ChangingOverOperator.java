package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.RowValues;
import io.laminar.plan.Over;
import io.laminar.plan.StateTtl;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowMultimap;
import io.laminar.state.StateArchive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OVER that is kept right: for each row its partition is calculated as it was and as it is, and the difference leaves, a
 * retraction and an insertion beside each other. The two halves of an update are taken together. So what leaves does not depend
 * on how rows come in batches. With a limit only the first rows of a partition leave, and where rows are never taken back, the
 * others are forgotten.
 */
public final class ChangingOverOperator implements Operator {
    private final Over node;
    private final int[] keys;
    private final int numberColumn;
    private final PartitionRows partitions;
    /** Its last result is how {@link #known} tells. */
    private PartitionEvaluator evaluatorBefore;

    private PartitionEvaluator evaluator;
    private final @Nullable UpdatePairs updates;
    private final PartitionDifference difference;
    /** What left of the partition that was touched last; null when that is not known any more. */
    private @Nullable Batch known;

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
        updates = UpdatePairs.of(node.input());
        difference = new PartitionDifference(node, hashSeed);
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        if (ends != null) {
            ends.startBatch();
            forgetPartitions(ends, out);
        }
        int row = from;
        while (row < to) {
            int next = isUpdate(in, row, to) ? row + 2 : row + 1;
            if (ends == null || isToBeTaken(ends, in, row, out)) {
                take(in, row, next, out);
            }
            row = next;
        }
    }

    /** Whether a row and the next one are the two halves of an update within a partition. */
    private boolean isUpdate(Batch in, int row, int to) {
        return updates != null && updates.isUpdate(in, row, to) && UpdatePairs.areEqual(in, row, row + 1, keys);
    }

    /** A row that finds its partition at its end begins it anew; one without time belongs to none. */
    private boolean isToBeTaken(Forgetting forgetting, Batch in, int row, Output out) {
        if (!forgetting.hasTime(0, in, row)) {
            out.withoutTime(in, row);
            return false;
        }
        long time = forgetting.timeOf(0, in, row);
        int slot = live.slotFor(in, keys, row);
        if (forgetting.isOver(slot, time)) {
            forgetting.forget(slot);
            forgetPartition(slot, out);
            slot = live.slotFor(in, keys, row);
        }
        forgetting.touch(slot, time);
        return true;
    }

    private void forgetPartitions(Forgetting forgetting, Output out) {
        for (int slot = forgetting.poll(); slot != Forgetting.NONE; slot = forgetting.poll()) {
            forgetPartition(slot, out);
        }
    }

    private void forgetPartition(int slot, Output out) {
        known = null;
        key.clear();
        for (int i = 0; i < keys.length; i++) {
            live.copyKey(i, slot, key, keys[i], 0);
        }
        key.rows(1);
        int entry = firstEntry(key, 0);
        if (entry != RowMultimap.NONE) {
            Batch rows = evaluatorBefore.evaluate(partitions.collect(entry));
            rows.truncate(visible(rows));
            difference.takeBack(rows, out);
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
        Batch before = known;
        if (before == null || !isOfPartition(before, in, from)) {
            before = evaluatorBefore.evaluate(partitions.collect(firstEntry(in, from)));
            before.truncate(visible(before));
        }
        for (int row = from; row < to; row++) {
            partitions.add(in, row);
        }
        Batch after = evaluator.evaluate(partitions.collect(firstEntry(in, from)));
        int rows = after.rows();
        after.truncate(visible(after));
        if (partitions.isAppendOnly()) {
            for (int row = after.rows(); row < rows; row++) {
                partitions.rows().remove(partitions.entry(evaluator.positions()[row]));
            }
        }
        difference.emit(before, after, out);
        PartitionEvaluator free = evaluatorBefore;
        evaluatorBefore = evaluator;
        evaluator = free;
        known = after;
    }

    private boolean isOfPartition(Batch rows, Batch in, int row) {
        if (rows.rows() == 0) {
            return false;
        }
        for (int key : keys) {
            if (!RowValues.areEqual(rows, key, 0, in, key, row)) {
                return false;
            }
        }
        return true;
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
