package io.laminar.plan;

/**
 * A condition of a join between a time of each side: {@code first + gap <= second}.
 *
 * @param isLeftFirst whether the first time is that of the left side
 * @param leftColumn column of the left input
 * @param rightColumn column of the right input
 */
public record TimeBound(boolean isLeftFirst, int leftColumn, int rightColumn, long gapMicros) {
    /** Whether a pair of values, neither of which is NULL, fulfils it. */
    public boolean holds(long left, long right) {
        return isLeftFirst ? left <= saturated(right, -gapMicros) : right <= saturated(left, -gapMicros);
    }

    /** A sum that stays at the end of the numbers instead of leaving it. */
    public static long saturated(long time, long added) {
        long sum = time + added;
        boolean overflows = ((time ^ sum) & (added ^ sum)) < 0;
        return overflows ? (added < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }
}
