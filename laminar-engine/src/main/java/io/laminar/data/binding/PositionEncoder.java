package io.laminar.data.binding;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes values in column order. */
abstract class PositionEncoder<T> extends RowEncoder<T> {
    private final Schema schema;

    PositionEncoder(Schema schema) {
        this.schema = schema;
    }

    abstract int count(T row);

    abstract @Nullable Object value(T row, int column);

    @Override
    void write(T row, Batch out, int at) {
        if (count(row) != schema.size()) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    "got " + count(row) + " values for the columns " + schema + "; give one value per column");
        }
        for (int column = 0; column < schema.size(); column++) {
            Values.write(out, schema.field(column), column, at, value(row, column));
        }
    }

    static final class OfArray extends PositionEncoder<@Nullable Object[]> {
        OfArray(Schema schema) {
            super(schema);
        }

        @Override
        int count(@Nullable Object[] row) {
            return row.length;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] row, int column) {
            return row[column];
        }
    }

    static final class OfList extends PositionEncoder<List<? extends @Nullable Object>> {
        OfList(Schema schema) {
            super(schema);
        }

        @Override
        int count(List<? extends @Nullable Object> row) {
            return row.size();
        }

        @Override
        @Nullable
        Object value(List<? extends @Nullable Object> row, int column) {
            return row.get(column);
        }
    }

    static final class OfRow extends PositionEncoder<Row> {
        OfRow(Schema schema) {
            super(schema);
        }

        @Override
        int count(Row row) {
            return row.size();
        }

        @Override
        @Nullable
        Object value(Row row, int column) {
            return row.get(column);
        }
    }

    /** A relation with a single column takes its value as the row. */
    static final class OfValue extends PositionEncoder<Object> {
        OfValue(Schema schema) {
            super(schema);
        }

        @Override
        int count(Object row) {
            return 1;
        }

        @Override
        Object value(Object row, int column) {
            return row;
        }
    }
}
