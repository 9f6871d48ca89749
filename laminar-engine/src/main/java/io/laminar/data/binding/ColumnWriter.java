package io.laminar.data.binding;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Writes one column from one member. The handles have exact types, so that primitives reach long and double lanes
 * without being boxed.
 */
abstract class ColumnWriter {
    final int column;

    ColumnWriter(int column) {
        this.column = column;
    }

    abstract void write(Object subject, Batch out, int at);

    static ColumnWriter of(Member member, Field field, int column) {
        MethodHandle getter = member.handle();
        DataType type = field.type();
        Class<?> from = member.type();
        boolean isSmall = from == int.class || from == short.class || from == byte.class;
        if (isSmall || from == long.class) {
            long limit = limitOf(type);
            if (limit > 0) {
                MethodHandle exact = getter.asType(MethodType.methodType(long.class, Object.class));
                return new OfLong(column, field, exact, limit, factorOf(type));
            }
        }
        if (from == boolean.class && type.kind() == DataType.Kind.BOOLEAN) {
            return new OfBoolean(column, getter.asType(MethodType.methodType(boolean.class, Object.class)));
        }
        boolean isExactDouble = type.kind() == DataType.Kind.DOUBLE && (isSmall || from == double.class);
        boolean isExactReal =
                type.isApproximate() && (from == float.class || from == short.class || from == byte.class);
        if (isExactDouble || isExactReal) {
            return new OfDouble(column, getter.asType(MethodType.methodType(double.class, Object.class)));
        }
        return new OfObject(column, field, getter.asType(MethodType.methodType(Object.class, Object.class)));
    }

    /** The greatest long that the column can take before it is multiplied; 0 when longs need a look at each value. */
    private static long limitOf(DataType type) {
        return switch (type.kind()) {
            case TINYINT -> Byte.MAX_VALUE;
            case SMALLINT -> Short.MAX_VALUE;
            case INTEGER -> Integer.MAX_VALUE;
            case BIGINT -> Long.MAX_VALUE;
            case DECIMAL -> type.precision() <= 18 ? Numbers.powerOfTen(type.precision() - type.scale()) - 1 : 0;
            // Milliseconds since 1970.
            case TIMESTAMP, TIMESTAMP_LTZ -> type.precision() < 0 || type.precision() >= 3 ? Long.MAX_VALUE / 1000 : 0;
            default -> 0;
        };
    }

    private static long factorOf(DataType type) {
        return type.kind() == DataType.Kind.DECIMAL ? Numbers.powerOfTen(type.scale()) : type.isTimestamp() ? 1000 : 1;
    }

    /** What the getter of an application throws, as it is where that is possible. */
    static RuntimeException failure(Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new LaminarException(ErrorCode.BINDING_MISMATCH, "a getter failed: " + cause, cause);
    }

    /** Whole numbers within limits, times a factor. */
    private static final class OfLong extends ColumnWriter {
        private final Field field;
        private final MethodHandle getter;
        private final long highest;
        private final long lowest;
        private final long factor;

        OfLong(int column, Field field, MethodHandle getter, long highest, long factor) {
            super(column);
            this.field = field;
            this.getter = getter;
            this.highest = highest;
            // Two's complement has one more below zero, but only where the limit is that of a type.
            this.lowest = field.type().isInteger() ? -highest - 1 : -highest;
            this.factor = factor;
        }

        @Override
        void write(Object subject, Batch out, int at) {
            long value;
            try {
                value = (long) getter.invokeExact(subject);
            } catch (Throwable e) {
                throw failure(e);
            }
            if (value < lowest || value > highest) {
                throw ToEngine.mismatch(field, value, null);
            }
            out.longs(column)[at] = value * factor;
        }
    }

    private static final class OfBoolean extends ColumnWriter {
        private final MethodHandle getter;

        OfBoolean(int column, MethodHandle getter) {
            super(column);
            this.getter = getter;
        }

        @Override
        void write(Object subject, Batch out, int at) {
            try {
                out.longs(column)[at] = (boolean) getter.invokeExact(subject) ? 1 : 0;
            } catch (Throwable e) {
                throw failure(e);
            }
        }
    }

    private static final class OfDouble extends ColumnWriter {
        private final MethodHandle getter;

        OfDouble(int column, MethodHandle getter) {
            super(column);
            this.getter = getter;
        }

        @Override
        void write(Object subject, Batch out, int at) {
            try {
                out.doubles(column)[at] = (double) getter.invokeExact(subject);
            } catch (Throwable e) {
                throw failure(e);
            }
        }
    }

    /** Everything else. */
    private static final class OfObject extends ColumnWriter {
        private final Field field;
        private final MethodHandle getter;

        OfObject(int column, Field field, MethodHandle getter) {
            super(column);
            this.field = field;
            this.getter = getter;
        }

        @Override
        void write(Object subject, Batch out, int at) {
            @Nullable Object value;
            try {
                value = (Object) getter.invokeExact(subject);
            } catch (Throwable e) {
                throw failure(e);
            }
            Values.write(out, field, column, at, value);
        }
    }

    /** A column that the class does not have. */
    static final class Absent extends ColumnWriter {
        Absent(int column) {
            super(column);
        }

        @Override
        void write(Object subject, Batch out, int at) {
            out.setNull(column, at);
        }
    }
}
