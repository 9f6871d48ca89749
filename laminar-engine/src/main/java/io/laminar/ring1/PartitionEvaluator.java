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

/** Sorts the rows of a partition, all of which are known, and calculates the calls with OVER for each of them. One thread. */
final class PartitionEvaluator {
    private static final int PARTITION = 64;

    private final Over node;
    private final int inputs;
    private final PartitionFrames frames;
    private final List<AggregateCall> aggregateCalls;
    private final @Nullable FreshAggregates fresh;
    private final Aggregates sliding;
    private final KeyedTable group;
    private final RowSelection selection = new RowSelection();
    private final Deviation deviation = new Deviation();
    private Batch sorted;
    private int[] positions = {};

    PartitionEvaluator(Over node) {
        this.node = node;
        inputs = node.input().schema().size();
        frames = new PartitionFrames(node);
        aggregateCalls = OverColumns.aggregates(node);
        boolean isFresh = node.frame().isBounded() && !OverColumns.canSlide(node);
        fresh = isFresh ? new FreshAggregates(node) : null;
        TableLayout layout = TableLayout.keyedBy(node.input().schema(), List.of());
        sliding = Aggregates.plan(
                isFresh ? List.of() : aggregateCalls,
                layout,
                AggregateCall.NONE,
                node.frame().isBounded());
        group = new KeyedTable(layout, 0);
        sorted = new Batch(node.schema(), PARTITION);
    }

    /**
     * The rows in order, with their calls; valid until the next call.
     *
     * @param rows columns of the input first, as they arrived
     */
    Batch evaluate(Batch rows) {
        int count = rows.rows();
        RowOrder order = frames.order();
        positions =
                StableSort.sorted(count, order.isEmpty() ? null : (left, right) -> order.compare(rows, left, right));
        sorted = OverColumns.cleared(sorted, node.schema(), count);
        sorted.appendRows(rows, positions, count);
        if (count == 0 || node.calls().isEmpty()) {
            return sorted;
        }
        frames.calculate(sorted);
        if (!aggregateCalls.isEmpty()) {
            aggregate(count);
        }
        for (int i = aggregateCalls.size(); i < node.calls().size(); i++) {
            write(node.calls().get(i), inputs + i, count);
        }
        return sorted;
    }

    /** For each row in order, where it was among the rows as they arrived. */
    int[] positions() {
        return positions;
    }

    private void aggregate(int count) {
        if (fresh != null) {
            for (int row = 0; row < count; row++) {
                fresh.clear(sorted);
                for (int at = frames.start(row); at < frames.end(row); at++) {
                    fresh.add(sorted, at);
                }
                fresh.write(sorted, inputs, row);
            }
            return;
        }
        int slot = group.slotFor(sorted, OverColumns.NONE, 0);
        int added = 0;
        int removed = 0;
        for (int row = 0; row < count; row++) {
            added = addUpTo(added, frames.end(row), 1, slot);
            removed = addUpTo(removed, Math.min(frames.start(row), added), -1, slot);
            sliding.write(group, slot, sorted, inputs, row);
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
            sorted.setWeight(row, weight);
        }
        sliding.add(sorted, selection, group);
        for (int row = from; row < to; row++) {
            sorted.setWeight(row, 1);
        }
        return to;
    }

    private void write(OverCall call, int column, int count) {
        switch (call.function()) {
            case EWMA -> writeMeans(call, column, count);
            case DENSE_RANK -> writeDenseRanks(column, count);
            default -> {
                for (int row = 0; row < count; row++) {
                    writeRow(call, column, row, count);
                }
            }
        }
    }

    private void writeRow(OverCall call, int column, int row, int count) {
        switch (call.function()) {
            case ROW_NUMBER -> sorted.longs(column)[row] = row + 1L;
            case RANK -> sorted.longs(column)[row] = frames.peerStart(row) + 1L;
            case PERCENT_RANK -> sorted.doubles(column)[row] = count == 1 ? 0 : frames.peerStart(row) / (count - 1.0);
            case CUME_DIST -> sorted.doubles(column)[row] = frames.peerEnd(row) / (double) count;
            case NTILE -> sorted.longs(column)[row] = tile(call.number().longValueExact(), row, count);
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
            sorted.longs(column)[row] = rank;
        }
    }

    private void writeMeans(OverCall call, int column, int count) {
        boolean isPresent = false;
        double mean = 0;
        double weight = call.number().doubleValue();
        for (int row = 0; row < count; row++) {
            if (!sorted.isNull(call.argument(), row)) {
                double value = sorted.doubles(call.argument())[row];
                mean = isPresent ? RunningMean.next(weight, value, mean) : value;
                isPresent = true;
            }
            if (isPresent) {
                sorted.doubles(column)[row] = mean;
            } else {
                sorted.setNull(column, row);
            }
        }
    }

    private void writeScore(OverCall call, int column, int row) {
        deviation.clear();
        for (int at = frames.start(row); at < frames.end(row); at++) {
            if (!sorted.isNull(call.argument(), at)) {
                deviation.add(sorted.doubles(call.argument())[at]);
            }
        }
        if (sorted.isNull(call.argument(), row) || !deviation.isSpread()) {
            sorted.setNull(column, row);
        } else {
            sorted.doubles(column)[row] = deviation.score(sorted.doubles(call.argument())[row]);
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
            if (!sorted.isNull(call.argument(), at) && --left == 0) {
                return at;
            }
        }
        return -1;
    }

    private void writeValue(OverCall call, int column, int row, int from) {
        if (from >= 0) {
            sorted.copyValue(column, row, sorted, call.argument(), from);
        } else if (call.otherwise() == AggregateCall.NONE) {
            sorted.setNull(column, row);
        } else {
            sorted.copyValue(column, row, sorted, call.otherwise(), row);
        }
    }
}
