package io.laminar.data.arrow;

import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.Suggestions;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.data.binding.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/** Copies the rows of a {@link VectorSchemaRoot} into batches; vectors and columns are matched by name. */
public final class ArrowRows {
    private ArrowRows() {}

    /**
     * @param root an {@code org.apache.arrow.vector.VectorSchemaRoot}; stays the caller's
     * @param schema columns of the batches; those without a vector are NULL
     * @param pool makes the batches, which the caller releases
     * @throws LaminarException with {@code BINDING_MISMATCH} or {@code NULL_NOT_ALLOWED}; no batch is left over
     */
    public static List<Batch> copy(AutoCloseable root, Schema schema, BatchPool pool) {
        if (!(root instanceof VectorSchemaRoot vectors)) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    "pushArrow takes a VectorSchemaRoot but got a "
                            + root.getClass().getName());
        }
        @Nullable FieldVector[] byColumn = match(vectors, schema);
        List<Batch> batches = new ArrayList<>();
        try {
            for (int from = 0; from < vectors.getRowCount(); from += pool.batchRows()) {
                Batch batch = pool.take();
                batches.add(batch);
                int rows = Math.min(pool.batchRows(), vectors.getRowCount() - from);
                for (int column = 0; column < byColumn.length; column++) {
                    copyColumn(byColumn[column], from, rows, batch, column);
                }
                batch.rows(rows);
            }
        } catch (RuntimeException unfit) {
            batches.forEach(Batch::release);
            throw unfit;
        }
        return batches;
    }

    private static @Nullable FieldVector[] match(VectorSchemaRoot root, Schema schema) {
        @Nullable FieldVector[] byColumn = new @Nullable FieldVector[schema.size()];
        for (FieldVector vector : root.getFieldVectors()) {
            int column = schema.indexOf(vector.getName());
            if (column < 0) {
                throw new LaminarException(
                        ErrorCode.BINDING_MISMATCH,
                        "no column takes vector " + vector.getName()
                                + Suggestions.didYouMean(vector.getName(), schema.names()));
            }
            byColumn[column] = vector;
        }
        return byColumn;
    }

    private static void copyColumn(@Nullable FieldVector vector, int from, int rows, Batch batch, int column) {
        Field field = batch.schema().field(column);
        for (int row = 0; row < rows; row++) {
            if (vector == null || vector.isNull(from + row)) {
                if (!field.type().nullable()) {
                    throw new LaminarException(
                            ErrorCode.NULL_NOT_ALLOWED,
                            "column " + field.name() + " is NOT NULL but row " + (from + row) + " has no value for it");
                }
                batch.setNull(column, row);
            } else {
                copyValue(vector, from + row, batch, column, row);
            }
        }
    }

    private static void copyValue(FieldVector vector, int index, Batch batch, int column, int row) {
        io.laminar.api.DataType.Kind kind = batch.schema().type(column).kind();
        if (vector instanceof BigIntVector longs && kind == io.laminar.api.DataType.Kind.BIGINT) {
            batch.longs(column)[row] = longs.get(index);
        } else if (vector instanceof Float8Vector doubles && kind == io.laminar.api.DataType.Kind.DOUBLE) {
            batch.doubles(column)[row] = doubles.get(index);
        } else if (vector instanceof VarCharVector text && kind == io.laminar.api.DataType.Kind.VARCHAR) {
            batch.objects(column)[row] = new String(text.get(index), StandardCharsets.UTF_8);
        } else if (vector instanceof TimeStampVector times
                && batch.schema().type(column).isTimestamp()) {
            batch.longs(column)[row] = micros(times, index);
        } else {
            Object value = vector.getObject(index);
            Values.write(batch, column, row, value instanceof Text ? value.toString() : value);
        }
    }

    private static long micros(TimeStampVector times, int index) {
        TimeUnit unit = ((ArrowType.Timestamp) times.getField().getType()).getUnit();
        long value = times.get(index);
        return switch (unit) {
            case SECOND -> Math.multiplyExact(value, 1_000_000L);
            case MILLISECOND -> Math.multiplyExact(value, 1_000L);
            case MICROSECOND -> value;
            case NANOSECOND -> Math.floorDiv(value, 1_000L);
        };
    }
}
