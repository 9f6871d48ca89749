package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.BIGINT;

import java.math.BigInteger;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Integers, NaN and chance. Domain errors of doubles give NaN, as in Java. */
public final class NumberFunctions {
    private NumberFunctions() {}

    @SqlFunction(name = "DIV", description = "Quotient of integers, cut towards zero.", examples = "DIV(-7, 2) = -3")
    public static long divide(long left, long right) {
        return ArithmeticFunctions.divide(left, right);
    }

    @SqlFunction(
            name = "GCD",
            description = "Greatest common divisor, never negative.",
            examples = {"GCD(-12, 18) = 6", "GCD(0, 0) = 0"})
    public static long greatestDivisor(long left, long right) {
        long a = left;
        long b = right;
        while (b != 0) {
            long rest = b == -1 ? 0 : a % b;
            a = b;
            b = rest;
        }
        return a < 0 ? ArithmeticFunctions.negate(a) : a;
    }

    @SqlFunction(
            name = "LCM",
            description = "Least common multiple, never negative.",
            examples = {"LCM(4, -6) = 12", "LCM(0, 5) = 0"})
    public static long leastMultiple(long left, long right) {
        if (left == 0 || right == 0) {
            return 0;
        }
        long product = ArithmeticFunctions.multiply(left / greatestDivisor(left, right), right);
        return product < 0 ? ArithmeticFunctions.negate(product) : product;
    }

    @SqlFunction(
            name = "FACTORIAL",
            description = "Product of the numbers from 1 on; up to 20.",
            examples = {"FACTORIAL(5) = 120", "FACTORIAL(0) = 1"})
    public static long factorial(long operand) {
        if (operand < 0) {
            throw ValueErrors.invalidArgument("FACTORIAL takes 0 or more but got " + operand);
        }
        if (operand > 20) {
            throw ValueErrors.outOfRange(operand + "!", BIGINT.name());
        }
        long product = 1;
        for (long i = 2; i <= operand; i++) {
            product *= i;
        }
        return product;
    }

    @SqlFunction(
            name = "WIDTH_BUCKET",
            description = "Which of n equal parts of a range a number lies in, counted from 1; 0 below, n + 1 above.",
            examples = {
                "WIDTH_BUCKET(5, 0, 10, 5) = 3",
                "WIDTH_BUCKET(-1, 0, 10, 5) = 0",
                "WIDTH_BUCKET(10, 0, 10, 5) = 6",
                "WIDTH_BUCKET(8, 10, 0, 5) = 2"
            })
    public static long bucket(double operand, double low, double high, long count) {
        if (count <= 0 || low == high || Double.isNaN(operand) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw ValueErrors.invalidArgument(
                    "WIDTH_BUCKET takes a number, two different bounds and a count above zero but got " + operand + ", "
                            + low + ", " + high + " and " + count);
        }
        boolean isUp = low < high;
        if (isUp ? operand < low : operand > low) {
            return 0;
        }
        if (isUp ? operand >= high : operand <= high) {
            return ArithmeticFunctions.add(count, 1);
        }
        return Math.min(count, (long) ((operand - low) / (high - low) * count) + 1);
    }

    @SqlFunction(
            name = "SAFE_ADD",
            description = "Sum, or NULL where it overflows.",
            examples = {"SAFE_ADD(1, 2) = 3", "SAFE_ADD(9223372036854775807, 1) = NULL"},
            total = true)
    public static @Nullable Long safeAdd(long left, long right) {
        long sum = left + right;
        return ((left ^ sum) & (right ^ sum)) < 0 ? null : (Long) sum;
    }

    @SqlFunction(
            name = "SAFE_SUBTRACT",
            description = "Difference, or NULL where it overflows.",
            examples = {"SAFE_SUBTRACT(1, 2) = -1", "SAFE_SUBTRACT(-9223372036854775807, 2) = NULL"},
            total = true)
    public static @Nullable Long safeSubtract(long left, long right) {
        long difference = left - right;
        return ((left ^ right) & (left ^ difference)) < 0 ? null : (Long) difference;
    }

