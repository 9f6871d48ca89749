package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.plan.OverFrame;
import io.laminar.plan.StateTtl;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import io.laminar.state.WaitingRows;
import io.laminar.time.Watermarks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OVER whose frames end at the current row, over rows that only come and are taken in order: by event time, where a row
 * waits until the watermark has passed it, or by arrival. Each row leaves once. A row behind the watermark is late.
 *
 * <p>Partitions have accumulators, to which a row is added when it joins a frame and from which it is taken when it leaves
 * it; aggregates that cannot take rows back are made anew of the rows of the frame. Since rows are taken in the order of time over
 * all partitions, the frames of all of them move on together: rows older than a RANGE frame go, and with the last one its
 * partition, whether or not it gets rows.
 */
public final class RunningOverOperator implements Operator {
    private static final int PEERS = 64;

    private final Over node;
    private final OverFrame frame;
    private final int[] keys;
    private final int timeColumn;
    private final RowOrder order;
    private final RowOrder furtherOrder;
    private final WaitingRows waiting;
    private final KeyedTable partitions;
    private final @Nullable FrameRows kept;
    private final Aggregates aggregates;
    private final @Nullable FreshAggregates fresh;
    private final int firstCall;
    private final RunningCall[] calls;
    private final int firstColumn;
    private final RowSelection peers = new RowSelection();
    private final RowSelection single = new RowSelection();
    private Batch rows;
    private Batch sorted;
    private long watermark = Watermarks.NONE;
    private final @Nullable Forgetting ends;

    /**
     * @param node what to do
     * @param hashSeed of the tables; results do not depend on it
     */
    public RunningOverOperator(Over node, long hashSeed) {
        this(node, hashSeed, null);
    }

    /**
     * @param node what to do
     * @param hashSeed of the tables; results do not depend on it
     * @param ttl after which a partition that gets no rows is forgotten; null for never
     */
    public RunningOverOperator(Over node, long hashSeed, @Nullable TimeToLive ttl) {
        this.node = node;
        ends = ttl != null && StateTtl.forgets(node)
                ? new Forgetting(ttl, List.of(node.input().schema()))
                : null;
        frame = node.frame();
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        timeColumn = node.emission().timeColumn();
        order = new RowOrder(node.order());
        furtherOrder = new RowOrder(
                order.isEmpty()
                        ? List.of()
                        : node.order().subList(1, order.columns().size()));
        Schema schema = node.input().schema();
        waiting = new WaitingRows(schema, hashSeed);
        TableLayout layout = OverColumns.perPartition(node);
        kept = frame.isBounded() ? new FrameRows(node, layout, hashSeed) : null;
        List<AggregateCall> aggregateCalls = OverColumns.aggregates(node);
        boolean isFresh = kept != null && !OverColumns.canSlide(node);
        fresh = isFresh ? new FreshAggregates(node) : null;
        aggregates = Aggregates.plan(isFresh ? List.of() : aggregateCalls, layout, AggregateCall.NONE, kept != null);
        firstCall = aggregateCalls.size();
        List<RunningCall> others = new ArrayList<>();
        for (OverCall call : node.calls().subList(firstCall, node.calls().size())) {
            others.add(running(call, layout));
        }
        calls = others.toArray(RunningCall[]::new);
        partitions = new KeyedTable(layout, hashSeed);
        firstColumn = schema.size();
        rows = new Batch(node.schema(), PEERS);
        sorted = new Batch(node.schema(), PEERS);
    }

    private RunningCall running(OverCall call, TableLayout layout) {
        return switch (call.function()) {
            case ROW_NUMBER, RANK, DENSE_RANK -> new RunningRank(call.function(), order, layout);
            case ZSCORE -> new RunningScore(call, kept, layout);
            case EWMA -> new RunningMean(call, layout);
            case LAG, FIRST_VALUE, LAST_VALUE, NTH_VALUE ->
                kept == null ? new RunningValue(call, layout) : new FrameValue(call, kept);
            default -> throw new IllegalArgumentException("needs rows that follow: " + call);
        };
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        if (ends != null && timeColumn < 0) {
            ends.startBatch();
            forgetPartitions(ends);
        }
        for (int row = from; row < to; row++) {
            for (int i = 0; i < in.weight(row); i++) {
                if (timeColumn < 0) {
                    onArrival(in, row, out);
                } else if (in.isNull(timeColumn, row)) {
                    out.withoutTime(in, row);
                } else if (in.longs(timeColumn)[row] < watermark) {
                    out.late(in, row);
                } else {
                    waiting.add(in, row, in.longs(timeColumn)[row]);
                }
            }
        }
    }

    private void onArrival(Batch in, int row, Output out) {
        if (ends != null && !ends.hasTime(0, in, row)) {
            out.withoutTime(in, row);
            return;
        }
        rows.clear();
        OverColumns.appendInput(in, row, rows);
        take(rows, 0, 1, ends == null ? 0 : ends.timeOf(0, in, row), 0);
        out.batch().appendRow(rows, 0);
    }

    @Override
    public void onWatermark(long newWatermark, Output out) {
        watermark = newWatermark;
        while (waiting.size() > 0 && waiting.firstTime() < newWatermark) {
            long time = waiting.firstTime();
            rows.clear();
            while (waiting.size() > 0 && waiting.firstTime() == time) {
                rows = OverColumns.withRoom(rows);
                waiting.takeFirst(rows);
            }
            onTime(time, out);
        }
        if (newWatermark != Watermarks.END) {
            forgetBefore(newWatermark);
        }
        if (ends != null) {
            ends.onWatermark(newWatermark);
            forgetPartitions(ends);
        }
        out.watermark(newWatermark);
    }

