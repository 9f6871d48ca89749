package io.laminar.expr.function;

import io.laminar.data.Temporals;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Pattern;

/** A pattern for timestamps in UTC. Immutable. */
public final class TimeFormat {
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");

    private final String pattern;
    private final DateTimeFormatter writer;
    private final DateTimeFormatter reader;

    private TimeFormat(String pattern, DateTimeFormatter writer, DateTimeFormatter reader) {
        this.pattern = pattern;
        this.writer = writer;
        this.reader = reader;
    }

    /** A pattern with the letters of {@link DateTimeFormatter}; those that look like the year and the day and are not are refused. */
    static TimeFormat of(String pattern) {
        String letters = QUOTED.matcher(pattern).replaceAll("");
        if (letters.contains("Y") && !letters.contains("w")) {
            throw ValueErrors.invalidArgument("Y in the pattern '" + pattern
                    + "' is the year of a week in Java; write yyyy, or use TO_CHAR, which takes YYYY-MM-DD");
        }
        if (letters.contains("D") && (letters.contains("M") || letters.contains("L"))) {
            throw ValueErrors.invalidArgument("D in the pattern '" + pattern
                    + "' is the day of the year in Java; write dd, or use TO_CHAR, which takes YYYY-MM-DD");
        }
        try {
            return of(pattern, DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ValueErrors.invalidArgument(
                    "'" + pattern + "' is no time pattern such as 'yyyy-MM-dd HH:mm:ss': " + e.getMessage());
        }
    }

    static TimeFormat of(String pattern, DateTimeFormatter formatter) {
        return new TimeFormat(pattern, formatter, formatter);
    }

    static TimeFormat of(String pattern, DateTimeFormatter writer, DateTimeFormatter reader) {
        return new TimeFormat(pattern, writer, reader);
    }

    /** Microseconds of the day of a text without a date. */
    long parseTime(String text) {
        try {
            LocalTime time = reader.parse(text.strip()).query(TemporalQueries.localTime());
            if (time == null) {
                throw ValueErrors.invalidArgument("the pattern '" + pattern + "' has no hour");
            }
            return time.toNanoOfDay() / 1000;
        } catch (DateTimeException e) {
            throw ValueErrors.invalidCast(text, "time by the pattern '" + pattern + "'");
        }
    }

    long parse(String text) {
        try {
            TemporalAccessor parsed = reader.parse(text.strip());
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneOffset offset = parsed.query(TemporalQueries.offset());
            if (date == null) {
                throw ValueErrors.invalidArgument("the pattern '" + pattern + "' has no year, month and day");
            }
            long seconds = date.atTime(time == null ? LocalTime.MIDNIGHT : time)
                    .toEpochSecond(offset == null ? ZoneOffset.UTC : offset);
            return Math.addExact(
                    Math.multiplyExact(seconds, Temporals.MICROS_PER_SECOND),
                    time == null ? 0 : time.get(ChronoField.MICRO_OF_SECOND));
        } catch (DateTimeException | ArithmeticException e) {
            throw ValueErrors.invalidCast(text, "timestamp by the pattern '" + pattern + "'");
        }
    }

    String format(long micros) {
        try {
            return writer.format(LocalDateTime.ofEpochSecond(
                            Math.floorDiv(micros, Temporals.MICROS_PER_SECOND),
                            (int) Math.floorMod(micros, Temporals.MICROS_PER_SECOND) * 1000,
                            ZoneOffset.UTC)
                    .atOffset(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw ValueErrors.invalidArgument("a TIMESTAMP cannot be written by the pattern '" + pattern + "'");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeFormat that && that.pattern.equals(pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
