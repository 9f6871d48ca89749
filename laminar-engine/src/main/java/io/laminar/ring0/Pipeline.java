package io.laminar.ring0;

import io.laminar.data.Batch;

/**
 * Filters and projections fused into one loop. Belongs to one thread.
 *
 * <p>When a row raises an error, a {@link RowException} that names the row leaves {@link #process}; the rows
 * before it are complete in {@code out}, and the caller may go on behind the row.
 */
public interface Pipeline {
    /**
     * Runs rows {@code from} (inclusive) to {@code to} (exclusive) and appends the results, with the weights of
     * their rows, to {@code out}, whose row count it sets.
     *
     * @param in rows of the input schema; not changed
     * @param out has room for {@code to - from} further rows
     * @return rows appended
     * @throws RowException when a row raises an error
     */
    int process(Batch in, int from, int to, Batch out);
}
