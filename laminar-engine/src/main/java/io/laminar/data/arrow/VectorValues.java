package io.laminar.data.arrow;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import io.laminar.data.binding.ArrayValues;
import io.laminar.data.binding.ColumnValues;
import io.laminar.data.binding.RowBlock;
import io.laminar.data.binding.Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/** Values of a column in a vector. Those of eight bytes that are in the lane as they are in the vector are copied at once. */
abstract class VectorValues<V extends FieldVector> extends ColumnValues {
    final Field field;
    final V vector;
    private byte[] scratch = {};

    private VectorValues(Field field, V vector) {
        this.field = field;
        this.vector = vector;
    }

    static ColumnValues of(Field field, FieldVector vector) {
        DataType type = field.type();
        if (vector instanceof BigIntVector longs && type.kind() == DataType.Kind.BIGINT) {
            return new OfLong(field, longs);
        }
        if (vector instanceof TimeStampVector times && type.isTimestamp()) {
            TimeUnit unit = ((ArrowType.Timestamp) times.getField().getType()).getUnit();
            boolean isAsItIs = unit == TimeUnit.MICROSECOND && (type.precision() < 0 || type.precision() >= 6);
            return isAsItIs ? new OfLong(field, times) : new OfTime(field, times, unit);
        }
        if (vector instanceof Float8Vector doubles && type.kind() == DataType.Kind.DOUBLE) {
            return new OfDouble(field, doubles);
        }
        if (vector instanceof VarCharVector texts && type.kind() == DataType.Kind.VARCHAR && type.precision() < 0) {
            return new OfText(field, texts);
        }
        return ArrayValues.of(field, objects(vector), 0);
    }

    private static @Nullable Object[] objects(FieldVector vector) {
        @Nullable Object[] values = new Object[vector.getValueCount()];
        for (int row = 0; row < values.length; row++) {
            if (!vector.isNull(row)) {
                values[row] = object(vector, row);
            }
        }
        return values;
    }

    private static @Nullable Object object(FieldVector vector, int row) {
        Object value = vector.getObject(row);
        return value instanceof Text ? value.toString() : value;
    }

    @Override
    public final void check(int rows) {
        java.util.Objects.checkFromIndexSize(0, rows, vector.getValueCount());
        checkValues(rows);
        if (vector.getNullCount() > 0 && !field.type().nullable()) {
            for (int row = 0; row < rows; row++) {
                if (vector.isNull(row)) {
                    throw RowBlock.missing(field, row);
                }
            }
        }
    }

    @Override
    public final void copy(int from, int count, Batch out, int column, int at) {
        copyValues(from, count, out, column, at);
        if (vector.getNullCount() > 0) {
            for (int row = 0; row < count; row++) {
                if (vector.isNull(from + row)) {
                    out.setNull(column, at + row);
                }
            }
        }
    }

    /** Looks at values that may not fit. */
    void checkValues(int rows) {}

    abstract void copyValues(int from, int count, Batch out, int column, int at);

    /** A copy of a part of a vector of eight bytes a value; a view of it would need a flag of the JVM. */
    final ByteBuffer bytes(int from, int count) {
        int length = count * Long.BYTES;
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        vector.getDataBuffer().getBytes((long) from * Long.BYTES, scratch, 0, length);
        return ByteBuffer.wrap(scratch, 0, length).order(ByteOrder.nativeOrder());
    }

    private static final class OfLong extends VectorValues<FieldVector> {
        OfLong(Field field, FieldVector vector) {
            super(field, vector);
        }

        @Override
        void copyValues(int from, int count, Batch out, int column, int at) {
            bytes(from, count).asLongBuffer().get(out.longs(column), at, count);
        }
    }

    /** Times in another unit, or of a type with fewer digits. */
    private static final class OfTime extends VectorValues<TimeStampVector> {
        private final TimeUnit unit;

        OfTime(Field field, TimeStampVector vector, TimeUnit unit) {
            super(field, vector);
            this.unit = unit;
        }

        @Override
        void checkValues(int rows) {
            long limit = Long.MAX_VALUE / factor();
            for (int row = 0; row < rows; row++) {
                if (!vector.isNull(row) && (vector.get(row) > limit || vector.get(row) < -limit)) {
                    throw new LaminarException(
                            ErrorCode.BINDING_MISMATCH,
                            "column " + field.name() + " is " + field.type() + " and cannot hold " + vector.get(row)
                                    + " of unit " + unit + "; give it a time within some 290,000 years of 1970");
                }
            }
        }

        private long factor() {
            return unit == TimeUnit.SECOND ? 1_000_000 : unit == TimeUnit.MILLISECOND ? 1_000 : 1;
        }

        @Override
        void copyValues(int from, int count, Batch out, int column, int at) {
            long[] lane = out.longs(column);
            long factor = factor();
            for (int row = 0; row < count; row++) {
                if (!vector.isNull(from + row)) {
                    long value = vector.get(from + row);
                    long micros = unit == TimeUnit.NANOSECOND ? Math.floorDiv(value, 1_000L) : value * factor;
                    lane[at + row] = Values.cut(field.type(), micros);
                }
            }
        }
    }

    private static final class OfDouble extends VectorValues<FieldVector> {
        OfDouble(Field field, FieldVector vector) {
            super(field, vector);
        }

        @Override
        void copyValues(int from, int count, Batch out, int column, int at) {
            bytes(from, count).asDoubleBuffer().get(out.doubles(column), at, count);
        }
    }

    private static final class OfText extends VectorValues<VarCharVector> {
        OfText(Field field, VarCharVector vector) {
            super(field, vector);
        }

        @Override
        void copyValues(int from, int count, Batch out, int column, int at) {
            @Nullable Object[] lane = out.objects(column);
            for (int row = 0; row < count; row++) {
                if (!vector.isNull(from + row)) {
                    lane[at + row] = new String(vector.get(from + row), StandardCharsets.UTF_8);
                }
            }
        }
    }
}
