package io.laminar.data.binding;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Writes one column from one member. The handles have exact types, so that primitives reach long and double lanes
 * without being boxed; records, whose fields the JIT takes for constant.
 */
sealed interface ColumnWriter {
    /** A handle of (Object subject, Batch out, int at) that gets the member of the subject and writes it. */
    MethodHandle handle();

    static ColumnWriter of(Member member, Field field, int column) {
        MethodHandle getter = member.handle();
        DataType type = field.type();
        Class<?> from = member.type();
        boolean isSmall = from == int.class || from == short.class || from == byte.class;
        if (isSmall || from == long.class) {
            long limit = limitOf(type);
            if (limit > 0) {
                // Two's complement has one more below zero, but only where the limit is that of a type.
                long lowest = type.isInteger() ? -limit - 1 : -limit;
                return new OfLong(column, field, typed(getter, long.class), lowest, limit, factorOf(type));
            }
        }
        if (from == boolean.class && type.kind() == DataType.Kind.BOOLEAN) {
            return new OfBoolean(column, typed(getter, boolean.class));
        }
        boolean isExactDouble = type.kind() == DataType.Kind.DOUBLE && (isSmall || from == double.class);
        boolean isExactReal =
                type.isApproximate() && (from == float.class || from == short.class || from == byte.class);
        if (isExactDouble || isExactReal) {
            return new OfDouble(column, typed(getter, double.class));
        }
        if (from == String.class && type.kind() == DataType.Kind.VARCHAR && type.precision() < 0) {
            return new OfText(column, field, typed(getter, String.class));
        }
        return new OfObject(column, field, typed(getter, Object.class));
    }

    private static MethodHandle typed(MethodHandle getter, Class<?> result) {
        return getter.asType(MethodType.methodType(result, Object.class));
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

    /** The method {@code put} of a writer, behind the getter. */
    private static MethodHandle behind(MethodHandle getter, ColumnWriter writer) {
        Class<?> type = getter.type().returnType();
        try {
            MethodHandle put = MethodHandles.lookup()
                    .findVirtual(
                            writer.getClass(), "put", MethodType.methodType(void.class, type, Batch.class, int.class));
            return MethodHandles.filterArguments(put.bindTo(writer), 0, getter);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whole numbers within limits, times a factor. */
    record OfLong(int column, Field field, MethodHandle getter, long lowest, long highest, long factor)
            implements ColumnWriter {
        @Override
        public MethodHandle handle() {
            return behind(getter, this);
        }

        void put(long value, Batch out, int at) {
            if (value < lowest || value > highest) {
                throw ToEngine.mismatch(field, value, null);
            }
            out.longs(column)[at] = value * factor;
        }
    }

    record OfBoolean(int column, MethodHandle getter) implements ColumnWriter {
        @Override
        public MethodHandle handle() {
            return behind(getter, this);
        }

        void put(boolean value, Batch out, int at) {
            out.longs(column)[at] = value ? 1 : 0;
        }
    }

    record OfDouble(int column, MethodHandle getter) implements ColumnWriter {
        @Override
        public MethodHandle handle() {
            return behind(getter, this);
        }

        void put(double value, Batch out, int at) {
            out.doubles(column)[at] = value;
        }
    }

    /** Text for a column without a limit. */
    record OfText(int column, Field field, MethodHandle getter) implements ColumnWriter {
        @Override
        public MethodHandle handle() {
            return behind(getter, this);
        }

        void put(@Nullable String value, Batch out, int at) {
            if (value == null) {
                Values.write(out, field, column, at, null);
            } else {
                out.objects(column)[at] = value;
            }
        }
    }

    /** Everything else. */
    record OfObject(int column, Field field, MethodHandle getter) implements ColumnWriter {
        @Override
        public MethodHandle handle() {
            return behind(getter, this);
        }

        void put(@Nullable Object value, Batch out, int at) {
            Values.write(out, field, column, at, value);
        }
    }

    /** A column that the class does not have. */
    record Absent(int column) implements ColumnWriter {
        private static final MethodHandle PUT;

        static {
            try {
                PUT = MethodHandles.lookup()
                        .findVirtual(
                                Absent.class,
                                "put",
                                MethodType.methodType(void.class, Object.class, Batch.class, int.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @Override
        public MethodHandle handle() {
            return PUT.bindTo(this);
        }

        void put(Object ignored, Batch out, int at) {
            out.setNull(column, at);
        }
    }
}
