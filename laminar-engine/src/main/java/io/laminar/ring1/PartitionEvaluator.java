package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calculates the calls with OVER for the rows of a partition, all of which are known. Aggregates slide: rows are added at one end
 * of a frame and taken away at the other; those that cannot take a row back are made anew for each row. One thread.
 */
final class PartitionEvaluator {
    private static final int PARTITION = 64;

    private final Over node;
    private final int inputs;
    private final PartitionFrames frames;
    private final List<AggregateCall> aggregateCalls;
    private final @Nullable FreshAggregates fresh;
    private final boolean isExact;
    private final Aggregates sliding;
    private final KeyedTable group;
    private final RowSelection selection = new RowSelection();
    private final Deviation deviation = new Deviation();
    private Batch ordered;
    private int[] positions = {};
    /** Where results go: the rows of a partition in their order, or some that are beside each other. */
    private Batch rows;

    PartitionEvaluator(Over node) {
        this.node = node;
        inputs = node.input().schema().size();
        frames = new PartitionFrames(node);
        aggregateCalls = OverColumns.aggregates(node);
        boolean isFresh = node.frame().isBounded() && !OverColumns.canSlide(node);
        isExact = isFresh || OverColumns.slidesExactly(node);
        fresh = isFresh ? new FreshAggregates(node) : null;
        TableLayout layout = TableLayout.keyedBy(node.input().schema(), List.of());
        sliding = Aggregates.plan(
                isFresh ? List.of() : aggregateCalls,
                layout,
                AggregateCall.NONE,
                node.frame().isBounded());
        group = new KeyedTable(layout, 0);
        ordered = new Batch(node.schema(), PARTITION);
        rows = ordered;
    }

    /** Which rows a change of a partition may change. */
    OverReach reach() {
        return OverReach.of(node, isExact);
    }

    /**
     * The rows in order, with their calls; valid until the next call.
     *
     * @param arrived columns of the input first, as they arrived
     */
    Batch evaluate(Batch arrived) {
        int count = arrived.rows();
        RowOrder order = frames.order();
        positions =
                StableSort.sorted(count, order.isEmpty() ? null : (left, right) -> order.compare(arrived, left, right));
        ordered = OverColumns.cleared(ordered, node.schema(), count);
        ordered.appendRows(arrived, positions, count);
        calculate(ordered, 0, 0, count);
        return ordered;
    }

    /**
     * Writes the calls of some rows of a partition.
     *
     * @param part rows of the partition beside each other, in order, with all that the calls of the rows in question look at
     * @param first position in the partition of the first of them
     * @param from the first row of the part in question
     * @param to the end of those
     */
    void calculate(Batch part, int first, int from, int to) {
        if (from >= to || node.calls().isEmpty()) {
            return;
        }
        rows = part;
        frames.calculate(part);
        if (!aggregateCalls.isEmpty()) {
            aggregate(from, to);
        }
        for (int i = aggregateCalls.size(); i < node.calls().size(); i++) {
            write(node.calls().get(i), inputs + i, first, from, to);
        }
    }

    /** For each row in order, where it was among the rows as they arrived. */
    int[] positions() {
        return positions;
    }

    private void aggregate(int from, int to) {
        if (fresh != null) {
            for (int row = from; row < to; row++) {
                fresh.write(rows, frames.start(row), frames.end(row), inputs, row);
            }
            return;
        }
        int slot = group.slotFor(rows, OverColumns.NONE, 0);
        int removed = frames.start(from);
        int added = removed;
        for (int row = from; row < to; row++) {
            added = addUpTo(added, frames.end(row), 1, slot);
            removed = addUpTo(removed, Math.min(frames.start(row), added), -1, slot);
            sliding.write(group, slot, rows, inputs, row);
        }
        sliding.remove(group, slot);
    }

    private int addUpTo(int from, int to, int weight, int slot) {
        if (from >= to) {
            return from;
        }
        selection.clear();
        for (int row = from; row < to; row++) {
            selection.add(row, slot);
            rows.setWeight(row, weight);
        }
        sliding.add(rows, selection, group);
        for (int row = from; row < to; row++) {
            rows.setWeight(row, 1);
        }
        return to;
    }

