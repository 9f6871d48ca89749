package io.laminar.data.binding;

import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A row that holds its values; equal to another one with the same column names and values. */
public final class ArrayRow implements Row {
    private final Schema schema;
    private final @Nullable Object[] values;

    private ArrayRow(Schema schema, @Nullable Object[] values) {
        this.schema = schema;
        this.values = values;
    }

    /**
     * A row of Java values.
     *
     * @param values one per column, of the type that {@link Row} names; copied
     */
    public static ArrayRow of(Schema schema, @Nullable Object... values) {
        if (values.length != schema.size()) {
            throw new IllegalArgumentException(values.length + " values for columns " + schema);
        }
        return new ArrayRow(schema, values.clone());
    }

    /** A copy of one row of a batch. */
    public static ArrayRow of(Batch batch, int row) {
        return new ArrayRow(batch.schema(), valuesOf(batch, row));
    }

    /** The values of one row of a batch, as Java sees them. */
    static @Nullable Object[] valuesOf(Batch batch, int row) {
        @Nullable Object[] values = new Object[batch.schema().size()];
        for (int column = 0; column < values.length; column++) {
            values[column] = Values.toJava(batch, column, row);
        }
        return values;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Object get(int column) {
        return values[column];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArrayRow row
                && Arrays.deepEquals(values, row.values)
                && schema.names().equals(row.schema.names());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }

    /** {@code {a=1, b=x}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int column = 0; column < values.length; column++) {
            Object value = values[column];
            text.append(column == 0 ? "" : ", ")
                    .append(schema.field(column).name())
                    .append('=')
                    .append(
                            value instanceof byte[] bytes
                                    ? java.util.HexFormat.of().formatHex(bytes)
                                    : value);
        }
        return text.append('}').toString();
    }
}
