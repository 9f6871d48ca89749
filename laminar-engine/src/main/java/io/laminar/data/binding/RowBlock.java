package io.laminar.data.binding;

import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows in columns that somebody outside has, to be copied into batches. Belongs to one thread. */
public final class RowBlock {
    private final Schema schema;
    private final @Nullable ColumnValues[] columns;
    private int rows;

    /** @param schema columns of the batches */
    public RowBlock(Schema schema) {
        this.schema = schema;
        this.columns = new @Nullable ColumnValues[schema.size()];
    }

    /** The columns. */
    public Schema schema() {
        return schema;
    }

    /** Gives the values of a column; without any it is NULL. */
    public void set(int column, ColumnValues values) {
        columns[column] = values;
    }

    /** What was set for a column. */
    public @Nullable ColumnValues values(int column) {
        return columns[column];
    }

    /**
     * Looks at all values of the first rows.
     *
     * @throws LaminarException with {@code BINDING_MISMATCH} or {@code NULL_NOT_ALLOWED}
     */
    public void check(int count) {
        for (int column = 0; column < columns.length; column++) {
            ColumnValues values = columns[column];
            if (values != null) {
                values.check(count);
            } else if (count > 0 && !schema.type(column).nullable()) {
                throw missing(schema.field(column), 0);
            }
        }
        rows = count;
    }

    /** Rows that were checked. */
    public int rows() {
        return rows;
    }

    /**
     * Checked rows as a batch that reads the arrays where they are, from row {@link #offset()} on, or null when some would have to be
     * converted, or do not begin at the same place.
     *
     * @param lender told when nobody reads them any more
     */
    public @Nullable Batch lend(Runnable lender) {
        Object[] lanes = new Object[columns.length];
        long[] @Nullable [] nullMasks = new long[columns.length][];
        for (int column = 0; column < lanes.length; column++) {
            ColumnValues values = columns[column];
            Object lane = values == null ? null : values.lane();
            if (values == null || lane == null || values.offset() != offset()) {
                return null;
            }
            lanes[column] = lane;
            nullMasks[column] = values.nullMask(rows);
        }
        return Batch.lent(schema, lanes, nullMasks, offset() + rows, lender);
    }

    /** Where the first row is in the arrays. */
    public int offset() {
        ColumnValues first = columns.length == 0 ? null : columns[0];
        return first == null ? 0 : first.offset();
    }

    /** Copies checked rows into a batch, behind its own; for the owner, who has checked for room. */
    public void copy(int from, int count, Batch out) {
        int at = out.rows();
        for (int column = 0; column < columns.length; column++) {
            ColumnValues values = columns[column];
            if (values == null) {
                for (int row = at; row < at + count; row++) {
                    out.setNull(column, row);
                }
            } else {
                values.copy(from, count, out, column, at);
            }
        }
        out.rows(at + count);
    }

    /** Forgets all values. */
    public void clear() {
        Arrays.fill(columns, null);
        rows = 0;
    }

    /** An error about a row without a value for a column that must have one. */
    public static LaminarException missing(Field field, int row) {
        return new LaminarException(
                ErrorCode.NULL_NOT_ALLOWED,
                "column " + field.name() + " is NOT NULL but row " + row
                        + " has no value for it; give it one, or declare the column without NOT NULL");
    }
}
