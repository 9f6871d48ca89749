package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.plan.AggregateCall;
import io.laminar.state.GroupLoop;
import io.laminar.state.GroupLoopSpec;
import io.laminar.state.GroupLoopSpec.Carry;
import io.laminar.state.GroupLoopSpec.Concern;
import io.laminar.state.GroupLoops;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The aggregates of an operator over the groups of a table: adds rows to groups, reads results off them. */
final class Aggregates {
    private static final int GROUPS_AT_ONCE = 1024;

    private final CountAccumulator rowCount;
    private final AggregateInput[] inputs;
    private final AggregateInput[] notFused;
    private final AggregateResult[] results;
    private final Arrivals arrivals;
    private final int[] fromSlots = new int[GROUPS_AT_ONCE];
    private final int[] intoSlots = new int[GROUPS_AT_ONCE];
    // Volatile publishes the loop, which nobody has used yet; read once per batch and window.
    private volatile @Nullable GroupLoop fused;

    private Aggregates(
            CountAccumulator rowCount, List<AggregateInput> inputs, List<AggregateResult> results, Arrivals arrivals) {
        this.arrivals = arrivals;
        this.rowCount = rowCount;
        this.inputs = inputs.toArray(AggregateInput[]::new);
        this.notFused = inputs.stream().filter(input -> input.concern() == null).toArray(AggregateInput[]::new);
        this.results = results.toArray(AggregateResult[]::new);
    }

    /**
     * Plans the value columns of the aggregates.
     *
     * @param calls what to compute
     * @param layout gets the columns
     * @param timeColumn column of the input that orders FIRST_VALUE and LAST_VALUE, or {@link AggregateCall#NONE}
     * @param isChanging whether rows of the input may go again
     */
    static Aggregates plan(List<AggregateCall> calls, TableLayout layout, int timeColumn, boolean isChanging) {
        Arrivals arrivals = new Arrivals();
        AggregatePlanner planner = new AggregatePlanner(layout, timeColumn, isChanging, arrivals);
        List<AggregateResult> results = calls.stream().map(planner::plan).toList();
        return new Aggregates(planner.rowCount(), planner.inputs(), results, arrivals);
    }

    /**
     * Asks for a loop that does the work of most accumulators at once.
     *
     * @param keys columns of the input
     */
    void fuse(GroupLoops loops, Schema input, List<Integer> keys) {
        List<Concern> concerns = new ArrayList<>();
        List<Carry> carries = new ArrayList<>();
        for (AggregateInput candidate : inputs) {
            Concern concern = candidate.concern();
            if (concern != null) {
                concerns.add(concern);
                carries.addAll(candidate.carries());
            }
        }
        boolean isLongKey = keys.size() == 1 && LaneKind.of(input.type(keys.get(0))) == LaneKind.LONG;
        int key = isLongKey ? keys.get(0) : GroupLoopSpec.NONE;
        loops.request(new GroupLoopSpec(key, concerns), carries, loop -> fused = loop);
    }

    /** Gives rows their slots by their keys, inserting the keys that are new, and adds them to their groups. */
    void findAndAdd(Batch in, int[] keys, RowSelection rows, KeyedTable table) {
        GroupLoop loop = fused;
        if (loop != null && table.hasLongKey() && in.nulls(keys[0]) == null && in.weights() == null) {
            loop.findAndAdd(in, rows, table);
            addTo(notFused, in, rows, table);
        } else {
            table.slotsFor(in, keys, rows);
            add(in, rows, table);
        }
    }

    /** Says that rows of a batch have come, before they are added; for whoever merges groups. */
    void arrive(int from, int to) {
        arrivals.batch(from, to);
    }

    /** Adds rows to the groups in their slots. */
    void add(Batch in, RowSelection rows, KeyedTable table) {
        GroupLoop loop = fused;
        if (loop != null && in.weights() == null && rows.onlySlot() == KeyedTable.NONE) {
            loop.add(in, rows, table);
            addTo(notFused, in, rows, table);
        } else {
            addTo(inputs, in, rows, table);
        }
    }

    private static void addTo(AggregateInput[] inputs, Batch in, RowSelection rows, KeyedTable table) {
        for (AggregateInput input : inputs) {
            input.add(in, rows, table);
        }
    }

    /** Whether {@link #merge} is possible. */
    boolean canMerge() {
        for (AggregateInput input : inputs) {
            if (!input.canMerge()) {
                return false;
            }
        }
        return true;
    }

    /** Adds all groups of a table to those of another one with the same layout and seed. */
    void merge(KeyedTable from, KeyedTable into) {
        int slot = from.first();
        while (slot != KeyedTable.NONE) {
            int count = 0;
            for (; slot != KeyedTable.NONE && count < fromSlots.length; slot = from.next(slot)) {
                fromSlots[count++] = slot;
            }
            into.slotsFor(from, fromSlots, count, intoSlots);
            for (AggregateInput input : inputs) {
                input.merge(from, fromSlots, into, intoSlots, count);
            }
        }
    }

    /** Adds a group to another one of the same table, of earlier rows. */
    void merge(KeyedTable table, int from, int into) {
        fromSlots[0] = from;
        intoSlots[0] = into;
        for (AggregateInput input : inputs) {
            input.merge(table, fromSlots, table, intoSlots, 1);
        }
    }

    /** Rows of a group; the group is there when it has some. */
    long rows(KeyedTable table, int slot) {
        return rowCount.count(table, slot);
    }

    /** Writes all results of a group to a row of a batch that is being filled, from a column on. */
    void write(KeyedTable table, int slot, Batch out, int firstColumn, int row) {
        for (int i = 0; i < results.length; i++) {
            results[i].write(table, slot, out, firstColumn + i, row);
        }
    }

    /** Writes all results of groups to rows one after the other, column by column. */
    void writeAll(KeyedTable table, int[] slots, int groups, Batch out, int firstColumn, int firstRow) {
        for (int i = 0; i < results.length; i++) {
            results[i].writeAll(table, slots, groups, out, firstColumn + i, firstRow);
        }
    }

    /** Number of results. */
    int size() {
        return results.length;
    }

    /** Removes a group. */
    void remove(KeyedTable table, int slot) {
        release(table, slot);
        table.remove(slot);
    }

    /** Lets go of what a group holds besides its lanes, before it is removed. */
    void release(KeyedTable table, int slot) {
        for (AggregateInput input : inputs) {
            input.release(table, slot);
        }
    }

    /** Writes or reads what is not in the tables of the groups. */
    void persist(StateArchive archive) {
        arrivals.persist(archive);
    }
}
