package io.laminar.data.binding;

import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of a column in an array. */
public abstract class ArrayValues extends ColumnValues {
    final Field field;
    final int offset;
    private final int length;
    private boolean @Nullable [] isNull;
    private int nullsOffset;

    private ArrayValues(Field field, int offset, int length) {
        this.field = field;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Whole numbers as the lane has them.
     *
     * @throws LaminarException with {@code BINDING_MISMATCH} when the column's lane is another
     */
    public static ArrayValues of(Field field, long[] values, int offset) {
        requireKind(field, LaneKind.LONG, "whole numbers");
        return new OfLong(field, values, offset);
    }

    /** As {@link #of(Field, long[], int)}. */
    public static ArrayValues of(Field field, int[] values, int offset) {
        requireKind(field, LaneKind.LONG, "whole numbers");
        return new OfInt(field, values, offset);
    }

    /** Approximate numbers; otherwise as {@link #of(Field, long[], int)}. */
    public static ArrayValues of(Field field, double[] values, int offset) {
        requireKind(field, LaneKind.DOUBLE, "approximate numbers");
        return new OfDouble(field, values, offset);
    }

    /** Java values; null is NULL. */
    public static ArrayValues of(Field field, @Nullable Object[] values, int offset) {
        return values instanceof String[] texts && field.type().isCharacter()
                ? new OfText(field, texts, offset)
                : new OfObject(field, values, offset);
    }

    private static void requireKind(Field field, LaneKind kind, String what) {
        if (LaneKind.of(field.type()) != kind) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    "column " + field.name() + " is " + field.type() + " and takes no array of " + what
                            + "; give it an array of objects");
        }
    }

    /** Says which rows are NULL. */
    public void nulls(boolean[] nulls, int firstRow) {
        isNull = nulls;
        nullsOffset = firstRow;
    }

    @Override
    public final void check(int rows) {
        Objects.checkFromIndexSize(offset, rows, length);
        boolean[] nulls = isNull;
        if (nulls == null) {
            checkValues(0, rows);
            return;
        }
        Objects.checkFromIndexSize(nullsOffset, rows, nulls.length);
        for (int row = 0; row < rows; row++) {
            if (!nulls[nullsOffset + row]) {
                checkValues(row, row + 1);
            } else if (!field.type().nullable()) {
                throw RowBlock.missing(field, row);
            }
        }
    }

    @Override
    public final void copy(int from, int count, Batch out, int column, int at) {
        copyValues(from, count, out, column, at);
        boolean[] nulls = isNull;
        if (nulls != null) {
            for (int row = 0; row < count; row++) {
                if (nulls[nullsOffset + from + row]) {
                    out.setNull(column, at + row);
                }
            }
        }
    }

    @Override
    public final int offset() {
        return offset;
    }

    @Override
    public final long @Nullable [] nullMask(int rows) {
        boolean[] nulls = isNull;
        if (nulls == null && !hasNullValues()) {
            return null;
        }
        long[] mask = new long[(offset + rows + Long.SIZE - 1) / Long.SIZE];
        for (int row = 0; row < rows; row++) {
            if (nulls != null ? nulls[nullsOffset + row] : isNullValue(row)) {
                mask[(offset + row) >> 6] |= 1L << (offset + row);
            }
        }
        return mask;
    }

    /** Whether values that were checked may themselves say that they are NULL. */
    boolean hasNullValues() {
        return false;
    }

    boolean isNullValue(int row) {
        return false;
    }

    abstract void checkValues(int from, int to);

    abstract void copyValues(int from, int count, Batch out, int column, int at);

    private static final class OfLong extends ArrayValues {
        private final long[] values;
        private final LongLimits limits;

        OfLong(Field field, long[] values, int offset) {
            super(field, offset, values.length);
            this.values = values;
            this.limits = LongLimits.of(field);
        }

        @Override
        public @Nullable Object lane() {
            return limits.cuts() ? null : values;
        }

        @Override
        void checkValues(int from, int to) {
            limits.check(values, offset + from, offset + to);
        }

        @Override
        void copyValues(int from, int count, Batch out, int column, int at) {
            long[] lane = out.longs(column);
            System.arraycopy(values, offset + from, lane, at, count);
            limits.cut(lane, at, at + count);
        }
    }

    private static final class OfInt extends ArrayValues {
        private final int[] values;
        private final LongLimits limits;

        OfInt(Field field, int[] values, int offset) {
            super(field, offset, values.length);
            this.values = values;
            this.limits = LongLimits.of(field);
        }

        @Override
        void checkValues(int from, int to) {
            limits.check(values, offset + from, offset + to);
        }

        @Override
        void copyValues(int from, int count, Batch out, int column, int at) {
            long[] lane = out.longs(column);
            int first = offset + from;
            for (int row = 0; row < count; row++) {
                lane[at + row] = values[first + row];
            }
            limits.cut(lane, at, at + count);
        }
    }

    private static final class OfDouble extends ArrayValues {
        private final double[] values;

        OfDouble(Field field, double[] values, int offset) {
            super(field, offset, values.length);
            this.values = values;
        }

        @Override
        public Object lane() {
            return values;
        }

        @Override
        void checkValues(int from, int to) {
            if (field.type().kind() == io.laminar.api.DataType.Kind.REAL) {
                for (int i = offset + from; i < offset + to; i++) {
                    double value = values[i];
                    if ((float) value != value && !Double.isNaN(value)) {
                        throw ToEngine.mismatch(field, value, null);
                    }
                }
            }
        }

        @Override
        void copyValues(int from, int count, Batch out, int column, int at) {
            System.arraycopy(values, offset + from, out.doubles(column), at, count);
        }
    }

    private static final class OfText extends ArrayValues {
        private final @Nullable String[] values;
        private boolean hasNull;

        OfText(Field field, @Nullable String[] values, int offset) {
            super(field, offset, values.length);
            this.values = values;
        }

        @Override
        public Object lane() {
            return values;
        }

        @Override
        boolean hasNullValues() {
            return hasNull;
        }

        @Override
        boolean isNullValue(int row) {
            return values[offset + row] == null;
        }

        @Override
        void checkValues(int from, int to) {
            int limit = field.type().precision();
            boolean isNullable = field.type().nullable();
            for (int i = offset + from; i < offset + to; i++) {
                String value = values[i];
                if (value == null) {
                    if (!isNullable) {
                        throw RowBlock.missing(field, i - offset);
                    }
                    hasNull = true;
                } else if (limit >= 0 && value.length() > limit) {
                    throw ToEngine.mismatch(field, value, null);
                }
            }
        }

        @Override
        void copyValues(int from, int count, Batch out, int column, int at) {
            System.arraycopy(values, offset + from, out.objects(column), at, count);
            if (hasNull) {
                for (int row = 0; row < count; row++) {
                    if (values[offset + from + row] == null) {
                        out.setNull(column, at + row);
                    }
                }
            }
        }
    }

    /** Values that are converted one by one, when they are checked. */
    private static final class OfObject extends ArrayValues {
        private final @Nullable Object[] values;
        private @Nullable Object[] converted = {};

        OfObject(Field field, @Nullable Object[] values, int offset) {
            super(field, offset, values.length);
            this.values = values;
        }

        @Override
        void checkValues(int from, int to) {
            if (converted.length < to) {
                converted = java.util.Arrays.copyOf(converted, values.length - offset);
            }
            for (int row = from; row < to; row++) {
                Object value = values[offset + row];
                converted[row] =
                        Values.toEngine(field, value instanceof Optional<?> optional ? optional.orElse(null) : value);
            }
        }

        @Override
        void copyValues(int from, int count, Batch out, int column, int at) {
            for (int row = 0; row < count; row++) {
                Object value = converted[from + row];
                if (value == null) {
                    out.setNull(column, at + row);
                    continue;
                }
                switch (out.kind(column)) {
                    case LONG -> out.longs(column)[at + row] = (Long) value;
                    case DOUBLE -> out.doubles(column)[at + row] = (Double) value;
                    case OBJECT -> out.objects(column)[at + row] = value;
                }
            }
        }
    }
}
