package io.laminar.expr.function;

/** Between values of lanes and the objects that arrays, maps and rows hold: {@link Long} or {@link Double}. */
public final class BoxFunctions {
    private BoxFunctions() {}

    @SqlFunction(name = "BOX", internal = true, total = true, hidden = true)
    public static Object box(long value) {
        return value;
    }

    @SqlFunction(name = "BOX", internal = true, total = true, hidden = true)
    public static Object box(double value) {
        return value;
    }

    @SqlFunction(name = "BOX", internal = true, total = true, hidden = true)
    public static Object box(boolean value) {
        return value ? 1L : 0L;
    }

    @SqlFunction(name = "UNBOX", internal = true, total = true, hidden = true)
    public static long unboxLong(Object value) {
        return (Long) value;
    }

    @SqlFunction(name = "UNBOX", internal = true, total = true, hidden = true)
    public static double unboxDouble(Object value) {
        return (Double) value;
    }

    @SqlFunction(name = "UNBOX", internal = true, total = true, hidden = true)
    public static boolean unboxBoolean(Object value) {
        return (Long) value != 0;
    }
}
