package io.laminar.plan;

import io.laminar.expr.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of a join say about time: when it may forget rows, and which rows come too late for that.
 *
 * <p>Where both sides have the same window, all rows of a window go when no other row of it can come. Otherwise, where rows are only
 * inserted and a time of the other side is bounded from above, a row goes when that bound is behind the watermark:
 *
 * <pre>
 *   b.ts BETWEEN a.ts AND a.expires     a row of a goes when the watermark has passed its expires,
 *                                       a row of b when it has passed its ts
 * </pre>
 *
 * <p>A row is late when it is itself behind the watermark by the column that has the other side forget.
 *
 * @param leftWindow column of the left input with the window, -1 when the join is not by window
 * @param rightWindow column of the right input with it, likewise
 * @param left ends of rows of the left side, the first of which counts; empty when they are kept for ever
 * @param right ends of rows of the right side, likewise
 * @param leftLate ends by which rows of the left side are late when they come
 * @param rightLate ends by which rows of the right side are
 * @param bounds conditions between times
 * @param rest the other conditions, or null
 */
public record JoinTimes(
        int leftWindow,
        int rightWindow,
        List<End> left,
        List<End> right,
        List<End> leftLate,
        List<End> rightLate,
        List<TimeBound> bounds,
        @Nullable Expression rest) {
    static final int NONE = -1;

    /** A row is over when the watermark is beyond a column of it by more than this. */
    public record End(int column, long offsetMicros) {}

    public JoinTimes {
        left = List.copyOf(left);
        right = List.copyOf(right);
        leftLate = List.copyOf(leftLate);
        rightLate = List.copyOf(rightLate);
        bounds = List.copyOf(bounds);
    }

    /** Whether both sides have the same window. */
    public boolean hasWindow() {
        return leftWindow != NONE;
    }

    /** When all rows of a window are over: when the watermark is beyond the window column by more than this. */
    public long windowOffsetMicros() {
        return Math.max(left.get(0).offsetMicros(), right.get(0).offsetMicros());
    }

    /** What holds for a join. */
    public static JoinTimes of(PlanNode.Join join) {
        return new JoinTimeFinder(join).find();
    }
}
