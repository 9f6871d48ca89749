package io.laminar.data.binding;

import io.laminar.data.Batch;

/** The values of one column of a {@link RowBlock}, wherever they are. Belongs to one thread. */
public abstract class ColumnValues {
    /**
     * Looks at all values, so that {@link #copy} cannot fail.
     *
     * @param rows number of rows that will be copied
     * @throws io.laminar.api.LaminarException with {@code BINDING_MISMATCH} or {@code NULL_NOT_ALLOWED}
     * @throws IndexOutOfBoundsException when there are fewer values
     */
    public abstract void check(int rows);

    /** Copies values, NULLs among them, of rows that were checked into a column of a batch. */
    public abstract void copy(int from, int count, Batch out, int column, int at);
}
