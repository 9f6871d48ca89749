package io.laminar.expr.function;

import io.laminar.data.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Exact decimals. Up to 18 digits a decimal is its unscaled long, and the functions get the powers of ten that
 * they need as constants; above, it is a {@link BigDecimal} of the type's scale. Rounding is half up.
 */
public final class DecimalFunctions {
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private DecimalFunctions() {}

    /** Ten to the power of 0 to 18. */
    public static long powerOfTen(int exponent) {
        return POWERS[exponent];
    }

    @SqlFunction(name = "+", internal = true)
    public static long addUnscaled(long left, long right, long limit, long scale) {
        long sum = left + right;
        if (((left ^ sum) & (right ^ sum)) < 0 || sum >= limit || sum <= -limit) {
            throw overflow(left, "+", right, limit, scale);
        }
        return sum;
    }

    @SqlFunction(name = "-", internal = true)
    public static long subtractUnscaled(long left, long right, long limit, long scale) {
        long difference = left - right;
        if (((left ^ right) & (left ^ difference)) < 0 || difference >= limit || difference <= -limit) {
            throw overflow(left, "-", right, limit, scale);
        }
        return difference;
    }

    /** Product of numbers whose scales add up to that of the result. */
    @SqlFunction(name = "*", internal = true)
    public static long multiplyUnscaled(long left, long right, long limit, long leftScale, long rightScale) {
        long product = left * right;
        if (Math.multiplyHigh(left, right) != product >> 63 || product >= limit || product <= -limit) {
            throw ValueErrors.overflow(
                    big(left, leftScale).toPlainString(),
                    "*",
                    big(right, rightScale).toPlainString(),
                    digits(limit, leftScale + rightScale));
        }
        return product;
    }

    @SqlFunction(name = "%", internal = true)
    public static long remainderUnscaled(long left, long right, long scale) {
        if (right == 0) {
            throw ValueErrors.divisionByZero(big(left, scale).toPlainString(), "%");
        }
        return ArithmeticFunctions.remainder(left, right);
    }

    /** Quotient, rounded half up, where {@code factor} brings the dividend to the scale of result and divisor together. */
    @SqlFunction(name = "/", internal = true)
    public static long divideUnscaled(long left, long right, long factor, long limit) {
        if (right == 0) {
            throw ValueErrors.divisionByZero("a DECIMAL", "/");
        }
        long scaled = left * factor;
        if (Math.multiplyHigh(left, factor) != scaled >> 63 || scaled == Long.MIN_VALUE) {
            return fitUnscaled(
                    big(left, 0).multiply(big(factor, 0)).divide(big(right, 0), 0, RoundingMode.HALF_UP),
                    Long.toString(limit).length() - 1,
                    0);
        }
        long quotient = scaled / right;
        long rest = Math.abs(scaled % right);
        long size = Math.abs(right);
        if (rest >= size - rest) {
            quotient += (scaled < 0) == (right < 0) ? 1 : -1;
        }
        if (quotient >= limit || quotient <= -limit) {
            throw ValueErrors.outOfRange("a quotient of unscaled value " + quotient, digits(limit, 0));
        }
        return quotient;
    }

    /** Less than, equal to or greater than 0 as the products {@code left * leftFactor} and {@code right * rightFactor}. */
    @SqlFunction(name = "COMPARE", internal = true, total = true)
    public static long compare(long left, long leftFactor, long right, long rightFactor) {
        long scaledLeft = left * leftFactor;
        long scaledRight = right * rightFactor;
        if (Math.multiplyHigh(left, leftFactor) == scaledLeft >> 63
                && Math.multiplyHigh(right, rightFactor) == scaledRight >> 63) {
            return Long.compare(scaledLeft, scaledRight);
        }
        return big(left, 0).multiply(big(leftFactor, 0)).compareTo(big(right, 0).multiply(big(rightFactor, 0)));
    }

