package io.laminar.data.binding;

import io.laminar.data.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers for each other, where nothing is lost. A double counts as the shortest decimal that names it, so that
 * 0.1 is exactly a DECIMAL(2, 1). What is no number or does not fit is an IllegalArgumentException or ArithmeticException.
 */
final class Numbers {
    private static final double LONG_LIMIT = 0x1p63;

    private static final long[] POWERS_OF_TEN = new long[19];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private Numbers() {}

    static long powerOfTen(int exponent) {
        return POWERS_OF_TEN[exponent];
    }

    static long inRange(Object value, long lowest, long highest) {
        long number = toLong(value);
        if (number < lowest || number > highest) {
            throw new ArithmeticException(number + " is out of range");
        }
        return number;
    }

    static long toLong(Object value) {
        if (isSmallInteger(value)) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (number == Math.rint(number) && number >= -LONG_LIMIT && number < LONG_LIMIT) {
                return (long) number;
            }
            throw new ArithmeticException(number + " is no whole number of 64 bits");
        }
        return toDecimal(value).longValueExact();
    }

    static double toDouble(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        BigDecimal exact = toDecimal(value);
        double number = exact.doubleValue();
        if (Double.isInfinite(number)
                || (BigDecimal.valueOf(number).compareTo(exact) != 0 && new BigDecimal(number).compareTo(exact) != 0)) {
            throw new IllegalArgumentException(exact + " is no double without loss");
        }
        return number;
    }

    /** A decimal with exactly this scale and at most this precision. */
    static BigDecimal decimal(Object value, int precision, int scale) {
        return Decimals.exact(toDecimal(value), precision, scale);
    }

    static BigDecimal toDecimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (isSmallInteger(value)) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Number) {
            // The shortest text that names the number; NaN and infinities are refused as no number.
            return new BigDecimal(value.toString());
        }
        throw new IllegalArgumentException("no number");
    }

    private static boolean isSmallInteger(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }
}
