package io.laminar.expr.function;

import org.jspecify.annotations.Nullable;

/** Rows: arrays of boxed values that are never changed. */
public final class RowFunctions {
    private RowFunctions() {}

    @SqlFunction(name = "ROW", internal = true, total = true, calledWithNull = true)
    public static @Nullable Object[] row(@Nullable Object... fields) {
        return fields;
    }

    @SqlFunction(name = "FIELD", internal = true, total = true)
    public static @Nullable Object field(@Nullable Object[] row, long index) {
        return row[(int) index];
    }
}