    /** Takes all rows of one time. */
    private void onTime(long time, Output out) {
        forgetBefore(time);
        Batch inOrder = inFurtherOrder();
        int group = 0;
        for (int from = 0; from < inOrder.rows(); group++) {
            int to = from + 1;
            while (to < inOrder.rows() && furtherOrder.compare(inOrder, from, to) == 0) {
                to++;
            }
            take(inOrder, from, to, time, group);
            from = to;
        }
        for (int row = 0; row < inOrder.rows(); row++) {
            out.batch().appendRow(inOrder, row);
        }
    }

    private Batch inFurtherOrder() {
        if (furtherOrder.isEmpty() || rows.rows() == 1) {
            return rows;
        }
        Batch unsorted = rows;
        sorted = OverColumns.cleared(sorted, node.schema(), unsorted.rows());
        int[] positions =
                StableSort.sorted(unsorted.rows(), (left, right) -> furtherOrder.compare(unsorted, left, right));
        sorted.appendRows(unsorted, positions, positions.length);
        return sorted;
    }

    /** Takes rows that sort alike. */
    private void take(Batch batch, int from, int to, long time, long group) {
        peers.range(from, to);
        if (ends == null) {
            partitions.slotsFor(batch, keys, peers);
        } else {
            touchPartitions(ends, batch, time);
        }
        for (RunningCall call : calls) {
            if (call instanceof RunningRank rank) {
                rank.peers(time, group);
            }
        }
        if (!frame.isRows()) {
            aggregates.add(batch, peers, partitions);
        }
        for (int i = 0; i < peers.count(); i++) {
            int row = peers.rows()[i];
            int slot = peers.slots()[i];
            join(batch, row, slot, time);
            if (frame.isRows()) {
                single.clear();
                single.add(row, slot);
                aggregates.add(batch, single, partitions);
                write(batch, row, slot);
            }
        }
        if (!frame.isRows()) {
            for (int i = 0; i < peers.count(); i++) {
                write(batch, peers.rows()[i], peers.slots()[i]);
            }
        }
    }

    /** A partition that is at its end begins anew. */
    private void touchPartitions(Forgetting forgetting, Batch batch, long time) {
        for (int i = 0; i < peers.count(); i++) {
            int slot = partitions.find(batch, keys, peers.rows()[i]);
            if (slot != KeyedTable.NONE && forgetting.isOver(slot, time)) {
                forgetting.forget(slot);
                forgetPartition(slot);
            }
        }
        partitions.slotsFor(batch, keys, peers);
        for (int i = 0; i < peers.count(); i++) {
            forgetting.touch(peers.slots()[i], time);
        }
    }

    private void forgetPartitions(Forgetting forgetting) {
        for (int slot = forgetting.poll(); slot != Forgetting.NONE; slot = forgetting.poll()) {
            forgetPartition(slot);
        }
    }

    private void forgetPartition(int slot) {
        while (kept != null && kept.count(partitions, slot) > 0) {
            kept.removeHead(partitions, slot);
        }
        aggregates.remove(partitions, slot);
    }

    @Override
    public boolean hasTicks() {
        return ends != null && ends.goesByClock();
    }

    @Override
    public void onTick(long nanos, Output out) {
        if (ends != null) {
            ends.onTick(nanos);
            forgetPartitions(ends);
        }
    }

    private void join(Batch batch, int row, int slot, long time) {
        FrameRows rowsOfFrame = kept;
        if (rowsOfFrame != null) {
            rowsOfFrame.append(batch, row, time, partitions, slot);
            if (frame.isRows() && rowsOfFrame.count(partitions, slot) > 1 - frame.from()) {
                leave(rowsOfFrame, slot);
            }
        }
        for (RunningCall call : calls) {
            call.add(batch, row, partitions, slot);
        }
    }

    private void write(Batch batch, int row, int slot) {
        if (fresh == null) {
            aggregates.write(partitions, slot, batch, firstColumn, row);
        } else if (kept != null) {
            fresh.write(kept, partitions, slot, batch, firstColumn, row);
        }
        for (int i = 0; i < calls.length; i++) {
            calls[i].write(partitions, slot, batch, firstColumn + firstCall + i, row);
        }
    }

    /** Takes the oldest row of a partition out of its frame. */
    private void leave(FrameRows rowsOfFrame, int slot) {
        Batch one = rowsOfFrame.read(rowsOfFrame.head(partitions, slot));
        one.weightLane()[0] = -1;
        single.clear();
        single.add(0, slot);
        aggregates.add(one, single, partitions);
        rowsOfFrame.removeHead(partitions, slot);
    }

    /** Takes out of the RANGE frames what no row of a time or later has in its frame. */
    private void forgetBefore(long time) {
        FrameRows rowsOfFrame = kept;
        if (rowsOfFrame == null || frame.isRows()) {
            return;
        }
        long oldest = Math.max(time, Long.MIN_VALUE - frame.from()) + frame.from();
        int entry = rowsOfFrame.first();
        while (entry != FrameRows.NONE && rowsOfFrame.time(entry) < oldest) {
            int slot = rowsOfFrame.partition(entry);
            leave(rowsOfFrame, slot);
            if (rowsOfFrame.count(partitions, slot) == 0) {
                aggregates.remove(partitions, slot);
            }
            entry = rowsOfFrame.first();
        }
    }

    @Override
    public void persist(StateArchive archive) {
        watermark = archive.number(watermark);
        waiting.persist(archive);
        partitions.persist(archive);
        aggregates.persist(archive);
        if (kept != null) {
            kept.persist(archive);
        }
        if (ends != null) {
            ends.persist(archive);
        }
    }

    @Override
    public long stateRows() {
        return (long) waiting.size() + partitions.size() + (kept == null ? 0 : kept.size());
    }
}
