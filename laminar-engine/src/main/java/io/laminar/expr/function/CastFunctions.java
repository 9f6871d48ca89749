package io.laminar.expr.function;

import io.laminar.data.Temporals;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/** Conversions between types; those of decimals are in {@link DecimalFunctions}. Text may have blanks around it. */
public final class CastFunctions {
    /** Days that a calendar can hold on either side of 1970, by far. */
    private static final long MAX_DAYS = 300_000_000_000L;

    private CastFunctions() {}

    /** A wider type of the same lane. */
    @SqlFunction(name = "CAST", internal = true, total = true)
    public static long same(long value) {
        return value;
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static double same(double value) {
        return value;
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static Object same(Object value) {
        return value;
    }

    /** An integer between {@code ~max} and {@code max}. */
    @SqlFunction(name = "CAST", internal = true)
    public static long narrow(long value, long max) {
        if (value > max || value < ~max) {
            throw ValueErrors.outOfRange(value, ValueErrors.integerRange(max));
        }
        return value;
    }

    /** Truncates towards zero. */
    @SqlFunction(name = "CAST", internal = true)
    public static long toInteger(double value, long max) {
        double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
        // Negated so that NaN fails too; max + 1 is a power of two, hence exact as a double.
        double bound = max == Long.MAX_VALUE ? 0x1p63 : (double) (max + 1);
        if (!(whole >= -bound && whole < bound)) {
            throw ValueErrors.outOfRange(value, ValueErrors.integerRange(max));
        }
        return (long) whole;
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static double toDouble(long value) {
        return value;
    }

    @SqlFunction(name = "CAST", internal = true)
    public static double toReal(double value) {
        float narrow = (float) value;
        if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
            throw ValueErrors.outOfRange(value, "REAL");
        }
        return narrow;
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static double toReal(long value) {
        return (float) value;
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static long toInteger(boolean value) {
        return value ? 1 : 0;
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static boolean toBoolean(long value) {
        return value != 0;
    }

    @SqlFunction(name = "CAST", internal = true)
    public static boolean parseBoolean(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> true;
            case "false", "f", "no", "n", "off", "0" -> false;
            default -> throw ValueErrors.invalidCast(text, "BOOLEAN");
        };
    }

    /** Digits with a sign at most; {@code 1.5} is no integer, and cutting it would hide that. */
    @SqlFunction(name = "CAST", internal = true)
    public static long parseInteger(String text, long max) {
        String digits = text.strip();
        long value;
        try {
            value = Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw digits.matches("[+-]?\\d+")
                    ? ValueErrors.outOfRange(text, ValueErrors.integerRange(max))
                    : ValueErrors.invalidCast(text, ValueErrors.integerRange(max));
        }
        if (value > max || value < ~max) {
            throw ValueErrors.outOfRange(text, ValueErrors.integerRange(max));
        }
        return value;
    }

    @SqlFunction(name = "CAST", internal = true)
    public static double parseDouble(String text) {
        String stripped = text.strip();
        // Java's parser also takes a suffix such as 1d or 1f, which is no number of SQL.
        if (!stripped.isEmpty() && "dDfF".indexOf(stripped.charAt(stripped.length() - 1)) < 0) {
            try {
                return Double.parseDouble(stripped);
            } catch (NumberFormatException e) {
                throw ValueErrors.invalidCast(text, "DOUBLE");
            }
        }
        if (stripped.toLowerCase(Locale.ROOT).equals("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (stripped.toLowerCase(Locale.ROOT).equals("-inf")) {
            return Double.NEGATIVE_INFINITY;
        }
        throw ValueErrors.invalidCast(text, "DOUBLE");
    }

    @SqlFunction(name = "CAST", internal = true)
    public static long parseDate(String text) {
        try {
            // A timestamp is cut off at its day.
            return text.strip().length() > 10
                    ? Math.floorDiv(Temporals.parseTimestamp(text), Temporals.MICROS_PER_DAY)
                    : Temporals.parseDate(text);
        } catch (IllegalArgumentException e) {
            throw ValueErrors.invalidCast(text, "DATE such as 2001-01-31");
        }
    }

    @SqlFunction(name = "CAST", internal = true)
    public static long parseTime(String text) {
        try {
            return Temporals.parseTime(text);
        } catch (IllegalArgumentException e) {
            throw ValueErrors.invalidCast(text, "TIME such as 23:59:59");
        }
    }

    @SqlFunction(name = "CAST", internal = true)
    public static long parseTimestamp(String text) {
        try {
            return Temporals.parseTimestamp(text);
        } catch (IllegalArgumentException e) {
            throw ValueErrors.invalidCast(text, "TIMESTAMP such as 2001-01-31 23:59:59");
        }
    }

    /** Microseconds of {@code 1 day 02:03:04} and the like. */
    @SqlFunction(name = "CAST", internal = true)
    public static long parseInterval(String text) {
        return IntervalText.micros(text);
    }

    /** Months of {@code 1 year 6 months} and the like. */
    @SqlFunction(name = "CAST", internal = true)
    public static long parseMonths(String text) {
        return IntervalText.months(text);
    }

    @SqlFunction(name = "CAST", internal = true)
    public static UUID parseUuid(String text) {
        String stripped = text.strip();
        // Java's parser takes shorter groups as well.
        if (stripped.length() == 36) {
            try {
                return UUID.fromString(stripped);
            } catch (IllegalArgumentException e) {
                throw ValueErrors.invalidCast(text, "UUID");
            }
        }
        throw ValueErrors.invalidCast(text, "UUID");
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String toText(long value) {
        return Long.toString(value);
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String toText(double value) {
        return Double.toString(value);
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String realToText(double value) {
        return Float.toString((float) value);
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String toText(boolean value) {
        return value ? "true" : "false";
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String toText(UUID value) {
        return value.toString();
    }

    @SqlFunction(name = "CAST", internal = true)
    public static String dateToText(long days) {
        if (Math.abs(days) > MAX_DAYS) {
            throw ValueErrors.outOfRange(days + " days", "DATE");
        }
        return Temporals.formatDate(days);
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String timeToText(long micros) {
        return Temporals.formatTime(micros);
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String timestampToText(long micros) {
        return Temporals.formatTimestamp(micros);
    }

    /** {@code 1 02:03:04.5}: days, then the time of day, with one sign in front. */
    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String intervalToText(long micros) {
        if (micros == Long.MIN_VALUE) {
            return "-106751991 04:00:54.775808";
        }
        long size = Math.abs(micros);
        return (micros < 0 ? "-" : "") + size / Temporals.MICROS_PER_DAY + " "
                + Temporals.formatTime(size % Temporals.MICROS_PER_DAY);
    }

    /** {@code 1-06}: years and months. */
    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String monthsToText(long months) {
        long rest = Math.abs(months % 12);
        return (months < 0 ? "-" : "") + Math.abs(months / 12) + "-" + (rest < 10 ? "0" : "") + rest;
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String cut(String text, long length) {
        return text.length() <= length ? text : text.substring(0, (int) length);
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static byte[] cut(byte[] bytes, long length) {
        return bytes.length <= length ? bytes : Arrays.copyOf(bytes, (int) length);
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static byte[] toBytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static String toText(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @SqlFunction(name = "CAST", internal = true)
    public static long dateToTimestamp(long days) {
        return ArithmeticFunctions.multiply(days, Temporals.MICROS_PER_DAY);
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static long timestampToDate(long micros) {
        return Math.floorDiv(micros, Temporals.MICROS_PER_DAY);
    }

    @SqlFunction(name = "CAST", internal = true, total = true)
    public static long timestampToTime(long micros) {
        return Math.floorMod(micros, Temporals.MICROS_PER_DAY);
    }

    /** Cuts off what is finer than {@code unitMicros}. */
    @SqlFunction(name = "CAST", internal = true, total = true)
    public static long roundDown(long micros, long unitMicros) {
        return micros - Math.floorMod(micros, unitMicros);
    }
}
