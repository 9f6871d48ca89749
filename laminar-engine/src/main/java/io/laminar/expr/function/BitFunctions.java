package io.laminar.expr.function;

/** Bits of integers in two's complement. */
public final class BitFunctions {
    private BitFunctions() {}

    @SqlFunction(
            name = "BITAND",
            description = "Bits that both have; also a & b.",
            examples = "BITAND(5, 3) = 1",
            total = true)
    public static long and(long left, long right) {
        return left & right;
    }

    @SqlFunction(name = "BITOR", description = "Bits that one has.", examples = "BITOR(5, 3) = 7", total = true)
    public static long or(long left, long right) {
        return left | right;
    }

    @SqlFunction(
            name = "BITXOR",
            description = "Bits that exactly one has; also a ^ b.",
            examples = "BITXOR(5, 3) = 6",
            total = true)
    public static long exclusiveOr(long left, long right) {
        return left ^ right;
    }

    @SqlFunction(name = "BITNOT", description = "All bits changed.", examples = "BITNOT(5) = -6", total = true)
    public static long not(long operand) {
        return ~operand;
    }

    @SqlFunction(
            name = "LEFTSHIFT",
            aliases = {"SHIFTLEFT", "BIT_SHIFT_LEFT"},
            description = "Bits moved up by 0 to 63 places; those that leave are lost. Also a << b.",
            examples = {"LEFTSHIFT(1, 3) = 8", "LEFTSHIFT(1, 64) = 0"})
    public static long shiftLeft(long bits, long places) {
        checkPlaces(places);
        return places > 63 ? 0 : bits << places;
    }

    @SqlFunction(
            name = "RIGHTSHIFT",
            aliases = {"SHIFTRIGHT", "BIT_SHIFT_RIGHT"},
            description = "Bits moved down; the sign is kept.",
            examples = {"RIGHTSHIFT(8, 2) = 2", "RIGHTSHIFT(-8, 64) = -1"})
    public static long shiftRight(long bits, long places) {
        checkPlaces(places);
        return bits >> Math.min(places, 63);
    }

    @SqlFunction(name = "BIT_COUNT", description = "Bits that are set.", examples = "BIT_COUNT(7) = 3", total = true)
    public static long count(long bits) {
        return Long.bitCount(bits);
    }

    private static void checkPlaces(long places) {
        if (places < 0) {
            throw ValueErrors.invalidArgument("bits are moved by 0 places or more but got " + places);
        }
    }
}
