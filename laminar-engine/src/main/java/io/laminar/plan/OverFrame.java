package io.laminar.plan;

/**
 * The rows around a row that a call of OVER looks at, both ends included.
 *
 * @param isRows whether offsets count rows; else they are differences of the first order column, and rows that sort alike
 *     are in a frame together
 * @param from offset of the first row, negative for PRECEDING, or {@link #FIRST}
 * @param to offset of the last row, positive for FOLLOWING, or {@link #LAST}
 */
public record OverFrame(boolean isRows, long from, long to) {
    /** UNBOUNDED PRECEDING. */
    public static final long FIRST = Long.MIN_VALUE;

    /** UNBOUNDED FOLLOWING. */
    public static final long LAST = Long.MAX_VALUE;

    /** All rows before, and the row. */
    public static final OverFrame RUNNING = new OverFrame(true, FIRST, 0);

    /** Whether rows leave it again. */
    public boolean isBounded() {
        return from != FIRST;
    }

    @Override
    public String toString() {
        return (isRows ? "ROWS " : "RANGE ") + bound(from, "PRECEDING") + " TO " + bound(to, "FOLLOWING");
    }

    private static String bound(long offset, String unbounded) {
        if (offset == FIRST || offset == LAST) {
            return "UNBOUNDED " + unbounded;
        }
        return offset == 0 ? "CURRENT ROW" : Math.abs(offset) + (offset < 0 ? " PRECEDING" : " FOLLOWING");
    }
}
