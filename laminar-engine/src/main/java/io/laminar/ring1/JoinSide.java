package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.JoinTimes.End;
import io.laminar.plan.TimeBound;
import io.laminar.state.ExpiryQueue;
import io.laminar.state.JoinRows;
import io.laminar.state.JoinTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input of a {@link JoinOperator}: what a change of its rows does to the result.
 *
 * <p>With weight w of the change and weight v of a matching row of the other side, the pair comes w * v times, and the
 * count of matches of that row moves by w. Rows that the other side keeps alone are retracted before their first pair
 * comes, and come back after their last pair has gone.
 *
 * <p>Where only pairs are wanted and rows only come, nothing is counted: the rows of a batch are kept, and what they meet is copied,
 * column by column.
 */
final class JoinSide {
    private final int input;
    private final int[] keys;
    private final int columns;
    private final boolean isLeft;
    private final boolean isKeptAlone;
    private final boolean isKeptMatched;
    private final boolean isPairing;
    private final JoinResults results;
    private final @Nullable JoinUpdates updates;
    private final boolean isAppendOnly;
    private final boolean isPlain;
    private final @Nullable JoinCondition condition;
    private final JoinBounds bounds;
    private final JoinEnds late;
    private final JoinEnds ends;
    private final @Nullable ExpiryQueue queue;
    private final @Nullable Forgetting ttl;
    private final Batch candidate;
    private final RowSelection selection = new RowSelection();
    private final JoinPairs pairs;
    private JoinSide other = this;
    private long watermark = Watermarks.NONE;

    /**
     * What is known of a side.
     *
     * @param side columns, those of the key within a {@link JoinTable}, and whether rows only come
     * @param isLeft whether it is the left one
     * @param firstColumn of the result that is this side's
     * @param firstOtherColumn of the result that is the other side's
     * @param otherColumns of the other side, where they are in the result
     * @param isKeptAlone whether a row without match gives a result: outer or ANTI
     * @param isKeptMatched whether a row with a match gives itself as the result: SEMI
     * @param isPairing whether pairs are results, as they are not in SEMI and ANTI
     * @param isPlain whether pairs are all that is wanted, and rows of both sides only come
     * @param updates which of its rows are one, or null
     * @param bounds conditions between times
     * @param late when a row that comes is late
     * @param ends when a row is forgotten; empty for never, or with its window
     */
    record Description(
            JoinTable.Side side,
            boolean isLeft,
            int firstColumn,
            int firstOtherColumn,
            int otherColumns,
            boolean isKeptAlone,
            boolean isKeptMatched,
            boolean isPairing,
            boolean isPlain,
            @Nullable UpdatePairs updates,
            List<TimeBound> bounds,
            List<End> late,
            List<End> ends) {}

    /**
     * @param condition besides those between times, or null
     * @param ttl after which rows are forgotten, or null
     */
    JoinSide(Description description, @Nullable JoinCondition condition, @Nullable Forgetting ttl) {
        JoinTable.Side side = description.side();
        isLeft = description.isLeft();
        input = isLeft ? 0 : 1;
        keys = JoinOperator.columns(side.keys());
        columns = side.schema().size();
        isKeptAlone = description.isKeptAlone();
        isKeptMatched = description.isKeptMatched();
        isPairing = description.isPairing();
        isAppendOnly = side.isAppendOnly();
        isPlain = description.isPlain();
        bounds = new JoinBounds(description.bounds(), isLeft);
        late = new JoinEnds(description.late());
        ends = new JoinEnds(description.ends());
        queue = ends.isEmpty() ? null : new ExpiryQueue();
        candidate = new Batch(side.schema(), 1);
        pairs = new JoinPairs(columns, description.firstColumn(), description.firstOtherColumn());
        results = new JoinResults(
                columns,
                description.firstColumn(),
                isPairing ? description.otherColumns() : 0,
                description.firstOtherColumn());
        updates = description.updates() == null ? null : new JoinUpdates(this, description.updates(), results, columns);
        this.condition = condition;
        this.ttl = ttl;
    }

    /** Introduces the other side, once, before the first row. */
    void meet(JoinSide otherSide) {
        other = otherSide;
    }

    boolean goesByClock() {
        return ttl != null && ttl.goesByClock();
    }

