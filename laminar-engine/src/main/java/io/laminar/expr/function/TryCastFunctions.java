package io.laminar.expr.function;

import io.laminar.api.LaminarException;
import org.jspecify.annotations.Nullable;

/** TRY_CAST for each pair of lanes: NULL where the cast fails. */
public final class TryCastFunctions {
    private TryCastFunctions() {}

    private static @Nullable Object orNull(Object value, FallibleCast cast) {
        try {
            return cast.apply(value);
        } catch (LaminarException e) {
            return null;
        }
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Boolean toBoolean(boolean value, FallibleCast cast) {
        return (Boolean) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Boolean toBoolean(long value, FallibleCast cast) {
        return (Boolean) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Boolean toBoolean(double value, FallibleCast cast) {
        return (Boolean) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Boolean toBoolean(Object value, FallibleCast cast) {
        return (Boolean) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Long toLong(boolean value, FallibleCast cast) {
        return (Long) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Long toLong(long value, FallibleCast cast) {
        return (Long) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Long toLong(double value, FallibleCast cast) {
        return (Long) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Long toLong(Object value, FallibleCast cast) {
        return (Long) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Double toDouble(boolean value, FallibleCast cast) {
        return (Double) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Double toDouble(long value, FallibleCast cast) {
        return (Double) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Double toDouble(double value, FallibleCast cast) {
        return (Double) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Double toDouble(Object value, FallibleCast cast) {
        return (Double) orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Object toObject(boolean value, FallibleCast cast) {
        return orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Object toObject(long value, FallibleCast cast) {
        return orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Object toObject(double value, FallibleCast cast) {
        return orNull(value, cast);
    }

    @SqlFunction(name = "TRY_CAST", internal = true, total = true)
    public static @Nullable Object toObject(Object value, FallibleCast cast) {
        return orNull(value, cast);
    }
}
