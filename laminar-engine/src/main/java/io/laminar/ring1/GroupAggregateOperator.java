package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.StateTtl;
import io.laminar.state.GroupLoops;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import io.laminar.time.Watermarks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates per key over all rows ever, as a changelog: for each group that a batch touches, the retraction of its old
 * row and its new row beside each other. A group without rows goes. Without keys there is one group, which never goes,
 * and whose row comes at the end of the input if it has not come before.
 */
public final class GroupAggregateOperator implements Operator {
    private final PlanNode.GroupAggregate node;
    private final int[] keys;
    private final Aggregates aggregates;
    private final GroupChanges changes;
    private final KeyedTable groups;
    private final GroupResult result;
    private final RowSelection rows = new RowSelection();
    private final @Nullable Forgetting forgetting;

    /**
     * @param node what to compute
     * @param hashSeed of the table; results do not depend on it
     */
    public GroupAggregateOperator(PlanNode.GroupAggregate node, long hashSeed) {
        this(node, hashSeed, GroupLoops.NONE, null);
    }

    /**
     * @param node what to compute
     * @param hashSeed of the table; results do not depend on it
     * @param loops makes the loop that adds rows to groups
     * @param ttl after which a group that gets no rows is taken back, where rows are only inserted; null for never
     */
    public GroupAggregateOperator(
            PlanNode.GroupAggregate node, long hashSeed, GroupLoops loops, @Nullable TimeToLive ttl) {
        this.node = node;
        forgetting = ttl != null && StateTtl.forgets(node)
                ? new Forgetting(ttl, List.of(node.input().schema()))
                : null;
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        TableLayout layout = TableLayout.keyedBy(node.input().schema(), node.keys());
        aggregates = Aggregates.plan(
                node.aggregates(), layout, AggregateCall.NONE, node.input().changes() == ChangelogKind.CHANGES);
        aggregates.fuse(loops, node.input().schema(), node.keys());
        changes = new GroupChanges(node.schema(), layout);
        int isEmitted = layout.addLong(0);
        groups = new KeyedTable(layout, hashSeed);
        result = keys.length == 0 ? new GlobalRow(aggregates, isEmitted) : new KeyedRow(keys.length, aggregates);
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        if (from == to) {
            return;
        }
        if (forgetting == null) {
            rows.range(from, to);
            groups.slotsFor(in, keys, rows);
            add(in, out);
        } else {
            addForgetting(forgetting, in, from, to, out);
        }
    }

    private void add(Batch in, Output out) {
        if (rows.count() == 0) {
            return;
        }
        changes.before(rows, groups, result);
        aggregates.add(in, rows, groups);
        emit(out);
    }

    /** Rows that find their group at its end begin it anew; those before them are added first. */
    private void addForgetting(Forgetting ends, Batch in, int from, int to, Output out) {
        ends.startBatch();
        forgetGroups(ends, out);
        rows.clear();
        for (int row = from; row < to; row++) {
            if (!ends.hasTime(0, in, row)) {
                out.withoutTime(in, row);
                continue;
            }
            long time = ends.timeOf(0, in, row);
            int slot = groups.slotFor(in, keys, row);
            if (ends.isOver(slot, time)) {
                add(in, out);
                rows.clear();
                ends.forget(slot);
                forgetGroup(slot, out);
                slot = groups.slotFor(in, keys, row);
            }
            ends.touch(slot, time);
            rows.add(row, slot);
        }
        add(in, out);
    }

    private void forgetGroups(Forgetting ends, Output out) {
        for (int slot = ends.poll(); slot != Forgetting.NONE; slot = ends.poll()) {
            forgetGroup(slot, out);
        }
    }

    private void forgetGroup(int slot, Output out) {
        Batch batch = out.batch();
        int row = batch.rows();
        result.write(groups, slot, batch, row);
        batch.setWeight(row, -1);
        batch.rows(row + 1);
        aggregates.remove(groups, slot);
    }

    @Override
    public boolean hasTicks() {
        return forgetting != null && forgetting.goesByClock();
    }

    @Override
    public void onTick(long nanos, Output out) {
        if (forgetting != null) {
            forgetting.onTick(nanos);
            forgetGroups(forgetting, out);
        }
    }

    private void emit(Output out) {
        if (result instanceof GlobalRow global) {
            global.emitted(groups);
        }
        changes.emit(groups, result, out);
        if (keys.length > 0) {
            removeEmpty();
        }
    }

    private void removeEmpty() {
        RowSelection touched = changes.touched();
        for (int i = 0; i < touched.count(); i++) {
            int slot = touched.slots()[i];
            if (aggregates.rows(groups, slot) == 0) {
                aggregates.remove(groups, slot);
            }
        }
    }

    @Override
    public void onStart(Output out) {
        emitGroupWithoutRows(out);
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        if (watermark == Watermarks.END) {
            emitGroupWithoutRows(out);
        }
        if (forgetting != null) {
            forgetting.onWatermark(watermark);
            forgetGroups(forgetting, out);
        }
        out.watermark(watermark);
    }

    /** The one group of an aggregate without keys is there even when no row ever came; seen before the last watermark. */
    private void emitGroupWithoutRows(Output out) {
        if (keys.length == 0 && groups.size() == 0) {
            rows.clear();
            rows.add(0);
            groups.slotsFor(new Batch(node.input().schema(), 1), keys, rows);
            changes.before(rows, groups, result);
            emit(out);
        }
    }

    @Override
    public boolean canReplay() {
        return true;
    }

    @Override
    public void replay(int weight, Output out) {
        for (int slot = groups.first(); slot != KeyedTable.NONE; slot = groups.next(slot)) {
            if (result.isPresent(groups, slot)) {
                Batch batch = out.batch();
                int row = batch.rows();
                result.write(groups, slot, batch, row);
                batch.rows(row + 1);
                batch.setWeight(row, weight);
            }
        }
    }

    @Override
    public void persist(StateArchive archive) {
        aggregates.persist(archive);
        groups.persist(archive);
        changes.persist(archive);
        if (forgetting != null) {
            forgetting.persist(archive);
        }
    }

    @Override
    public long stateRows() {
        return groups.size();
    }

    /** A group that is there while it has rows: keys, then aggregates. */
    private record KeyedRow(int keys, Aggregates aggregates) implements GroupResult {
        @Override
        public boolean isPresent(KeyedTable groups, int slot) {
            return aggregates.rows(groups, slot) > 0;
        }

        @Override
        public void write(KeyedTable groups, int slot, Batch out, int row) {
            for (int key = 0; key < keys; key++) {
                groups.copyKey(key, slot, out, key, row);
            }
            aggregates.write(groups, slot, out, keys, row);
        }
    }

    /** The one group of an aggregate without keys, there from its first emission on. */
    private record GlobalRow(Aggregates aggregates, int isEmitted) implements GroupResult {
        void emitted(KeyedTable groups) {
            groups.setLong(isEmitted, groups.first(), 1);
        }

        @Override
        public boolean isPresent(KeyedTable groups, int slot) {
            return groups.longAt(isEmitted, slot) != 0;
        }

        @Override
        public void write(KeyedTable groups, int slot, Batch out, int row) {
            aggregates.write(groups, slot, out, 0, row);
        }
    }
}
