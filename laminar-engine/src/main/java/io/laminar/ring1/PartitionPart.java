package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.Over;
import io.laminar.state.RowMultimap;

/** Rows of a sorted partition beside each other, with their calls. Valid until the next ones are calculated. One thread. */
final class PartitionPart {
    private final Over node;
    private final PartitionEvaluator evaluator;
    private final OverReach reach;
    private final int numberColumn;
    private Batch rows;
    private int from;
    private int to;
    private int count;
    private int partition = RowMultimap.NONE;

    PartitionPart(Over node, PartitionEvaluator evaluator) {
        this.node = node;
        this.evaluator = evaluator;
        reach = evaluator.reach();
        numberColumn = node.calls().isEmpty() ? -1 : node.input().schema().size();
        rows = new Batch(node.schema(), 64);
    }

    /** Calculates the rows from one position of the partition that is open to before another, as far as they leave. */
    void calculate(SortedPartitions partitions, int first, int end) {
        partition = partitions.partition();
        count = partitions.size();
        int last = node.limit() >= 0 && !reach.isWhole() ? (int) Math.min(node.limit(), end) : end;
        if (first >= last) {
            from = 0;
            to = 0;
            return;
        }
        int start = Math.max(0, first - reach.before());
        rows = partitions.copy(start, (int) Math.min(partitions.size(), last + (long) reach.after()), rows);
        from = first - start;
        to = last - start;
        evaluator.calculate(rows, start, from, to);
        if (node.limit() >= 0 && reach.isWhole()) {
            to = visible();
        }
    }

    /** How many of all rows leave: those with a number that is not too high. */
    private int visible() {
        long[] numbers = rows.longs(numberColumn);
        int visible = from;
        while (visible < to && numbers[visible] <= node.limit()) {
            visible++;
        }
        return visible;
    }

    /** Whether these are the rows that leave of all of a partition, and it was not touched since. */
    boolean isAllOf(SortedPartitions partitions) {
        return reach.isWhole() && partition != RowMultimap.NONE && partition == partitions.partition();
    }

    /** What is known is not right any more. */
    void invalidate() {
        partition = RowMultimap.NONE;
    }

    /** How many rows of the partition leave, in all. */
    int limit() {
        return reach.isWhole() ? to : (int) Math.min(count, node.limit());
    }

    Batch rows() {
        return rows;
    }

    /** The first of the rows in the batch. */
    int from() {
        return from;
    }

    /** Their end. */
    int to() {
        return to;
    }
}
