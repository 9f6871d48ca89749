package io.laminar.data.binding;

import io.laminar.data.Batch;
import org.jspecify.annotations.Nullable;

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

    /**
     * The array that holds the values just as the lane of a batch does, so that it can be one, or null when there is none.
     *
     * @see #offset()
     */
    public @Nullable Object lane() {
        return null;
    }

    /** Where the first row is in the {@link #lane}. */
    public int offset() {
        return 0;
    }

    /** The null mask of a batch whose lane is {@link #lane}, or null when no row that was checked is NULL. */
    public long @Nullable [] nullMask(int rows) {
        return null;
    }

    /** Copies values, NULLs among them, of rows that were checked into a column of a batch. */
    public abstract void copy(int from, int count, Batch out, int column, int at);
}
