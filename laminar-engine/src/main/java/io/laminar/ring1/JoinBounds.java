package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.TimeBound;
import io.laminar.state.JoinRows;
import java.util.List;

/** Compares times of a row and of kept rows of the other side, as the conditions of a join ask. */
final class JoinBounds {
    private final TimeBound[] bounds;
    private final int[] columns;
    private final int[] keptColumns;
    private final boolean isLeft;

    /** @param isLeft whether the rows that come are of the left side, and those that are kept of the right one */
    JoinBounds(List<TimeBound> bounds, boolean isLeft) {
        this.bounds = bounds.toArray(TimeBound[]::new);
        this.isLeft = isLeft;
        int[] left = bounds.stream().mapToInt(TimeBound::leftColumn).toArray();
        int[] right = bounds.stream().mapToInt(TimeBound::rightColumn).toArray();
        columns = isLeft ? left : right;
        keptColumns = isLeft ? right : left;
    }

    /** Whether a row has all times that are compared; without, it matches nothing. */
    boolean haveTimes(Batch in, int row) {
        return !JoinOperator.hasNull(in, columns, row);
    }

    /** Whether there may be rows without a time that is compared. */
    boolean mayLackTimes(Batch in) {
        return JoinOperator.hasNulls(in, columns);
    }

    /** Whether a row, which has all times, and a kept one fulfil all conditions. */
    boolean hold(Batch in, int row, JoinRows kept, int entry) {
        for (int i = 0; i < bounds.length; i++) {
            if (kept.isNull(keptColumns[i], entry)) {
                return false;
            }
            long time = in.longs(columns[i])[row];
            long keptTime = kept.longs(keptColumns[i])[entry];
            if (isLeft ? !bounds[i].holds(time, keptTime) : !bounds[i].holds(keptTime, time)) {
                return false;
            }
        }
        return true;
    }
}