    void startBatch(JoinTable table) {
        if (ttl != null) {
            ttl.startBatch();
            removeForgotten(ttl, table);
        }
    }

    void onWatermark(long newWatermark, JoinTable table) {
        watermark = newWatermark;
        if (queue != null) {
            queue.advance(newWatermark);
            JoinRows rows = table.side(isLeft);
            for (int entry = queue.poll(); entry != ExpiryQueue.NONE; entry = queue.poll()) {
                rows.remove(entry);
                if (ttl != null) {
                    ttl.forget(entry);
                }
            }
        }
        if (ttl != null) {
            ttl.onWatermark(newWatermark);
            removeForgotten(ttl, table);
        }
    }

    void onTick(long nanos, JoinTable table) {
        if (ttl != null) {
            ttl.onTick(nanos);
            removeForgotten(ttl, table);
        }
    }

    private void removeForgotten(Forgetting forgetting, JoinTable table) {
        JoinRows rows = table.side(isLeft);
        for (int entry = forgetting.poll(); entry != Forgetting.NONE; entry = forgetting.poll()) {
            rows.remove(entry);
            if (queue != null) {
                queue.forget(entry);
            }
        }
    }

    /** Takes changes of this side, which meet the rows in a table. */
    void add(JoinTable table, Batch in, int from, int to, Output out) {
        if (canAddAll(in, from, to)) {
            selection.range(from, to);
            table.keysOf(in, keys, selection);
            if (isPlain) {
                addAll(table, in, out);
                return;
            }
            for (int row = from; row < to; row++) {
                match(table, in, row, 1, selection.slots()[row - from], out);
            }
            return;
        }
        for (int row = from; row < to; row++) {
            if (updates != null && updates.isUpdate(in, row, to) && !isLate(in, row) && !isLate(in, row + 1)) {
                updates.take(table, in, row, out);
                row++;
                continue;
            }
            int weight = in.weight(row);
            int copies = isAppendOnly ? weight : Math.min(1, Math.abs(weight));
            for (int copy = 0; copy < copies; copy++) {
                addOne(table, in, row, isAppendOnly ? 1 : weight, out);
            }
        }
    }

    /** Whether the keys of the rows can be looked up at once: all are to be kept, and none goes meanwhile. */
    private boolean canAddAll(Batch in, int from, int to) {
        return isAppendOnly
                && ttl == null
                && in.weights() == null
                && !JoinOperator.hasNulls(in, keys)
                && !bounds.mayLackTimes(in)
                && !late.isAnyOver(in, from, to, watermark);
    }

    private void addAll(JoinTable table, Batch in, Output out) {
        JoinRows others = table.side(!isLeft);
        int[] entries = table.side(isLeft).addAll(in, selection);
        int[] rows = selection.rows();
        int[] slots = selection.slots();
        int count = selection.count();
        pairs.start(out);
        for (int i = 0; i < count; i++) {
            for (int entry = others.first(slots[i]); entry != JoinTable.NONE; entry = others.next(entry)) {
                if (isMatch(in, rows[i], others, entry)) {
                    pairs.add(in, rows[i], others, entry, out);
                }
            }
        }
        pairs.flush(in, others, out);
        if (queue != null) {
            for (int i = 0; i < count; i++) {
                queue.touch(entries[i], ends.of(in, rows[i]));
            }
        }
    }

    private void addOne(JoinTable table, Batch in, int row, int weight, Output out) {
        if (ttl != null && !ttl.hasTime(input, in, row)) {
            out.withoutTime(in, row);
        } else if (canMatch(in, row)) {
            if (isLate(in, row)) {
                out.late(in, row);
            } else {
                match(table, in, row, weight, table.keyOf(in, keys, row), out);
            }
            return;
        }
        addAlone(in, row, weight, out);
    }

    private boolean canMatch(Batch in, int row) {
        return !JoinOperator.hasNull(in, keys, row) && bounds.haveTimes(in, row);
    }

    private boolean isLate(Batch in, int row) {
        return late.isOver(in, row, watermark);
    }

    /** Takes a change of a row that can match nothing. */
    void addAlone(Batch in, int row, int weight, Output out) {
        if (isKeptAlone) {
            results.alone(in, row, weight, out);
        }
    }

