package io.laminar.data;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decimals from outside, whose exponents may be anything. They are judged by their size before they get another scale: 1e999999999
 * would be written out digit by digit, which takes hours.
 */
public final class Decimals {
    private Decimals() {}

    /**
     * The number with a scale, rounded half up.
     *
     * @throws ArithmeticException if it has more digits than the precision
     */
    public static BigDecimal rounded(BigDecimal number, int precision, int scale) {
        return isBelow(number, scale)
                ? BigDecimal.ZERO.setScale(scale)
                : fitting(number, precision, scale, RoundingMode.HALF_UP);
    }

    /**
     * The same number with a scale.
     *
     * @throws ArithmeticException if it has more digits than the precision, or would have to be rounded
     */
    public static BigDecimal exact(BigDecimal number, int precision, int scale) {
        if (isBelow(number, scale)) {
            throw new ArithmeticException(number + " has more digits behind the point than fit");
        }
        return fitting(number, precision, scale, RoundingMode.UNNECESSARY);
    }

    /**
     * The greatest whole number that is not above the number.
     *
     * @throws ArithmeticException if it has more digits than the precision
     */
    public static BigDecimal floor(BigDecimal number, int precision) {
        return isBelow(number, 0)
                ? BigDecimal.valueOf(number.signum() < 0 ? -1 : 0)
                : fitting(number, precision, 0, RoundingMode.FLOOR);
    }

    private static BigDecimal fitting(BigDecimal number, int precision, int scale, RoundingMode rounding) {
        if (number.signum() != 0 && exponent(number) > precision) {
            throw new ArithmeticException(number + " has more digits than fit");
        }
        BigDecimal scaled = number.scale() == scale
                ? number
                : number.signum() == 0 ? BigDecimal.ZERO.setScale(scale) : number.setScale(scale, rounding);
        if (scaled.precision() > precision) {
            throw new ArithmeticException(number + " has more digits than fit");
        }
        return scaled;
    }

    /** Whether a number is not zero and less than half a unit of the last digit. */
    private static boolean isBelow(BigDecimal number, int scale) {
        return number.signum() != 0 && exponent(number) < -scale;
    }

    /** The number is less than ten to the power of this. */
    private static long exponent(BigDecimal number) {
        return number.precision() - (long) number.scale();
    }
}
