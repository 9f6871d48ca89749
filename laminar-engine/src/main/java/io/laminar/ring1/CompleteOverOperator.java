package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.Over;
import io.laminar.state.RowMultimap;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;

/**
 * OVER of partitions that are complete some day: when the watermark has passed the window that they are part of, or when the
 * input has ended. Rows leave in the order of their partition, partitions in the order of their first rows. Holds the
 * watermark back where rows leave at the end.
 */
public final class CompleteOverOperator implements Operator {
    private final Over node;
    private final boolean isAtEnd;
    private final PartitionRows partitions;
    private final PartitionEvaluator evaluator;
    private final Batch one;
    private long nextClose = Watermarks.END;
    private long watermark = Watermarks.NONE;

    /**
     * @param node what to do
     * @param hashSeed of the tables; results do not depend on it
     */
    public CompleteOverOperator(Over node, long hashSeed) {
        this.node = node;
        isAtEnd = node.emission().mode() == Over.Mode.AT_END;
        partitions = new PartitionRows(node, hashSeed);
        evaluator = new PartitionEvaluator(node);
        one = new Batch(node.input().schema(), 1);
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        for (int row = from; row < to; row++) {
            if (!isAtEnd) {
                if (in.isNull(node.emission().timeColumn(), row)) {
                    out.withoutTime(in, row);
                    continue;
                }
                long close = closeOf(in, row);
                if (node.emission().judgesLate() && close < watermark) {
                    out.late(in, row);
                    continue;
                }
                nextClose = Math.min(nextClose, close);
            }
            partitions.add(in, row);
        }
    }

    private long closeOf(Batch in, int row) {
        return in.longs(node.emission().timeColumn())[row] + node.emission().addedMicros();
    }

    @Override
    public void onWatermark(long newWatermark, Output out) {
        watermark = newWatermark;
        if (newWatermark == Watermarks.END || (!isAtEnd && nextClose < newWatermark)) {
            emit(newWatermark, out);
        }
        if (newWatermark == Watermarks.END || !isAtEnd) {
            out.watermark(newWatermark);
        }
    }

    @Override
    public void onEnd(Output out) {
        emit(Watermarks.END, out);
    }

    private void emit(long before, Output out) {
        RowMultimap rows = partitions.rows();
        nextClose = Watermarks.END;
        int key = rows.firstKey();
        while (key != RowMultimap.NONE) {
            int next = rows.nextKey(key);
            int first = rows.firstOf(key);
            long close = before == Watermarks.END ? Watermarks.NONE : closeOf(first);
            if (close < before) {
                emitPartition(first, out);
            } else {
                nextClose = Math.min(nextClose, close);
            }
            key = next;
        }
    }

    private long closeOf(int entry) {
        one.clear();
        partitions.rows().copyRow(entry, one, 0, 0);
        return closeOf(one, 0);
    }

    private void emitPartition(int first, Output out) {
        Batch sorted = evaluator.evaluate(partitions.collect(first));
        for (int row = 0; row < sorted.rows(); row++) {
            out.batch().appendRow(sorted, row);
        }
        RowMultimap rows = partitions.rows();
        for (int entry = first; entry != RowMultimap.NONE; ) {
            int next = rows.next(entry);
            rows.remove(entry);
            entry = next;
        }
    }

    @Override
    public void persist(StateArchive archive) {
        nextClose = archive.number(nextClose);
        watermark = archive.number(watermark);
        partitions.rows().persist(archive);
    }

    @Override
    public long stateRows() {
        return partitions.rows().size();
    }
}
