package io.laminar.expr.function;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;

/** The errors that values raise. Kept out of the functions, so that these stay small enough to be inlined. */
final class ValueErrors {
    private ValueErrors() {}

    static LaminarException overflow(Object left, String operator, Object right, String range) {
        return new LaminarException(
                ErrorCode.NUMERIC_OVERFLOW,
                left + " " + operator + " " + right + " does not fit " + range + "; cast an operand to a wider type");
    }

    static LaminarException outOfRange(Object value, String target) {
        return new LaminarException(
                ErrorCode.NUMERIC_OVERFLOW, value + " does not fit " + target + "; use a wider type, or TRY_CAST");
    }

    static LaminarException divisionByZero(Object dividend, String operator) {
        return new LaminarException(
                ErrorCode.DIVISION_BY_ZERO,
                dividend + " " + operator + " 0; guard the divisor with NULLIF, or use SAFE_DIVIDE");
    }

    static LaminarException invalidCast(String text, String target) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return new LaminarException(
                ErrorCode.INVALID_CAST, "'" + shown + "' is no " + target + "; correct the value, or use TRY_CAST");
    }

    static LaminarException invalidArgument(String detail) {
        return new LaminarException(ErrorCode.INVALID_ARGUMENT, detail);
    }

    /** Name of the type whose largest value is given. */
    static String integerRange(long max) {
        if (max == Byte.MAX_VALUE) {
            return "TINYINT";
        }
        if (max == Short.MAX_VALUE) {
            return "SMALLINT";
        }
        return max == Integer.MAX_VALUE ? "INTEGER" : "BIGINT";
    }
}
