package io.laminar.api;

import org.jspecify.annotations.Nullable;

/**
 * The way in for rows that the application has in columns, with neither an object nor a call per row. Made by {@link
 * Source#batchWriter()}; belongs to one thread at a time, and several may write into one source.
 *
 * <pre>{@code
 * BatchWriter writer = trades.batchWriter();
 * writer.set(0, symbols, 0).set(1, prices, 0).set(2, times, 0).append(1000);
 * }</pre>
 *
 * <p>{@code set} only remembers an array; {@link #append} reads it, and has no need of it any more when it returns. An array
 * may be longer than what is appended, and appended piece by piece.
 */
public interface BatchWriter {
    /** The columns. */
    Schema schema();

    /**
     * Gives the values of a column as whole numbers: a BOOLEAN as 0 or 1, an integer as it is, a DECIMAL of at most 18 digits
     * as its unscaled value, a DATE as days since 1970, TIME and TIMESTAMP and intervals of days as microseconds (digits beyond
     * the precision of the type are cut off), an interval of years as months.
     *
     * @param offset where the first row is
     * @throws LaminarException with {@code BINDING_MISMATCH} when the column does not hold whole numbers
     */
    BatchWriter set(int column, long[] values, int offset);

    /** As {@link #set(int, long[], int)}, for values that fit an {@code int}. */
    BatchWriter set(int column, int[] values, int offset);

    /**
     * Gives the values of a column that is REAL or DOUBLE.
     *
     * @throws LaminarException with {@code BINDING_MISMATCH} when it is not
     */
    BatchWriter set(int column, double[] values, int offset);

    /**
     * Gives the values of a column as objects such as {@link Source#push} takes them; null is NULL. A {@code String[]} for a
     * VARCHAR is copied as it is.
     */
    BatchWriter set(int column, @Nullable Object[] values, int offset);

    /**
     * Says which rows of a column are NULL, whatever its values hold there; called after {@code set} of the column.
     *
     * @param offset where the first row is
     */
    BatchWriter setNulls(int column, boolean[] isNull, int offset);

    /**
     * Appends rows of the arrays that were set since the last call, all of them or, when one does not fit, none; forgets the
     * arrays in either case. A column that was not set is NULL. Waits while the engine is behind; where the source drops rows
     * instead, those for which there is no room are dropped and counted.
     *
     * @param rows number of rows, from the offset of each array on
     * @throws LaminarException as {@link Source#pushBatch}; the message names the column
     * @throws IndexOutOfBoundsException when an array is too short
     */
    void append(int rows);

    /**
     * As {@link #append}, but the engine reads the arrays where they are, which saves the copy. Until they are given back they must not be
     * changed, or results are wrong without a word; so this is for arrays that are written once, or taken in turns. Arrays that do not hold
     * what the engine holds are copied after all: of {@code int}, of objects other than text, of times with fewer digits than
     * microseconds, or when not all begin at the same offset.
     *
     * @param whenReturned called once, also when this fails, by any thread and perhaps before this returns, when nobody reads the
     *     arrays any more; not any more once the engine is closed. A query that is paused, or waits for a slow subscriber, keeps them
     *     so long. Must be quick and throw nothing
     */
    void lend(int rows, Runnable whenReturned);
}
