package io.laminar.ring1;

import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.plan.OverFrame;

/**
 * How far the calls of an OVER look around a row of a sorted partition, and so which rows a change may change.
 *
 * @param isWhole whether a change may change any row of the partition
 * @param before rows before a row that its calls read
 * @param after rows after it that they read
 * @param renumbers whether a change moves all rows after it: they have other numbers
 */
record OverReach(boolean isWhole, int before, int after, boolean renumbers) {
    private static final OverReach WHOLE = new OverReach(true, 0, 0, false);
    /** Farther than this the whole partition is calculated. */
    private static final long FARTHEST = 1 << 20;

    static OverReach of(Over node, boolean isExact) {
        long before = 0;
        long after = 0;
        boolean renumbers = node.limit() >= 0;
        for (OverCall call : node.calls()) {
            switch (call.function()) {
                case ROW_NUMBER -> renumbers = true;
                case LAG, LEAD -> {
                    if (call.ignoresNulls()) {
                        return WHOLE;
                    }
                    long number = Math.min(FARTHEST + 1, call.number().longValue());
                    before = Math.max(before, call.function() == OverCall.Function.LAG ? number : 0);
                    after = Math.max(after, call.function() == OverCall.Function.LEAD ? number : 0);
                }
                case AGGREGATE, FIRST_VALUE, LAST_VALUE, NTH_VALUE, ZSCORE -> {
                    OverFrame frame = node.frame();
                    if (!frame.isRows()
                            || frame.from() == OverFrame.FIRST
                            || frame.to() == OverFrame.LAST
                            || !isExact) {
                        return WHOLE;
                    }
                    before = Math.max(before, -frame.from());
                    after = Math.max(after, frame.to());
                }
                case RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE, EWMA -> {
                    return WHOLE;
                }
            }
        }
        return before > FARTHEST || after > FARTHEST
                ? WHOLE
                : new OverReach(false, (int) before, (int) after, renumbers);
    }

    /** The first row that is not as it was when rows from a position on were touched. */
    int first(int touched) {
        return isWhole ? 0 : Math.max(0, touched - after);
    }

    /** The end of the rows that are not as they were when rows before a position were touched. */
    int end(int touched, int size) {
        return isWhole || renumbers ? size : (int) Math.min(size, touched + (long) before);
    }
}