    private void write(OverCall call, int column, int first, int from, int to) {
        switch (call.function()) {
            case EWMA -> writeMeans(call, column, to);
            case DENSE_RANK -> writeDenseRanks(column, to);
            default -> {
                int count = rows.rows();
                for (int row = from; row < to; row++) {
                    writeRow(call, column, row, first, count);
                }
            }
        }
    }

    private void writeRow(OverCall call, int column, int row, int first, int count) {
        switch (call.function()) {
            case ROW_NUMBER -> rows.longs(column)[row] = first + row + 1L;
            case RANK -> rows.longs(column)[row] = frames.peerStart(row) + 1L;
            case PERCENT_RANK -> rows.doubles(column)[row] = count == 1 ? 0 : frames.peerStart(row) / (count - 1.0);
            case CUME_DIST -> rows.doubles(column)[row] = frames.peerEnd(row) / (double) count;
            case NTILE -> rows.longs(column)[row] = tile(call.number().longValueExact(), row, count);
            case ZSCORE -> writeScore(call, column, row);
            default -> writeValue(call, column, row, valueRow(call, row, count));
        }
    }

    /** The first tiles have a row more when the rows cannot be shared out evenly. */
    private static long tile(long tiles, int row, int count) {
        long size = count / tiles;
        long larger = count % tiles;
        return row < larger * (size + 1) ? row / (size + 1) + 1 : larger + (row - larger * (size + 1)) / size + 1;
    }

    private void writeDenseRanks(int column, int count) {
        long rank = 0;
        for (int row = 0; row < count; row++) {
            if (frames.peerStart(row) == row) {
                rank++;
            }
            rows.longs(column)[row] = rank;
        }
    }

    private void writeMeans(OverCall call, int column, int count) {
        boolean isPresent = false;
        double mean = 0;
        double weight = call.number().doubleValue();
        for (int row = 0; row < count; row++) {
            if (!rows.isNull(call.argument(), row)) {
                double value = rows.doubles(call.argument())[row];
                mean = isPresent ? RunningMean.next(weight, value, mean) : value;
                isPresent = true;
            }
            if (isPresent) {
                rows.doubles(column)[row] = mean;
            } else {
                rows.setNull(column, row);
            }
        }
    }

    private void writeScore(OverCall call, int column, int row) {
        deviation.clear();
        for (int at = frames.start(row); at < frames.end(row); at++) {
            if (!rows.isNull(call.argument(), at)) {
                deviation.add(rows.doubles(call.argument())[at]);
            }
        }
        if (rows.isNull(call.argument(), row) || !deviation.isSpread()) {
            rows.setNull(column, row);
        } else {
            rows.doubles(column)[row] = deviation.score(rows.doubles(call.argument())[row]);
        }
    }

    /** The row whose argument is the value, or -1. */
    private int valueRow(OverCall call, int row, int count) {
        long number = call.number().signum() < 0 ? 0 : call.number().longValueExact();
        return switch (call.function()) {
            case LAG -> number == 0 ? row : seek(call, row - 1, -1, -1, number);
            case LEAD -> number == 0 ? row : seek(call, row + 1, count, 1, number);
            case FIRST_VALUE -> seek(call, frames.start(row), frames.end(row), 1, 1);
            case NTH_VALUE -> seek(call, frames.start(row), frames.end(row), 1, number);
            case LAST_VALUE -> seek(call, frames.end(row) - 1, frames.start(row) - 1, -1, 1);
            default -> throw new IllegalArgumentException("no value of a row: " + call);
        };
    }

    /** The n-th row that counts from one position to before another, or -1. */
    private int seek(OverCall call, int from, int to, int step, long number) {
        if ((to - (long) from) * step <= 0) {
            return -1;
        }
        if (!call.ignoresNulls()) {
            long at = from + (number - 1) * step;
            return (to - at) * step > 0 ? (int) at : -1;
        }
        long left = number;
        for (int at = from; at != to; at += step) {
            if (!rows.isNull(call.argument(), at) && --left == 0) {
                return at;
            }
        }
        return -1;
    }

    private void writeValue(OverCall call, int column, int row, int from) {
        if (from >= 0) {
            rows.copyValue(column, row, rows, call.argument(), from);
        } else if (call.otherwise() == AggregateCall.NONE) {
            rows.setNull(column, row);
        } else {
            rows.copyValue(column, row, rows, call.otherwise(), row);
        }
    }
}
