package io.laminar.spi;

import org.jspecify.annotations.Nullable;

/**
 * An aggregate function of the user. Besides these methods the class has a public one called {@code accumulate}, which
 * takes the accumulator of a group and the arguments of a row, as SQL declares them, and gives nothing back:
 *
 * <pre>{@code
 * public final class Spread implements AggregateFunction<double[], Double> {
 *     public double[] create() { return new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}; }
 *     public void accumulate(double[] range, double value) {
 *         range[0] = Math.min(range[0], value);
 *         range[1] = Math.max(range[1], value);
 *     }
 *     public @Nullable Double result(double[] range) { return range[0] > range[1] ? null : range[1] - range[0]; }
 * }
 * }</pre>
 *
 * A public method {@code retract} with the same parameters takes a row back; without it the function is refused over rows
 * that change. A public method {@code void merge(A accumulator, A other)} adds what another accumulator holds, of rows that
 * came later, to one, and leaves the other as it is; without it the function is refused in sessions, and overlapping windows
 * add each row to each of them. A row with NULL for an argument is passed over, unless the parameter is boxed or annotated with a {@code
 * Nullable}. One object serves all groups, and several workers at once; each accumulator is used by one at a time.
 *
 * @param <A> what is kept for a group
 * @param <R> result, a Java type of the SQL type
 */
public interface AggregateFunction<A, R> {
    /** A new accumulator, for a group without rows. */
    A create();

    /** The result of a group; null is NULL. Must not change the accumulator, which may go on. */
    @Nullable
    R result(A accumulator);
}