    @SqlFunction(
            name = "SAFE_MULTIPLY",
            description = "Product, or NULL where it overflows.",
            examples = {"SAFE_MULTIPLY(3, 2) = 6", "SAFE_MULTIPLY(9223372036854775807, 2) = NULL"},
            total = true)
    public static @Nullable Long safeMultiply(long left, long right) {
        long product = left * right;
        return Math.multiplyHigh(left, right) != product >> 63 ? null : (Long) product;
    }

    @SqlFunction(
            name = "SAFE_NEGATE",
            description = "The number with the other sign, or NULL where it overflows.",
            examples = "SAFE_NEGATE(1) = -1",
            total = true)
    public static @Nullable Long safeNegate(long operand) {
        return operand == Long.MIN_VALUE ? null : (Long) (-operand);
    }

    @SqlFunction(
            name = "IS_NAN",
            aliases = "ISNAN",
            description = "Whether a number is NaN.",
            examples = {"IS_NAN(SQRT(-1)) = TRUE", "IS_NAN(1) = FALSE"},
            total = true)
    public static boolean isNaN(double operand) {
        return Double.isNaN(operand);
    }

    @SqlFunction(
            name = "IS_INF",
            aliases = "ISINF",
            description = "Whether a number is infinite.",
            examples = {"IS_INF(EXP(1000)) = TRUE", "IS_INF(1) = FALSE"},
            total = true)
    public static boolean isInfinite(double operand) {
        return Double.isInfinite(operand);
    }

    @SqlFunction(
            name = "NANVL",
            description = "The first number, or the second where the first is NaN.",
            examples = {"NANVL(SQRT(-1), 7) = 7e0", "NANVL(1, 7) = 1e0"},
            total = true)
    public static double orElse(double operand, double otherwise) {
        return Double.isNaN(operand) ? otherwise : operand;
    }

    @SqlFunction(
            name = "RAND",
            aliases = "RANDOM",
            description = "A random number from 0 to less than 1, another one for each row.",
            deterministic = false,
            total = true)
    public static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @SqlFunction(
            name = "RAND_INTEGER",
            description = "A random integer from 0 to less than the operand.",
            deterministic = false)
    public static long random(long bound) {
        if (bound <= 0) {
            throw ValueErrors.invalidArgument("RAND_INTEGER takes a bound above zero but got " + bound);
        }
        return ThreadLocalRandom.current().nextLong(bound);
    }

    @SqlFunction(
            name = "TO_HEX",
            aliases = "HEX",
            description = "An integer in small hexadecimal digits of its two's complement.",
            examples = {"TO_HEX(255) = 'ff'", "TO_HEX(-1) = 'ffffffffffffffff'"},
            total = true)
    public static String toHex(long operand) {
        return Long.toHexString(operand);
    }

    @SqlFunction(
            name = "BIN",
            aliases = "TO_BIN",
            description = "An integer in binary digits of its two's complement.",
            examples = "BIN(5) = '101'",
            total = true)
    public static String toBinary(long operand) {
        return Long.toBinaryString(operand);
    }

    @SqlFunction(
            name = "CONV",
            description = "The digits of a number in one base, 2 to 36, as digits in another.",
            examples = {"CONV('ff', 16, 10) = '255'", "CONV('-101', 2, 16) = '-5'"})
    public static String convert(String digits, long from, long to) {
        if (from < 2 || from > 36 || to < 2 || to > 36) {
            throw ValueErrors.invalidArgument("CONV takes bases from 2 to 36 but got " + from + " and " + to);
        }
        if (digits.length() > 1000) {
            throw ValueErrors.invalidArgument("CONV takes at most 1000 digits but got " + digits.length());
        }
        try {
            return new BigInteger(digits.strip(), (int) from).toString((int) to);
        } catch (NumberFormatException e) {
            throw ValueErrors.invalidArgument("'" + digits + "' is no number of base " + from);
        }
    }
}
