package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import io.laminar.state.GroupLoops;
import io.laminar.state.KeyedTable;
import io.laminar.state.StateArchive;
import io.laminar.state.WindowTable;
import io.laminar.state.WindowTables;
import io.laminar.time.Watermarks;

/**
 * Aggregates per cumulating window and key. A row is added once, to the step of time that it falls into; when a window closes, the
 * steps since the one before are merged into what has been cumulated, which leaves and is kept until the last window of its
 * start has closed. So a row costs the same however many windows it is in, and a window costs its groups.
 *
 * <pre>
 *   steps   |  a  |  b  |  c  |        window 1 = a,  window 2 = (a) + b,  window 3 = (a + b) + c
 * </pre>
 *
 * <p>A row that comes after a window of its has closed opens its step again, and counts in the next window.
 */
public final class CumulativeWindowOperator implements Operator {
    private static final long NOTHING = Long.MAX_VALUE;

    private final PlanNode.WindowAggregate node;
    private final Window.Cumulate window;
    private final Slices slices;
    private final WindowTables steps;
    private final KeyedTable cumulated;
    /** Windows that end here or before are closed. */
    private long closedUpTo = Watermarks.NONE;
    /** The end of the last window that left, while something is cumulated. */
    private long lastEnd;

    /**
     * @param node what to compute; {@link #fits}
     * @param hashSeed of the tables; results do not depend on it
     * @param loops makes the loop that adds rows to groups
     */
    public CumulativeWindowOperator(PlanNode.WindowAggregate node, long hashSeed, GroupLoops loops) {
        this.node = node;
        window = (Window.Cumulate) node.window();
        slices = new Slices(node, window.stepMicros(), window.offsetMicros(), this::lastEndOf, hashSeed, loops);
        steps = slices.tables();
        cumulated = slices.merged();
    }

    /** Whether a node can be computed this way: its windows cumulate, leave when they close, and parts of its results can be merged. */
    public static boolean fits(PlanNode.WindowAggregate node) {
        return node.window() instanceof Window.Cumulate && Slices.canMerge(node);
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        slices.add(in, from, to, closedUpTo, out);
    }

    private long startOf(long time) {
        return WindowAssigner.lastStart(time, window.maxMicros(), window.offsetMicros());
    }

    /** The end of the last window that a step is in. */
    private long lastEndOf(long stepStart) {
        return startOf(stepStart) + window.maxMicros();
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        long closing = WindowAssigner.closedUpTo(watermark, node.latenessMicros());
        for (long end = nextEnd(); end <= closing && end != NOTHING; end = nextEnd()) {
            close(end, out);
        }
        closedUpTo = closing;
        WindowAssigner.handOn(closing, out);
    }

    /** The end of the window that closes next, or {@link #NOTHING}. */
    private long nextEnd() {
        if (cumulated.size() > 0) {
            return lastEnd + window.stepMicros();
        }
        WindowTable first = steps.first();
        if (first == null) {
            return NOTHING;
        }
        long end = first.end();
        return end > closedUpTo
                ? end
                : WindowAssigner.lastStart(closedUpTo, window.stepMicros(), window.offsetMicros())
                        + window.stepMicros();
    }

    private void close(long end, Output out) {
        WindowTable step = steps.first();
        while (step != null && step.end() <= end) {
            slices.merge(step.table());
            steps.closeFirst();
            step = steps.first();
        }
        long start = startOf(end - 1);
        slices.emit(cumulated, start, end, out);
        lastEnd = end;
        if (end == start + window.maxMicros()) {
            cumulated.clear();
        }
    }

    @Override
    public void persist(StateArchive archive) {
        closedUpTo = archive.number(closedUpTo);
        lastEnd = archive.number(lastEnd);
        slices.persist(archive);
    }

    @Override
    public long stateRows() {
        return slices.stateRows();
    }
}
