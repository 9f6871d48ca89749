package io.laminar.spi;

import io.laminar.api.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where a connector or format puts the rows that it reads, one value after the other. Columns that are not set
 * are NULL. Values are as {@link io.laminar.api.DataType.Kind} says. Belongs to the thread that reads.
 */
public interface RowWriter {
    /** The columns. */
    Schema schema();

    void setNull(int column);

    /** Sets a value of a type that is a long inside the engine. */
    void setLong(int column, long value);

    /** Sets a REAL or DOUBLE. */
    void setDouble(int column, double value);

    /** Sets a value of a type that is an object inside the engine. */
    void setObject(int column, @Nullable Object value);

    /**
     * Reads a value of the column's type from text, as CAST would.
     *
     * @throws io.laminar.api.LaminarException with {@code MALFORMED_RECORD}, the column, the text and the type
     */
    void setText(int column, CharSequence text);

    /**
     * Completes the row.
     *
     * @throws io.laminar.api.LaminarException with {@code NULL_NOT_ALLOWED}; the row is forgotten
     */
    void endRow();

    /** Forgets the values set since the last row. */
    void abandonRow();
}
