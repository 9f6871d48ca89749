package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.RowMultimap;
import io.laminar.state.StateArchive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input of a {@link JoinOperator}: its rows, and what a change of them does to the result.
 *
 * <p>With weight w of the change and weight v of a matching row of the other side, the pair comes w * v times, and the
 * count of matches of that row moves by w. Rows that the other side keeps alone are retracted before their first pair
 * comes, and come back after their last pair has gone.
 */
final class JoinSide {
    private final RowMultimap rows;
    private final int[] keys;
    private final int columns;
    private final int firstColumn;
    private final boolean isKeptAlone;
    private final boolean isKeptMatched;
    private final @Nullable JoinCondition condition;
    private final Batch candidate;
    private JoinSide other = this;
    private @Nullable Forgetting ends;
    private int input;
    private boolean isPairing;
    private boolean isLeft;

    /**
     * @param firstColumn of the result that is this side's
     * @param isKeptAlone whether a row without match gives a result: outer or ANTI
     * @param isKeptMatched whether a row with a match gives itself as the result: SEMI
     * @param isAppendOnly whether rows of this side only come
     */
    JoinSide(
            Schema schema,
            List<Integer> keys,
            int firstColumn,
            boolean isKeptAlone,
            boolean isKeptMatched,
            boolean isAppendOnly,
            @Nullable JoinCondition condition,
            long hashSeed) {
        this.keys = JoinOperator.columns(keys);
        this.columns = schema.size();
        this.firstColumn = firstColumn;
        this.isKeptAlone = isKeptAlone;
        this.isKeptMatched = isKeptMatched;
        this.condition = condition;
        rows = new RowMultimap(schema, keys, isAppendOnly, hashSeed);
        candidate = new Batch(schema, 1);
    }

    /**
     * Introduces the other side, once, before the first row.
     *
     * @param isPairing whether pairs are results, as they are not in SEMI and ANTI
     */
    void meet(JoinSide other, boolean isPairing, boolean isLeft) {
        this.other = other;
        this.isPairing = isPairing;
        this.isLeft = isLeft;
    }

    /** Has rows forgotten after their time, once, before the first row. */
    void forget(int input, Forgetting newEnds) {
        this.input = input;
        ends = newEnds;
    }

    boolean goesByClock() {
        return ends != null && ends.goesByClock();
    }

    void startBatch() {
        if (ends != null) {
            ends.startBatch();
            removeForgotten(ends);
        }
    }

    void onWatermark(long watermark) {
        if (ends != null) {
            ends.onWatermark(watermark);
            removeForgotten(ends);
        }
    }

    void onTick(long nanos) {
        if (ends != null) {
            ends.onTick(nanos);
            removeForgotten(ends);
        }
    }

    private void removeForgotten(Forgetting forgetting) {
        for (int entry = forgetting.poll(); entry != Forgetting.NONE; entry = forgetting.poll()) {
            rows.remove(entry);
        }
    }

    int size() {
        return rows.size();
    }

    /** Takes a change of this side. */
    void add(Batch in, int row, Output out) {
        int weight = in.weight(row);
        if (weight == 0) {
            return;
        }
        if (ends != null && !ends.hasTime(input, in, row)) {
            out.withoutTime(in, row);
        } else if (!JoinOperator.hasNull(in, keys, row)) {
            match(in, row, weight, out);
            return;
        }
        if (isKeptAlone) {
            emitAlone(in, row, weight, out);
        }
    }

    private void match(Batch in, int row, int weight, Output out) {
        long time = ends == null ? 0 : ends.timeOf(input, in, row);
        long matches = 0;
        for (int entry = other.rows.first(in, keys, row); entry != RowMultimap.NONE; entry = other.rows.next(entry)) {
            if (!other.isOver(entry, time) && other.isMatch(entry, in, row)) {
                matches += other.rows.weight(entry);
                pair(in, row, weight, entry, out);
            }
        }
        if (matches > 0 ? isKeptMatched : isKeptAlone) {
            emitAlone(in, row, weight, out);
        }
        int entry = rows.add(in, row, weight);
        rows.matches(entry, matches);
        if (rows.weight(entry) == 0) {
            rows.remove(entry);
        } else if (ends != null) {
            ends.touch(entry, time);
        }
    }

    private boolean isOver(int entry, long time) {
        return ends != null && ends.isOver(entry, time);
    }

    /** A change of this side meets a row of the other. */
    private void pair(Batch in, int row, int weight, int entry, Output out) {
        long before = other.rows.matches(entry);
        long after = before + weight;
        other.rows.matches(entry, after);
        if (before <= 0 && after > 0) {
            other.emitKept(entry, other.isKeptAlone, -1, out);
        }
        if (isPairing) {
            Batch batch = out.batch();
            int at = batch.rows();
            copy(in, row, batch, at);
            other.rows.copyRow(entry, batch, other.firstColumn, at);
            batch.setWeight(at, Math.toIntExact(weight * other.rows.weight(entry)));
            batch.rows(at + 1);
        }
        if (before <= 0 && after > 0) {
            other.emitKept(entry, other.isKeptMatched, 1, out);
        } else if (before > 0 && after <= 0) {
            other.emitKept(entry, other.isKeptMatched, -1, out);
            other.emitKept(entry, other.isKeptAlone, 1, out);
        }
    }

    /** Whether a row of this side, whose key is equal, fulfils the condition with a row of the other side. */
    private boolean isMatch(int entry, Batch otherRows, int otherRow) {
        if (condition == null) {
            return true;
        }
        candidate.clear();
        rows.copyRow(entry, candidate, 0, 0);
        candidate.rows(1);
        return isLeft
                ? condition.matches(candidate, 0, otherRows, otherRow)
                : condition.matches(otherRows, otherRow, candidate, 0);
    }

    /** Emits or retracts a row of this side by itself. */
    private void emitKept(int entry, boolean isResult, int sign, Output out) {
        if (isResult) {
            Batch batch = out.batch();
            int at = batch.rows();
            rows.copyRow(entry, batch, firstColumn, at);
            finishAlone(batch, at, Math.toIntExact(sign * rows.weight(entry)));
        }
    }

    private void emitAlone(Batch in, int row, int weight, Output out) {
        Batch batch = out.batch();
        int at = batch.rows();
        copy(in, row, batch, at);
        finishAlone(batch, at, weight);
    }

    private void finishAlone(Batch batch, int at, int weight) {
        if (isPairing) {
            for (int column = 0; column < other.columns; column++) {
                batch.setNull(other.firstColumn + column, at);
            }
        }
        batch.setWeight(at, weight);
        batch.rows(at + 1);
    }

    private void copy(Batch in, int row, Batch batch, int at) {
        for (int column = 0; column < columns; column++) {
            batch.copyValue(firstColumn + column, at, in, column, row);
        }
    }

    void persist(StateArchive archive) {
        rows.persist(archive);
        if (ends != null) {
            ends.persist(archive);
        }
    }
}
