package io.laminar.ring1;

import io.laminar.data.Batch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a handle that takes values as lanes hold them read them off a row of a batch, without boxing. */
final class ColumnArguments {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final Map<Class<?>, String> READERS = Map.of(
            long.class, "longAt",
            Long.class, "nullableLong",
            double.class, "doubleAt",
            Double.class, "nullableDouble",
            boolean.class, "booleanAt",
            Boolean.class, "nullableBoolean",
            Object.class, "objectAt");

    private ColumnArguments() {}

    /**
     * The handle, of type {@code (Object, Batch, int)void}.
     *
     * @param handle takes an object, then one value per column
     */
    static MethodHandle of(MethodHandle handle, List<Integer> columns) {
        MethodHandle reading = handle;
        int[] order = new int[1 + 2 * columns.size()];
        for (int i = columns.size() - 1; i >= 0; i--) {
            MethodHandle reader =
                    MethodHandles.insertArguments(reader(handle.type().parameterType(i + 1)), 0, columns.get(i));
            reading = MethodHandles.collectArguments(reading, i + 1, reader);
            order[1 + 2 * i] = 1;
            order[2 + 2 * i] = 2;
        }
        MethodType type = MethodType.methodType(void.class, Object.class, Batch.class, int.class);
        return MethodHandles.permuteArguments(reading, type, order);
    }

    private static MethodHandle reader(Class<?> lane) {
        try {
            return LOOKUP.findStatic(
                    ColumnArguments.class,
                    Objects.requireNonNull(READERS.get(lane)),
                    MethodType.methodType(lane, int.class, Batch.class, int.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    static long longAt(int column, Batch in, int row) {
        return in.longs(column)[row];
    }

    static @Nullable Long nullableLong(int column, Batch in, int row) {
        return in.isNull(column, row) ? null : in.longs(column)[row];
    }

    static double doubleAt(int column, Batch in, int row) {
        return in.doubles(column)[row];
    }

    static @Nullable Double nullableDouble(int column, Batch in, int row) {
        return in.isNull(column, row) ? null : in.doubles(column)[row];
    }

    static boolean booleanAt(int column, Batch in, int row) {
        return in.longs(column)[row] != 0;
    }

    static @Nullable Boolean nullableBoolean(int column, Batch in, int row) {
        return in.isNull(column, row) ? null : in.longs(column)[row] != 0;
    }

    static @Nullable Object objectAt(int column, Batch in, int row) {
        return in.isNull(column, row) ? null : in.objects(column)[row];
    }
}
