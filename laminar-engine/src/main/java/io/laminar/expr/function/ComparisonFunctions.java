package io.laminar.expr.function;

import io.laminar.data.NestedValues;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.UUID;

/** Comparisons of operands that are not NULL, once for each lane type. */
public final class ComparisonFunctions {
    private ComparisonFunctions() {}

    @SqlFunction(name = "=", description = "Whether both are the same value; NaN equals itself.", total = true)
    public static boolean equal(long left, long right) {
        return left == right;
    }

    @SqlFunction(name = "=", total = true, internal = true)
    public static boolean equal(double left, double right) {
        return left == right || (Double.isNaN(left) && Double.isNaN(right));
    }

    @SqlFunction(name = "=", total = true, internal = true)
    public static boolean equal(boolean left, boolean right) {
        return left == right;
    }

    @SqlFunction(name = "=", total = true, internal = true)
    public static boolean equal(String left, String right) {
        return left.equals(right);
    }

    @SqlFunction(name = "=", total = true, internal = true)
    public static boolean equal(BigDecimal left, BigDecimal right) {
        return left.compareTo(right) == 0;
    }

    @SqlFunction(name = "=", total = true, internal = true)
    public static boolean equal(byte[] left, byte[] right) {
        return Arrays.equals(left, right);
    }

    @SqlFunction(name = "=", total = true, internal = true)
    public static boolean equal(UUID left, UUID right) {
        return left.compareTo(right) == 0;
    }

    @SqlFunction(name = "=", total = true, internal = true)
    public static boolean equal(Object left, Object right) {
        return NestedValues.equal(left, right);
    }

    @SqlFunction(name = "<>", description = "Whether the values differ.", total = true)
    public static boolean notEqual(long left, long right) {
        return left != right;
    }

    @SqlFunction(name = "<>", total = true, internal = true)
    public static boolean notEqual(double left, double right) {
        return !equal(left, right);
    }

    @SqlFunction(name = "<>", total = true, internal = true)
    public static boolean notEqual(boolean left, boolean right) {
        return left != right;
    }

    @SqlFunction(name = "<>", total = true, internal = true)
    public static boolean notEqual(String left, String right) {
        return !left.equals(right);
    }

    @SqlFunction(name = "<>", total = true, internal = true)
    public static boolean notEqual(BigDecimal left, BigDecimal right) {
        return left.compareTo(right) != 0;
    }

    @SqlFunction(name = "<>", total = true, internal = true)
    public static boolean notEqual(byte[] left, byte[] right) {
        return !Arrays.equals(left, right);
    }

    @SqlFunction(name = "<>", total = true, internal = true)
    public static boolean notEqual(UUID left, UUID right) {
        return left.compareTo(right) != 0;
    }

    @SqlFunction(name = "<>", total = true, internal = true)
    public static boolean notEqual(Object left, Object right) {
        return !NestedValues.equal(left, right);
    }

    @SqlFunction(
            name = "<",
            description =
                    "Whether the left value sorts before the right one; NaN sorts last, text by its UTF-16 code units.",
            total = true)
    public static boolean less(long left, long right) {
        return left < right;
    }

    @SqlFunction(name = "<", total = true, internal = true)
    public static boolean less(double left, double right) {
        return left < right || (Double.isNaN(right) && !Double.isNaN(left));
    }

    @SqlFunction(name = "<", total = true, internal = true)
    public static boolean less(boolean left, boolean right) {
        return !left && right;
    }

    @SqlFunction(name = "<", total = true, internal = true)
    public static boolean less(String left, String right) {
        return left.compareTo(right) < 0;
    }

    @SqlFunction(name = "<", total = true, internal = true)
    public static boolean less(BigDecimal left, BigDecimal right) {
        return left.compareTo(right) < 0;
    }

