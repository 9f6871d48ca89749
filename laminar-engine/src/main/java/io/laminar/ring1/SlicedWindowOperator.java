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
import org.jspecify.annotations.Nullable;

/**
 * Aggregates per overlapping window and key. A row is added once, to the slice of time that it falls into; when a window closes,
 * the groups of its slices are merged. So a row costs the same however many windows it is in.
 *
 * <pre>
 *   slices   |  a  |  b  |  c  |  d  |        window 1 = a + b + c,  window 2 = b + c + d
 * </pre>
 *
 * <p>Windows of many slices are put together from a {@link SliceTree}.
 *
 * <p>Windows close as those of {@link WindowAggregateOperator} do, and their groups leave by slice and, within one, in the order
 * of their first rows. See Carbone et al., "Cutty: Aggregate Sharing for User-Defined Windows", 2016.
 */
public final class SlicedWindowOperator implements Operator {
    /** As many are as cheaply put together one by one. */
    private static final int FEW_SLICES = 8;

    private final PlanNode.WindowAggregate node;
    private final Window.Hop window;
    private final Slices slices;
    private final WindowTables tables;
    /** What windows of many slices are put together from. */
    private final @Nullable SliceTree tree;
    /** Windows that end here or before are closed. */
    private long closedUpTo = Watermarks.NONE;

    /**
     * @param node what to compute; {@link #fits}
     * @param hashSeed of the tables; results do not depend on it
     * @param loops makes the loop that adds rows to groups
     */
    public SlicedWindowOperator(PlanNode.WindowAggregate node, long hashSeed, GroupLoops loops) {
        this.node = node;
        window = (Window.Hop) node.window();
        slices = new Slices(node, slice(window), window.offsetMicros(), this::lastEnd, hashSeed, loops);
        tables = slices.tables();
        long length = slice(window);
        long count = window.sizeMicros() / length;
        tree = count > FEW_SLICES ? new SliceTree(slices, length, count) : null;
        if (tree != null) {
            slices.tree(tree);
        }
    }

    /** Whether a node can be computed this way: its windows overlap, leave when they close, and parts of its results can be merged. */
    public static boolean fits(PlanNode.WindowAggregate node) {
        return node.window() instanceof Window.Hop hop && hop.slideMicros() < hop.sizeMicros() && Slices.canMerge(node);
    }

    /** The greatest length that divides slide and size. */
    private static long slice(Window.Hop hop) {
        long a = hop.sizeMicros();
        long b = hop.slideMicros();
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        slices.add(in, from, to, closedUpTo, out);
    }

    /** The end of the last window that a slice is in. */
    private long lastEnd(long sliceStart) {
        return WindowAssigner.lastStart(sliceStart, window.slideMicros(), window.offsetMicros()) + window.sizeMicros();
    }

    /** The first end of a window after a time; ends are on a grid as starts are, shifted by the size. */
    private long endAfter(long time) {
        long slide = window.slideMicros();
        return WindowAssigner.lastStart(time, slide, window.offsetMicros() + window.sizeMicros()) + slide;
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        long closing = WindowAssigner.closedUpTo(watermark, node.latenessMicros());
        for (WindowTable first = tables.first(); first != null; first = tables.first()) {
            long end = endAfter(Math.max(first.end() - 1, closedUpTo));
            if (end > closing) {
                break;
            }
            close(end - window.sizeMicros(), end, out);
            closedUpTo = end;
            while (first != null && lastEnd(first.start()) <= end) {
                tables.closeFirst();
                first = tables.first();
            }
            if (tree != null) {
                tree.forgetBefore(end - window.sizeMicros() + window.slideMicros());
            }
        }
        closedUpTo = closing;
        WindowAssigner.handOn(closing, out);
    }

    private void close(long start, long end, Output out) {
        if (tree != null) {
            tree.parts(start, end, slices::merge);
            slices.emit(slices.merged(), start, end, out);
            slices.merged().clear();
            return;
        }
        KeyedTable only = null;
        boolean isMerged = false;
        for (int i = 0; i < tables.size(); i++) {
            WindowTable slice = tables.get(i);
            if (slice.end() > end) {
                break;
            }
            if (slice.start() < start) {
                continue;
            }
            if (only == null) {
                only = slice.table();
                continue;
            }
            if (!isMerged) {
                slices.merge(only);
                isMerged = true;
            }
            slices.merge(slice.table());
        }
        if (only != null) {
            slices.emit(isMerged ? slices.merged() : only, start, end, out);
        }
        if (isMerged) {
            slices.merged().clear();
        }
    }

    @Override
    public void persist(StateArchive archive) {
        closedUpTo = archive.number(closedUpTo);
        slices.persist(archive); // the tree is made anew when it is asked for
    }

    @Override
    public long stateRows() {
        return slices.stateRows() + (tree == null ? 0 : tree.rows());
    }
}
