package io.laminar.expr.function;

import org.jspecify.annotations.Nullable;

/** Arithmetic of integers, which is checked, and of doubles, which follows IEEE 754 as Java does. */
public final class ArithmeticFunctions {
    private static final String BIGINT = "BIGINT";

    private ArithmeticFunctions() {}

    @SqlFunction(
            name = "+",
            description = "Sum; an error where integers overflow.",
            examples = {"1 + 2 = 3"})
    public static long add(long left, long right) {
        long sum = left + right;
        if (((left ^ sum) & (right ^ sum)) < 0) {
            throw ValueErrors.overflow(left, "+", right, BIGINT);
        }
        return sum;
    }

    @SqlFunction(
            name = "-",
            description = "Difference; an error where integers overflow.",
            examples = {"1 - 2 = -1"})
    public static long subtract(long left, long right) {
        long difference = left - right;
        if (((left ^ right) & (left ^ difference)) < 0) {
            throw ValueErrors.overflow(left, "-", right, BIGINT);
        }
        return difference;
    }

    @SqlFunction(
            name = "*",
            description = "Product; an error where integers overflow.",
            examples = {"3 * 2 = 6"})
    public static long multiply(long left, long right) {
        long product = left * right;
        if (Math.multiplyHigh(left, right) != product >> 63) {
            throw ValueErrors.overflow(left, "*", right, BIGINT);
        }
        return product;
    }

    @SqlFunction(
            name = "/",
            description = "Quotient; of integers an integer, truncated towards zero.",
            examples = {"7 / 2 = 3", "-7 / 2 = -3"})
    public static long divide(long left, long right) {
        if (right == 0) {
            throw ValueErrors.divisionByZero(left, "/");
        }
        if (right == -1 && left == Long.MIN_VALUE) {
            throw ValueErrors.overflow(left, "/", right, BIGINT);
        }
        return left / right;
    }

    @SqlFunction(
            name = "%",
            aliases = "MOD",
            description = "Remainder, with the sign of the dividend.",
            examples = {"7 % 3 = 1", "-7 % 3 = -1"})
    public static long remainder(long left, long right) {
        if (right == 0) {
            throw ValueErrors.divisionByZero(left, "%");
        }
        return right == -1 ? 0 : left % right;
    }

    @SqlFunction(name = "NEGATE", internal = true)
    public static long negate(long operand) {
        if (operand == Long.MIN_VALUE) {
            throw ValueErrors.overflow(0, "-", operand, BIGINT);
        }
        return -operand;
    }

    /** Sum that must lie between {@code ~max} and {@code max}. */
    @SqlFunction(name = "+", internal = true)
    public static long add(long left, long right, long max) {
        long sum = add(left, right);
        if (sum > max || sum < ~max) {
            throw ValueErrors.overflow(left, "+", right, ValueErrors.integerRange(max));
        }
        return sum;
    }

    @SqlFunction(name = "-", internal = true)
    public static long subtract(long left, long right, long max) {
        long difference = subtract(left, right);
        if (difference > max || difference < ~max) {
            throw ValueErrors.overflow(left, "-", right, ValueErrors.integerRange(max));
        }
        return difference;
    }

    @SqlFunction(name = "*", internal = true)
    public static long multiply(long left, long right, long max) {
        long product = multiply(left, right);
        if (product > max || product < ~max) {
            throw ValueErrors.overflow(left, "*", right, ValueErrors.integerRange(max));
        }
        return product;
    }

    @SqlFunction(name = "/", internal = true)
    public static long divide(long left, long right, long max) {
        long quotient = divide(left, right);
        if (quotient > max || quotient < ~max) {
            throw ValueErrors.overflow(left, "/", right, ValueErrors.integerRange(max));
        }
        return quotient;
    }

    @SqlFunction(name = "%", internal = true)
    public static long remainder(long left, long right, long max) {
        long remainder = remainder(left, right);
        if (remainder > max || remainder < ~max) {
            throw ValueErrors.overflow(left, "%", right, ValueErrors.integerRange(max));
        }
        return remainder;
    }

    @SqlFunction(name = "NEGATE", internal = true)
    public static long negate(long operand, long max) {
        long negated = negate(operand);
        if (negated > max) {
            throw ValueErrors.overflow(0, "-", operand, ValueErrors.integerRange(max));
        }
        return negated;
    }

    @SqlFunction(name = "+", total = true, internal = true)
    public static double add(double left, double right) {
        return left + right;
    }

    @SqlFunction(name = "-", total = true, internal = true)
    public static double subtract(double left, double right) {
        return left - right;
    }

    @SqlFunction(name = "*", total = true, internal = true)
    public static double multiply(double left, double right) {
        return left * right;
    }

    @SqlFunction(name = "/", total = true, internal = true)
    public static double divide(double left, double right) {
        return left / right;
    }

    @SqlFunction(name = "%", total = true, internal = true)
    public static double remainder(double left, double right) {
        return left % right;
    }

    @SqlFunction(name = "NEGATE", total = true, internal = true)
    public static double negate(double operand) {
        return -operand;
    }

    @SqlFunction(
            name = "SAFE_DIVIDE",
            description = "Quotient, or NULL where the divisor is zero.",
            examples = {"SAFE_DIVIDE(7, 2) = 3.5", "SAFE_DIVIDE(1, 0) = NULL"},
            total = true)
    public static @Nullable Double safeDivide(double left, double right) {
        return right == 0 ? null : (Double) (left / right);
    }

    /** An interval times a number; fractions of microseconds are rounded. */
    @SqlFunction(name = "*", internal = true)
    public static long scaleInterval(long interval, double factor) {
        double scaled = Math.rint(interval * factor);
        if (!(Math.abs(scaled) < 0x1p63)) {
            throw ValueErrors.overflow(interval, "*", factor, "INTERVAL");
        }
        return (long) scaled;
    }

    @SqlFunction(name = "/", internal = true)
    public static long divideInterval(long interval, double divisor) {
        if (divisor == 0) {
            throw ValueErrors.divisionByZero("an interval", "/");
        }
        double quotient = Math.rint(interval / divisor);
        if (!(Math.abs(quotient) < 0x1p63)) {
            throw ValueErrors.overflow(interval, "/", divisor, "INTERVAL");
        }
        return (long) quotient;
    }
}