    @SqlFunction(name = "+", internal = true)
    public static BigDecimal add(BigDecimal left, BigDecimal right, long precision, long scale) {
        return fit(left.add(right), precision, scale);
    }

    @SqlFunction(name = "-", internal = true)
    public static BigDecimal subtract(BigDecimal left, BigDecimal right, long precision, long scale) {
        return fit(left.subtract(right), precision, scale);
    }

    @SqlFunction(name = "*", internal = true)
    public static BigDecimal multiply(BigDecimal left, BigDecimal right, long precision, long scale) {
        return fit(left.multiply(right), precision, scale);
    }

    @SqlFunction(name = "/", internal = true)
    public static BigDecimal divide(BigDecimal left, BigDecimal right, long precision, long scale) {
        if (right.signum() == 0) {
            throw ValueErrors.divisionByZero(left.toPlainString(), "/");
        }
        return fit(left.divide(right, (int) scale, RoundingMode.HALF_UP), precision, scale);
    }

    @SqlFunction(name = "%", internal = true)
    public static BigDecimal remainder(BigDecimal left, BigDecimal right, long precision, long scale) {
        if (right.signum() == 0) {
            throw ValueErrors.divisionByZero(left.toPlainString(), "%");
        }
        return fit(left.remainder(right), precision, scale);
    }

    @SqlFunction(name = "NEGATE", internal = true, total = true)
    public static BigDecimal negate(BigDecimal operand) {
        return operand.negate();
    }

    @SqlFunction(name = "ABS", internal = true, total = true)
    public static BigDecimal absolute(BigDecimal operand) {
        return operand.abs();
    }

    @SqlFunction(name = "SIGN", internal = true, total = true)
    public static long sign(BigDecimal operand) {
        return operand.signum();
    }

    /** As many or more digits behind the point: times {@code factor}. The scales are there for the error. */
    @SqlFunction(name = "CAST", internal = true)
    public static long scaleUp(long unscaled, long factor, long limit, long from, long to) {
        long scaled = unscaled * factor;
        if (Math.multiplyHigh(unscaled, factor) != scaled >> 63 || scaled >= limit || scaled <= -limit) {
            throw ValueErrors.outOfRange(big(unscaled, from).toPlainString(), digits(limit, to));
        }
        return scaled;
    }

    /** Fewer digits behind the point: divided by {@code divisor}, rounded half up. */
    @SqlFunction(name = "CAST", internal = true)
    public static long scaleDown(long unscaled, long divisor, long limit, long from, long to) {
        long quotient = unscaled / divisor;
        long rest = Math.abs(unscaled % divisor);
        if (rest >= divisor - rest) {
            quotient += unscaled < 0 ? -1 : 1;
        }
        if (quotient >= limit || quotient <= -limit) {
            throw ValueErrors.outOfRange(big(unscaled, from).toPlainString(), digits(limit, to));
        }
        return quotient;
    }