    @SqlFunction(name = "<", total = true, internal = true)
    public static boolean less(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right) < 0;
    }

    @SqlFunction(name = "<", total = true, internal = true)
    public static boolean less(UUID left, UUID right) {
        return left.compareTo(right) < 0;
    }

    @SqlFunction(name = "<=", description = "Whether the left value does not sort after the right one.", total = true)
    public static boolean lessOrEqual(long left, long right) {
        return left <= right;
    }

    @SqlFunction(name = "<=", total = true, internal = true)
    public static boolean lessOrEqual(double left, double right) {
        return left <= right || Double.isNaN(right);
    }

    @SqlFunction(name = "<=", total = true, internal = true)
    public static boolean lessOrEqual(boolean left, boolean right) {
        return !left || right;
    }

    @SqlFunction(name = "<=", total = true, internal = true)
    public static boolean lessOrEqual(String left, String right) {
        return left.compareTo(right) <= 0;
    }

    @SqlFunction(name = "<=", total = true, internal = true)
    public static boolean lessOrEqual(BigDecimal left, BigDecimal right) {
        return left.compareTo(right) <= 0;
    }

    @SqlFunction(name = "<=", total = true, internal = true)
    public static boolean lessOrEqual(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right) <= 0;
    }

    @SqlFunction(name = "<=", total = true, internal = true)
    public static boolean lessOrEqual(UUID left, UUID right) {
        return left.compareTo(right) <= 0;
    }

    @SqlFunction(name = ">", description = "Whether the left value sorts after the right one.", total = true)
    public static boolean greater(long left, long right) {
        return left > right;
    }

    @SqlFunction(name = ">", total = true, internal = true)
    public static boolean greater(double left, double right) {
        return !lessOrEqual(left, right);
    }

    @SqlFunction(name = ">", total = true, internal = true)
    public static boolean greater(boolean left, boolean right) {
        return left && !right;
    }

    @SqlFunction(name = ">", total = true, internal = true)
    public static boolean greater(String left, String right) {
        return left.compareTo(right) > 0;
    }

    @SqlFunction(name = ">", total = true, internal = true)
    public static boolean greater(BigDecimal left, BigDecimal right) {
        return left.compareTo(right) > 0;
    }

    @SqlFunction(name = ">", total = true, internal = true)
    public static boolean greater(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right) > 0;
    }

    @SqlFunction(name = ">", total = true, internal = true)
    public static boolean greater(UUID left, UUID right) {
        return left.compareTo(right) > 0;
    }

    @SqlFunction(name = ">=", description = "Whether the left value does not sort before the right one.", total = true)
    public static boolean greaterOrEqual(long left, long right) {
        return left >= right;
    }

    @SqlFunction(name = ">=", total = true, internal = true)
    public static boolean greaterOrEqual(double left, double right) {
        return !less(left, right);
    }

    @SqlFunction(name = ">=", total = true, internal = true)
    public static boolean greaterOrEqual(boolean left, boolean right) {
        return left || !right;
    }

    @SqlFunction(name = ">=", total = true, internal = true)
    public static boolean greaterOrEqual(String left, String right) {
        return left.compareTo(right) >= 0;
    }

    @SqlFunction(name = ">=", total = true, internal = true)
    public static boolean greaterOrEqual(BigDecimal left, BigDecimal right) {
        return left.compareTo(right) >= 0;
    }

    @SqlFunction(name = ">=", total = true, internal = true)
    public static boolean greaterOrEqual(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right) >= 0;
    }

    @SqlFunction(name = ">=", total = true, internal = true)
    public static boolean greaterOrEqual(UUID left, UUID right) {
        return left.compareTo(right) >= 0;
    }

    @SqlFunction(
            name = "GREATEST",
            description = "The greatest of the operands, of which there may be many; NULL if one is NULL.",
            examples = "GREATEST(3, 4) = 4",
            total = true)
    public static long greatest(long left, long right) {
        return greater(left, right) ? left : right;
    }

    @SqlFunction(name = "GREATEST", internal = true, total = true)
    public static double greatest(double left, double right) {
        return greater(left, right) ? left : right;
    }

    @SqlFunction(name = "GREATEST", internal = true, total = true)
    public static String greatest(String left, String right) {
        return greater(left, right) ? left : right;
    }

    @SqlFunction(name = "GREATEST", internal = true, total = true)
    public static BigDecimal greatest(BigDecimal left, BigDecimal right) {
        return greater(left, right) ? left : right;
    }

    @SqlFunction(
            name = "LEAST",
            description = "The least of the operands, of which there may be many; NULL if one is NULL.",
            examples = "LEAST(3, 4) = 3",
            total = true)
    public static long least(long left, long right) {
        return less(left, right) ? left : right;
    }

    @SqlFunction(name = "LEAST", internal = true, total = true)
    public static double least(double left, double right) {
        return less(left, right) ? left : right;
    }

    @SqlFunction(name = "LEAST", internal = true, total = true)
    public static String least(String left, String right) {
        return less(left, right) ? left : right;
    }

    @SqlFunction(name = "LEAST", internal = true, total = true)
    public static BigDecimal least(BigDecimal left, BigDecimal right) {
        return less(left, right) ? left : right;
    }
}
