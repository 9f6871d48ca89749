package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.EmitMode;
import io.laminar.plan.PlanNode;
import io.laminar.state.GroupLoops;
import io.laminar.state.KeyedTable;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import io.laminar.state.WindowTable;
import io.laminar.state.WindowTables;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Pieces of time, in one of which each row is added to its group; windows are put together from them. */
final class Slices {
    private final int[] keys;
    private final Aggregates aggregates;
    private final WindowAssigner assigner;
    private final WindowTables tables;
    private final KeyedTable merged;
    private final WindowOutput output;
    private final TableLayout layout;
    private final long hashSeed;
    private @Nullable SliceTree tree;

    /**
     * @param node {@link #canMerge}
     * @param length of a slice
     * @param closesAt from the start of a slice, the end of the last window that it is in
     */
    Slices(
            PlanNode.WindowAggregate node,
            long length,
            long offset,
            LongUnaryOperator closesAt,
            long hashSeed,
            GroupLoops loops) {
        assigner = new WindowAssigner.Apart(node.window().timeColumn(), length, length, offset, closesAt);
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        this.hashSeed = hashSeed;
        layout = TableLayout.keyedBy(node.input().schema(), node.keys());
        aggregates = plan(node, layout);
        aggregates.fuse(loops, node.input().schema(), node.keys());
        output = new WindowOutput(new WindowResult(keys.length, aggregates));
        tables = new WindowTables(layout, hashSeed);
        merged = new KeyedTable(layout, hashSeed);
    }

    /** Whether windows may be put together: they leave when they close, and parts of their results can be merged. */
    static boolean canMerge(PlanNode.WindowAggregate node) {
        return node.emit() == EmitMode.ON_WINDOW_CLOSE
                && plan(node, TableLayout.keyedBy(node.input().schema(), node.keys()))
                        .canMerge();
    }

    private static Aggregates plan(PlanNode.WindowAggregate node, TableLayout layout) {
        return Aggregates.plan(
                node.aggregates(),
                layout,
                node.window().timeColumn(),
                node.input().changes() == ChangelogKind.CHANGES);
    }

    /** Adds rows to their slices; those of which all windows are closed are late. */
    void add(Batch in, int from, int to, long closedUpTo, Output out) {
        aggregates.arrive(from, to);
        assigner.assign(in, from, to, closedUpTo, tables, out);
        for (int i = 0; i < tables.touchedSize(); i++) {
            WindowTable slice = tables.touched(i);
            aggregates.findAndAdd(in, keys, slice.rows(), slice.table());
            SliceTree above = tree;
            if (above != null) {
                above.changed(slice.start());
            }
        }
        tables.finishBatch();
    }

    /** From now on the tree is told which slices have changed. */
    void tree(SliceTree above) {
        tree = above;
    }

    /** The slices that have rows, in the order of time. */
    WindowTables tables() {
        return tables;
    }

    /** Where slices are put together. */
    KeyedTable merged() {
        return merged;
    }

    /** Adds the groups of a slice to {@link #merged}. */
    void merge(KeyedTable slice) {
        aggregates.merge(slice, merged);
    }

    /** Adds groups to those of another table. */
    void merge(KeyedTable from, KeyedTable into) {
        aggregates.merge(from, into);
    }

    /** An empty table that groups can be merged into. */
    KeyedTable newTable() {
        return new KeyedTable(layout, hashSeed);
    }

    /** Emits groups as those of a window. */
    void emit(KeyedTable groups, long start, long end, Output out) {
        output.emit(groups, start, end, out);
    }

    long stateRows() {
        return tables.rows() + merged.size();
    }

    void persist(StateArchive archive) {
        aggregates.persist(archive);
        tables.persist(archive);
        merged.persist(archive);
    }
}