    /** Whole part of an unscaled number, as an integer between {@code ~max} and {@code max}. */
    @SqlFunction(name = "CAST", internal = true)
    public static long toInteger(long unscaled, long divisor, long max) {
        long whole = unscaled / divisor;
        if (whole > max || whole < ~max) {
            throw ValueErrors.outOfRange(whole, ValueErrors.integerRange(max));
        }
        return whole;
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static BigDecimal big(long unscaled, long scale) {
        return BigDecimal.valueOf(unscaled, (int) scale);
    }

    /** The number with the scale and no more than the digits. */
    @SqlFunction(name = "CAST", internal = true)
    public static BigDecimal fit(BigDecimal number, long precision, long scale) {
        BigDecimal scaled = number.scale() == scale ? number : number.setScale((int) scale, RoundingMode.HALF_UP);
        if (scaled.precision() > precision) {
            throw ValueErrors.outOfRange(number.toPlainString(), "DECIMAL(" + precision + ", " + scale + ")");
        }
        return scaled;
    }

    /** The unscaled long of a number; the precision is at most 18. */
    @SqlFunction(name = "CAST", internal = true)
    public static long fitUnscaled(BigDecimal number, long precision, long scale) {
        return fit(number, precision, scale).unscaledValue().longValue();
    }

    @SqlFunction(name = "CAST", internal = true)
    public static long toInteger(BigDecimal number, long max) {
        BigInteger whole = number.toBigInteger();
        if (whole.bitLength() > 63 || whole.longValue() > max || whole.longValue() < ~max) {
            throw ValueErrors.outOfRange(number.toPlainString(), ValueErrors.integerRange(max));
        }
        return whole.longValue();
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static double toDouble(long unscaled, long scale) {
        // A quotient of two doubles that are exact is rounded once, as it should be.
        return Math.abs(unscaled) < 1L << 53 && scale <= 18
                ? unscaled / (double) POWERS[(int) scale]
                : big(unscaled, scale).doubleValue();
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static double toDouble(BigDecimal number) {
        return number.doubleValue();
    }

    @SqlFunction(name = "CAST", internal = true)
    public static BigDecimal fromDouble(double number, long precision, long scale) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw ValueErrors.outOfRange(number, "DECIMAL(" + precision + ", " + scale + ")");
        }
        return fit(BigDecimal.valueOf(number), precision, scale);
    }

    @SqlFunction(name = "CAST", internal = true)
    public static long unscaledFromDouble(double number, long precision, long scale) {
        return fromDouble(number, precision, scale).unscaledValue().longValue();
    }

    @SqlFunction(name = "CAST", internal = true)
    public static BigDecimal parse(String text, long precision, long scale) {
        BigDecimal number;
        try {
            number = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw ValueErrors.invalidCast(text, "DECIMAL(" + precision + ", " + scale + ")");
        }
        try {
            return Decimals.rounded(number, (int) precision, (int) scale);
        } catch (ArithmeticException e) {
            throw ValueErrors.outOfRange(text, "DECIMAL(" + precision + ", " + scale + ")");
        }
    }

    @SqlFunction(name = "CAST", internal = true)
    public static long parseUnscaled(String text, long precision, long scale) {
        return parse(text, precision, scale).unscaledValue().longValue();
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String toText(long unscaled, long scale) {
        return scale == 0 ? Long.toString(unscaled) : big(unscaled, scale).toPlainString();
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String toText(BigDecimal number) {
        return number.toPlainString();
    }

    /** Rounds to a number of digits behind (or, negative, before) the point, without a change of scale. */
    @SqlFunction(name = "ROUND", internal = true)
    public static BigDecimal round(BigDecimal number, long digits, long precision, long scale) {
        int kept = (int) Math.max(-40, Math.min(scale, digits));
        return fit(number.setScale(kept, RoundingMode.HALF_UP), precision, scale);
    }

    @SqlFunction(name = "TRUNCATE", internal = true)
    public static BigDecimal truncate(BigDecimal number, long digits, long precision, long scale) {
        int kept = (int) Math.max(-40, Math.min(scale, digits));
        return fit(number.setScale(kept, RoundingMode.DOWN), precision, scale);
    }

    @SqlFunction(name = "FLOOR", internal = true)
    public static BigDecimal floor(BigDecimal number, long precision, long scale) {
        return fit(number.setScale(0, RoundingMode.FLOOR), precision, scale);
    }

    @SqlFunction(name = "CEIL", internal = true)
    public static BigDecimal ceiling(BigDecimal number, long precision, long scale) {
        return fit(number.setScale(0, RoundingMode.CEILING), precision, scale);
    }

    private static RuntimeException overflow(long left, String operator, long right, long limit, long scale) {
        return ValueErrors.overflow(
                big(left, scale).toPlainString(), operator, big(right, scale).toPlainString(), digits(limit, scale));
    }

    private static String digits(long limit, long scale) {
        return "DECIMAL(" + (Long.toString(limit).length() - 1) + ", " + scale + ")";
    }
}
