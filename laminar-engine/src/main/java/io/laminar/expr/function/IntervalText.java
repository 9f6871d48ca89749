package io.laminar.expr.function;

import io.laminar.data.Temporals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads texts of intervals: {@code 1 day 2 hours}, {@code P1DT2H}, {@code 1 02:03:04.5}, {@code 1-06}. One that is of
 * months and one that is of days are two types, and no text is both.
 */
final class IntervalText {
    private static final Pattern CLOCK =
            Pattern.compile("([+-]?)(?:(\\d+)\\s+)?(\\d+):([0-5]?\\d)(?::([0-5]?\\d(?:\\.\\d+)?))?");
    private static final Pattern YEARS = Pattern.compile("([+-]?)(\\d+)-(\\d{1,2})");
    private static final Pattern PART = Pattern.compile("\\s*([+-]?\\d+(?:\\.\\d+)?|[+-]?\\.\\d+)\\s*([a-z]+)\\s*,?");
    private static final Pattern ISO =
            Pattern.compile("([+-]?)p((?:[+-]?[\\d.]+[ymwd])*)(?:t((?:[+-]?[\\d.]+[hms])+))?");
    private static final Map<String, Long> DAY_UNITS = Map.ofEntries(
            Map.entry("microsecond", 1L),
            Map.entry("us", 1L),
            Map.entry("millisecond", Temporals.MICROS_PER_MILLI),
            Map.entry("ms", Temporals.MICROS_PER_MILLI),
            Map.entry("msec", Temporals.MICROS_PER_MILLI),
            Map.entry("second", Temporals.MICROS_PER_SECOND),
            Map.entry("sec", Temporals.MICROS_PER_SECOND),
            Map.entry("s", Temporals.MICROS_PER_SECOND),
            Map.entry("minute", Temporals.MICROS_PER_MINUTE),
            Map.entry("min", Temporals.MICROS_PER_MINUTE),
            Map.entry("m", Temporals.MICROS_PER_MINUTE),
            Map.entry("hour", Temporals.MICROS_PER_HOUR),
            Map.entry("hr", Temporals.MICROS_PER_HOUR),
            Map.entry("h", Temporals.MICROS_PER_HOUR),
            Map.entry("day", Temporals.MICROS_PER_DAY),
            Map.entry("d", Temporals.MICROS_PER_DAY),
            Map.entry("week", 7 * Temporals.MICROS_PER_DAY),
            Map.entry("w", 7 * Temporals.MICROS_PER_DAY));
    private static final Map<String, Long> MONTH_UNITS =
            Map.of("month", 1L, "mon", 1L, "year", 12L, "yr", 12L, "y", 12L, "decade", 120L, "century", 1200L);
    private static final Map<String, Long> ISO_DATES = Map.of("m", 1L, "y", 12L);

    private IntervalText() {}

    /** Microseconds. */
    static long micros(String text) {
        return read(text, CLOCK, DAY_UNITS, DAY_UNITS, "INTERVAL such as 1 day 02:03:04");
    }

    /** Months. */
    static long months(String text) {
        return read(text, YEARS, MONTH_UNITS, ISO_DATES, "INTERVAL such as 1 year 6 months");
    }

    private static long read(
            String text, Pattern shortForm, Map<String, Long> units, Map<String, Long> isoDates, String target) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        try {
            Matcher iso = ISO.matcher(lower);
            if (iso.matches() && lower.length() > iso.end(1) + 1) {
                BigDecimal sum = sum(iso.group(2), isoDates == ISO_DATES ? ISO_DATES : Map.of("d", day(1), "w", day(7)))
                        .add(sum(iso.group(3) == null ? "" : iso.group(3), isoDates == ISO_DATES ? Map.of() : units));
                return exact(iso.group(1).equals("-") ? sum.negate() : sum);
            }
            boolean isAgo = lower.endsWith(" ago");
            String rest = isAgo ? lower.substring(0, lower.length() - 4) : lower;
            BigDecimal sum = words(rest, shortForm, units);
            return exact(isAgo ? sum.negate() : sum);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw ValueErrors.invalidCast(text, target);
        }
    }

    private static long day(long days) {
        return days * Temporals.MICROS_PER_DAY;
    }

    /** Numbers with their units, and at the end a clock, or years and months. */
    private static BigDecimal words(String text, Pattern shortForm, Map<String, Long> units) {
        Matcher part = PART.matcher(text);
        int at = 0;
        while (part.region(at, text.length()).lookingAt()) {
            at = part.end();
        }
        BigDecimal sum = sum(text.substring(0, at), units);
        String rest = text.substring(at).strip();
        if (rest.isEmpty() && at > 0) {
            return sum;
        }
        Matcher last = shortForm.matcher(rest);
        if (!last.matches()) {
            throw new IllegalArgumentException(rest);
        }
        BigDecimal value = shortForm == YEARS
                ? new BigDecimal(last.group(2)).multiply(BigDecimal.valueOf(12)).add(month(last.group(3)))
                : clock(last);
        return sum.add(last.group(1).equals("-") ? value.negate() : value);
    }

    private static BigDecimal month(String months) {
        if (Integer.parseInt(months) > 11) {
            throw new IllegalArgumentException(months);
        }
        return new BigDecimal(months);
    }

    private static BigDecimal clock(Matcher clock) {
        BigDecimal days = clock.group(2) == null ? BigDecimal.ZERO : new BigDecimal(clock.group(2));
        BigDecimal seconds = clock.group(5) == null ? BigDecimal.ZERO : new BigDecimal(clock.group(5));
        return days.multiply(BigDecimal.valueOf(Temporals.MICROS_PER_DAY))
                .add(new BigDecimal(clock.group(3)).multiply(BigDecimal.valueOf(Temporals.MICROS_PER_HOUR)))
                .add(new BigDecimal(clock.group(4)).multiply(BigDecimal.valueOf(Temporals.MICROS_PER_MINUTE)))
                .add(seconds.multiply(BigDecimal.valueOf(Temporals.MICROS_PER_SECOND)));
    }

    private static BigDecimal sum(String text, Map<String, Long> units) {
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        int at = 0;
        while (part.region(at, text.length()).lookingAt()) {
            String word = part.group(2);
            Long unit = units.get(word);
            if (unit == null && word.length() > 2 && word.endsWith("s")) {
                unit = units.get(word.equals("centuries") ? "century" : word.substring(0, word.length() - 1));
            }
            if (unit == null) {
                throw new IllegalArgumentException(word);
            }
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            at = part.end();
        }
        if (at < text.length()) {
            throw new IllegalArgumentException(text);
        }
        return sum;
    }

    /** What is finer than the type has is cut off. */
    private static long exact(BigDecimal value) {
        return value.setScale(0, RoundingMode.DOWN).longValueExact();
    }
}
