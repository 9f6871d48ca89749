package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.Over;
import io.laminar.plan.StateTtl;
import io.laminar.state.KeyedTable;
import io.laminar.state.StateArchive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OVER that is kept right: for each row the rows of its partition that it may change are calculated as they were and as they are,
 * and the difference leaves, a retraction and an insertion beside each other. The two halves of an update are taken together. So
 * what leaves does not depend on how rows come in batches. With a limit only the first rows of a partition leave, and where rows
 * are never taken back, the others are forgotten.
 */
public final class ChangingOverOperator implements Operator {
    private final Over node;
    private final int[] keys;
    private final SortedPartitions partitions;
    private final OverReach reach;
    private final @Nullable UpdatePairs updates;
    private final PartitionDifference difference;
    private PartitionPart before;
    /** Until the next rows come, what has left of the partition that was touched last. */
    private PartitionPart after;

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
        partitions = new SortedPartitions(node, hashSeed);
        PartitionEvaluator evaluator = new PartitionEvaluator(node);
        reach = evaluator.reach();
        before = new PartitionPart(node, evaluator);
        after = new PartitionPart(node, evaluator);
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
        key.clear();
        for (int i = 0; i < keys.length; i++) {
            live.copyKey(i, slot, key, keys[i], 0);
        }
        key.rows(1);
        partitions.open(key, 0);
        before.calculate(partitions, 0, partitions.size());
        difference.takeBack(before, out);
        partitions.forget();
        after.invalidate();
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
        partitions.open(in, from);
        int size = partitions.size();
        int touched = size;
        int touchedEnd = 0;
        for (int row = from; row < to; row++) {
            int position = partitions.position(in, row);
            touched = Math.min(touched, position);
            touchedEnd = Math.max(touchedEnd, position + partitions.copies(in, row));
        }
        int first = reach.first(touched);
        int end = reach.end(touchedEnd, size);
        PartitionPart free = before;
        if (after.isAllOf(partitions)) {
            before = after;
            after = free;
        } else {
            before.calculate(partitions, first, end);
        }
        for (int row = from; row < to; row++) {
            partitions.apply(in, row);
        }
        after.calculate(partitions, first, end + partitions.size() - size);
        if (partitions.isAppendOnly() && node.limit() >= 0) {
            partitions.truncate(after.limit());
        }
        difference.emit(before, after, out);
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
        partitions.persist(archive);
        live.persist(archive);
        if (ends != null) {
            ends.persist(archive);
        }
    }

    @Override
    public long stateRows() {
        return partitions.entries();
    }
}
