package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.EmitMode;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import io.laminar.state.GroupLoops;
import io.laminar.state.KeyedTable;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import io.laminar.state.WindowTable;
import io.laminar.state.WindowTables;
import io.laminar.time.Watermarks;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates per window and key. A window [start, end) closes when the watermark reaches end plus lateness; then its
 * groups leave in the order of their first rows, or, where changes are emitted, have left already: from the first row on, or
 * from when the watermark reached the end. A row counts in those of its windows that are open; a row all of whose windows
 * have closed is late.
 */
public final class WindowAggregateOperator implements Operator {
    private final PlanNode.WindowAggregate node;
    private final WindowAssigner assigner;
    private final Aggregates aggregates;
    private final WindowTables windows;
    private final WindowResult result;
    private final WindowOutput output;
    private final @Nullable GroupChanges changes;
    private final int[] keys;
    private long watermark = Watermarks.NONE;

    /**
     * @param node what to compute
     * @param hashSeed of the tables; results do not depend on it
     */
    public WindowAggregateOperator(PlanNode.WindowAggregate node, long hashSeed) {
        this(node, hashSeed, GroupLoops.NONE);
    }

    /** @param loops makes the loop that adds rows to groups */
    public WindowAggregateOperator(PlanNode.WindowAggregate node, long hashSeed, GroupLoops loops) {
        this.node = node;
        Schema input = node.input().schema();
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        TableLayout layout = TableLayout.keyedBy(input, node.keys());
        aggregates = Aggregates.plan(
                node.aggregates(),
                layout,
                timeColumn(node.window(), input),
                node.input().changes() == ChangelogKind.CHANGES);
        aggregates.fuse(loops, input, node.keys());
        result = new WindowResult(keys.length, aggregates);
        output = new WindowOutput(result);
        changes = node.emit() == EmitMode.ON_WINDOW_CLOSE ? null : new GroupChanges(node.schema(), layout);
        windows = new WindowTables(layout, hashSeed);
        assigner = WindowAssigner.of(node.window());
    }

    private static int timeColumn(Window window, Schema input) {
        return window instanceof Window.Attached ? input.timeColumn() : window.timeColumn();
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        assigner.assign(in, from, to, WindowAssigner.closedUpTo(watermark, node.latenessMicros()), windows, out);
        for (int i = 0; i < windows.touchedSize(); i++) {
            add(in, windows.touched(i), out);
        }
        windows.finishBatch();
    }

    private void add(Batch in, WindowTable window, Output out) {
        KeyedTable groups = window.table();
        if (changes != null && (node.emit() == EmitMode.CHANGES || window.end() <= watermark)) {
            groups.slotsFor(in, keys, window.rows());
            result.window(window.start(), window.end());
            changes.before(window.rows(), groups, result);
            aggregates.add(in, window.rows(), groups);
            changes.emit(groups, result, out);
        } else {
            aggregates.findAndAdd(in, keys, window.rows(), groups);
        }
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        if (node.emit() == EmitMode.AFTER_WATERMARK) {
            for (int i = windows.firstEndingAfter(this.watermark); i < windows.firstEndingAfter(watermark); i++) {
                WindowTable window = windows.get(i);
                output.emit(window.table(), window.start(), window.end(), out);
            }
        }
        this.watermark = watermark;
        long closing = WindowAssigner.closedUpTo(watermark, node.latenessMicros());
        WindowTable window = windows.first();
        while (window != null && window.end() <= closing) {
            if (node.emit() == EmitMode.ON_WINDOW_CLOSE) {
                output.emit(window.table(), window.start(), window.end(), out);
            }
            windows.closeFirst();
            window = windows.first();
        }
        // A session need not end at a whole millisecond: what is still open may have a window_time behind the
        // watermark.
        long open = window == null ? closing : Math.min(closing, window.end() - WindowAssigner.WINDOW_TIME_MICROS);
        WindowAssigner.handOn(node.window() instanceof Window.Tumble tumble ? startOf(tumble, open) : open, out);
    }

    /** No window that comes starts before the one that the watermark is in. */
    private static long startOf(Window.Tumble window, long watermark) {
        return watermark == Watermarks.END || watermark < Watermarks.NONE + window.sizeMicros()
                ? watermark
                : WindowAssigner.lastStart(watermark, window.sizeMicros(), window.offsetMicros());
    }

    @Override
    public void persist(StateArchive archive) {
        watermark = archive.number(watermark);
        aggregates.persist(archive);
        windows.persist(archive);
        if (changes != null) {
            changes.persist(archive);
        }
    }

    @Override
    public long stateRows() {
        return windows.rows();
    }
}
