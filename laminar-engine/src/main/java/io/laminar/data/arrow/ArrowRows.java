package io.laminar.data.arrow;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.Suggestions;
import io.laminar.data.binding.RowBlock;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The rows of a {@link VectorSchemaRoot}, to be copied into batches; vectors and columns are matched by name. */
public final class ArrowRows {
    private ArrowRows() {}

    /**
     * The rows, checked.
     *
     * @param root an {@code org.apache.arrow.vector.VectorSchemaRoot}; stays the caller's, who changes nothing before the rows
     *     are copied
     * @param schema columns of the batches; those without a vector are NULL
     * @throws LaminarException with {@code BINDING_MISMATCH} or {@code NULL_NOT_ALLOWED}
     */
    public static RowBlock of(AutoCloseable root, Schema schema) {
        if (!(root instanceof VectorSchemaRoot vectors)) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    "pushArrow takes a VectorSchemaRoot but got a "
                            + root.getClass().getName());
        }
        RowBlock rows = new RowBlock(schema);
        for (FieldVector vector : vectors.getFieldVectors()) {
            int column = schema.indexOf(vector.getName());
            if (column < 0) {
                throw new LaminarException(
                        ErrorCode.BINDING_MISMATCH,
                        "no column takes vector " + vector.getName()
                                + Suggestions.didYouMean(vector.getName(), schema.names()));
            }
            rows.set(column, VectorValues.of(schema.field(column), vector));
        }
        rows.check(vectors.getRowCount());
        return rows;
    }
}