    private void match(JoinTable table, Batch in, int row, int weight, int key, Output out) {
        long time = ttl == null ? 0 : ttl.timeOf(input, in, row);
        JoinRows others = table.side(!isLeft);
        long matches = 0;
        for (int entry = others.first(key); entry != JoinTable.NONE; entry = others.next(entry)) {
            if (!other.isOver(entry, time) && isMatch(in, row, others, entry)) {
                matches += others.weight(entry);
                pair(in, row, weight, others, entry, out);
            }
        }
        if (isResult(matches)) {
            results.alone(in, row, weight, out);
        }
        keep(table, in, row, weight, key, matches, time);
    }

    /** Whether a row with so many matches is a result by itself. */
    boolean isResult(long matches) {
        return matches > 0 ? isKeptMatched : isKeptAlone;
    }

    /** Keeps a change of a row, which has so many matches. */
    void keep(JoinTable table, Batch in, int row, int weight, int key, long matches, long time) {
        JoinRows rows = table.side(isLeft);
        int entry = rows.add(in, row, weight, key);
        rows.matches(entry, matches);
        if (rows.weight(entry) == 0) {
            rows.remove(entry);
            return;
        }
        if (ttl != null) {
            ttl.touch(entry, time);
        }
        if (queue != null) {
            queue.touch(entry, ends.of(in, row));
        }
    }

    private boolean isOver(int entry, long time) {
        return ttl != null && ttl.isOver(entry, time);
    }

    /** A change of this side meets a row of the other. */
    void pair(Batch in, int row, int weight, JoinRows others, int entry, Output out) {
        long before = others.matches(entry);
        long after = before + weight;
        others.matches(entry, after);
        if (before <= 0 && after > 0) {
            other.emitKept(others, entry, other.isKeptAlone, -1, out);
        }
        if (isPairing) {
            results.pair(in, row, others, entry, weight * others.weight(entry), out);
        }
        if (before <= 0 && after > 0) {
            other.emitKept(others, entry, other.isKeptMatched, 1, out);
        } else if (before > 0 && after <= 0) {
            other.emitKept(others, entry, other.isKeptMatched, -1, out);
            other.emitKept(others, entry, other.isKeptAlone, 1, out);
        }
    }

    /** Whether the row of the other side is to give or lose a result of its own when it meets a change. */
    boolean turns(JoinRows others, int entry, int weight) {
        long before = others.matches(entry);
        return (other.isKeptAlone || other.isKeptMatched) && (before > 0) != (before + weight > 0);
    }

    /** Emits or retracts a kept row of this side by itself. */
    private void emitKept(JoinRows rows, int entry, boolean isResult, int sign, Output out) {
        if (isResult) {
            results.alone(rows, entry, sign * rows.weight(entry), out);
        }
    }

    JoinRows others(JoinTable table) {
        return table.side(!isLeft);
    }

    /** The key of a row, or {@link JoinTable#NONE} when the row can match nothing. */
    int keyOf(JoinTable table, Batch in, int row) {
        return canMatch(in, row) ? table.keyOf(in, keys, row) : JoinTable.NONE;
    }

    boolean isPairing() {
        return isPairing;
    }

    /** Whether a row of this side fulfils the conditions with one of the other side, whose key is equal. */
    boolean isMatch(Batch in, int row, JoinRows others, int entry) {
        return bounds.hold(in, row, others, entry)
                && (condition == null || other.isMatchOf(condition, others, entry, in, row));
    }

    /** Whether a kept row of this side fulfils the condition with a row of the other side. */
    private boolean isMatchOf(JoinCondition with, JoinRows rows, int entry, Batch otherRows, int otherRow) {
        candidate.clear();
        rows.copyRow(entry, candidate, 0, 0);
        candidate.rows(1);
        return isLeft
                ? with.matches(candidate, 0, otherRows, otherRow)
                : with.matches(otherRows, otherRow, candidate, 0);
    }

    /** Writes or reads when its rows are over; the rows are in tables. */
    void persist(StateArchive archive) {
        watermark = archive.number(watermark);
        if (queue != null) {
            queue.persist(archive, 0);
        }
        if (ttl != null) {
            ttl.persist(archive);
        }
    }
}
