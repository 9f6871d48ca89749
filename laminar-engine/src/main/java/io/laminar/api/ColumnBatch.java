package io.laminar.api;

import org.jspecify.annotations.Nullable;

/**
 * Changes of a relation in columns, as the engine holds them; for subscribers that want no object per row. Valid only during
 * the call that gets it. The arrays are the engine's own: they are to be read only, and only between {@link #from()} and
 * {@link #to()}.
 *
 * <pre>{@code
 * double[] prices = batch.doubles(1);
 * for (int row = batch.from(); row < batch.to(); row++) {
 *     total += batch.weight(row) * prices[row];
 * }
 * }</pre>
 */
public interface ColumnBatch {
    /** The columns. */
    Schema schema();

    /** The first row. */
    int from();

    /** Behind the last row. */
    int to();

    /**
     * The values of a column that holds whole numbers, in the units that {@link BatchWriter#set(int, long[], int)} names. What
     * is in there at a NULL is undefined.
     *
     * @throws ClassCastException when the column holds something else
     */
    long[] longs(int column);

    /** The values of a REAL or DOUBLE column; otherwise as {@link #longs}. */
    double[] doubles(int column);

    /**
     * The values of any other column: {@link String} for texts and JSON, {@link java.math.BigDecimal}, {@code byte[]}, {@link
     * java.util.UUID}; nested values as the engine holds them, which {@link #row} gives as Java sees them.
     */
    @Nullable
    Object[] objects(int column);

    /** Whether a value is NULL. */
    boolean isNull(int column, int row);

    /** Whether any value of a column may be NULL. */
    boolean hasNulls(int column);

    /** 1 for a row that came, -1 for one that went; of an update, the old row comes just before the new one. */
    int weight(int row);

    /** A copy of a row that may be kept. */
    Row row(int row);
}
