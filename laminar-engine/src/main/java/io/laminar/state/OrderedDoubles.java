package io.laminar.state;

/** Doubles as longs of the same order: NaN, of which there is one, is the greatest, and -0.0 is less than 0.0. */
public final class OrderedDoubles {
    private OrderedDoubles() {}

    /** The long of a double. */
    public static long toLong(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /** The double of a long. */
    public static double toDouble(long ordered) {
        return Double.longBitsToDouble(ordered ^ ((ordered >> 63) & Long.MAX_VALUE));
    }
}
