package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.BIGINT;
import static io.laminar.api.DataType.Kind.DATE;
import static io.laminar.api.DataType.Kind.INTERVAL_DAY;
import static io.laminar.api.DataType.Kind.INTERVAL_YEAR;
import static io.laminar.api.DataType.Kind.TIMESTAMP;
import static io.laminar.api.DataType.Kind.VARCHAR;

import io.laminar.data.Temporals;
import java.time.LocalDate;

/** Dates, times and intervals: microseconds, days and months as longs, in UTC, with the calendar of ISO 8601. */
public final class TimeFunctions {
    private static final long MAX_DAY = LocalDate.MAX.toEpochDay();
    private static final long MIN_DAY = LocalDate.MIN.toEpochDay();

    private TimeFunctions() {}

    /** A time of day plus an interval, around midnight where it must. */
    @SqlFunction(name = "+", internal = true, total = true)
    public static long addToTime(long microsOfDay, long interval) {
        return Math.floorMod(microsOfDay + Math.floorMod(interval, Temporals.MICROS_PER_DAY), Temporals.MICROS_PER_DAY);
    }

    @SqlFunction(name = "-", internal = true, total = true)
    public static long subtractFromTime(long microsOfDay, long interval) {
        return Math.floorMod(microsOfDay - Math.floorMod(interval, Temporals.MICROS_PER_DAY), Temporals.MICROS_PER_DAY);
    }

    /** A date plus the whole days of an interval. */
    @SqlFunction(name = "+", internal = true)
    public static long addToDate(long days, long interval) {
        return date(ArithmeticFunctions.add(days, interval / Temporals.MICROS_PER_DAY));
    }

    @SqlFunction(name = "-", internal = true)
    public static long subtractFromDate(long days, long interval) {
        return date(ArithmeticFunctions.subtract(days, interval / Temporals.MICROS_PER_DAY));
    }

    /** The days since 1970, where they are a date. */
    static long date(long days) {
        if (days > MAX_DAY || days < MIN_DAY) {
            throw ValueErrors.outOfRange(days + " days since 1970", "DATE");
        }
        return days;
    }

    /** A date plus months; a day that the month does not have becomes its last. */
    @SqlFunction(name = "+", internal = true)
    public static long addMonthsToDate(long days, long months) {
        try {
            return LocalDate.ofEpochDay(days).plusMonths(months).toEpochDay();
        } catch (java.time.DateTimeException | ArithmeticException e) {
            throw ValueErrors.outOfRange(days + " days plus " + months + " months", "DATE");
        }
    }

    @SqlFunction(name = "-", internal = true)
    public static long subtractMonthsFromDate(long days, long months) {
        return addMonthsToDate(days, ArithmeticFunctions.negate(months));
    }

    /** A timestamp plus months, at the same time of day. */
    @SqlFunction(name = "+", internal = true)
    public static long addMonths(long micros, long months) {
        long day = Math.floorDiv(micros, Temporals.MICROS_PER_DAY);
        return ArithmeticFunctions.add(
                CastFunctions.dateToTimestamp(addMonthsToDate(day, months)),
                Math.floorMod(micros, Temporals.MICROS_PER_DAY));
    }

    @SqlFunction(name = "-", internal = true)
    public static long subtractMonths(long micros, long months) {
        return addMonths(micros, ArithmeticFunctions.negate(months));
    }

    /** Whole months from the right timestamp to the left one. */
    @SqlFunction(name = "-", internal = true, total = true)
    public static long monthsBetween(long left, long right) {
        return TimeUnit.monthsBetween(left, right);
    }

    /** The unit that an operand names; a constant is read once. */
    @SqlFunction(name = "TIME_UNIT", internal = true)
    public static TimeUnit timeUnit(String name) {
        return TimeUnit.named(name);
    }

    @SqlFunction(
            name = "EXTRACT",
            aliases = "DATE_PART",
            description = "A field of a timestamp: EXTRACT(HOUR FROM ts) reaches it as EXTRACT('HOUR', ts).",
            examples = {
                "EXTRACT('HOUR', TIMESTAMP '2024-02-29 13:14:15') = 13",
                "EXTRACT('QUARTER', TIMESTAMP '2024-02-29 13:14:15') = 1",
                "EXTRACT('DOW', TIMESTAMP '2024-02-29 13:14:15') = 5",
                "EXTRACT('WEEK', TIMESTAMP '2024-12-31 00:00:00') = 1",
                "EXTRACT('EPOCH', TIMESTAMP '1970-01-02 00:00:00') = 86400"
            },
            parameters = {VARCHAR, TIMESTAMP})
    public static long extract(TimeUnit unit, long micros) {
        return unit.extract(micros);
    }

    /** A field of an interval; the fields below a day count within the next larger unit. */
    @SqlFunction(name = "EXTRACT", internal = true)
    public static long extractFromInterval(TimeUnit unit, long micros) {
        return unit.extractFromInterval(micros);
    }

    @SqlFunction(name = "EXTRACT", internal = true)
    public static long extractFromMonths(TimeUnit unit, long months) {
        return unit.extractFromMonths(months);
    }

    @SqlFunction(
            name = "FLOOR",
            description =
                    "The start of the unit that a timestamp lies in: FLOOR(ts TO HOUR), or DATE_TRUNC('HOUR', ts).",
            examples = {
                "FLOOR('HOUR', TIMESTAMP '2024-02-29 13:14:15') = TIMESTAMP '2024-02-29 13:00:00'",
                "FLOOR('MONTH', TIMESTAMP '1969-12-31 23:59:59') = TIMESTAMP '1969-12-01 00:00:00'"
            },
            parameters = {VARCHAR, TIMESTAMP},
            result = TIMESTAMP)
    public static long floor(TimeUnit unit, long micros) {
        return unit.floor(micros);
    }

    @SqlFunction(
            name = "DATE_TRUNC",
            description = "The start of the unit that a timestamp lies in.",
            examples = {"DATE_TRUNC('week', TIMESTAMP '2024-02-29 13:14:15') = TIMESTAMP '2024-02-26 00:00:00'"},
            parameters = {VARCHAR, TIMESTAMP},
            result = TIMESTAMP)
    public static long truncate(TimeUnit unit, long micros) {
        return unit.floor(micros);
    }

    @SqlFunction(
            name = "CEIL",
            aliases = "CEILING",
            description = "The start of the next unit, or the timestamp itself where it is the start of one.",
            examples = {"CEIL('DAY', TIMESTAMP '2024-02-28 13:14:15') = TIMESTAMP '2024-02-29 00:00:00'"},
            parameters = {VARCHAR, TIMESTAMP},
            result = TIMESTAMP)
    public static long ceiling(TimeUnit unit, long micros) {
        long floor = unit.floor(micros);
        return floor == micros ? micros : unit.add(floor, 1);
    }

    @SqlFunction(
            name = "TIMESTAMPADD",
            aliases = "DATEADD",
            description = "A timestamp some units later.",
            examples = {
                "TIMESTAMPADD('MONTH', 1, TIMESTAMP '2024-01-31 10:00:00') = TIMESTAMP '2024-02-29 10:00:00'",
                "TIMESTAMPADD('SECOND', -1, TIMESTAMP '1970-01-01 00:00:00') = TIMESTAMP '1969-12-31 23:59:59'"
            },
            parameters = {VARCHAR, BIGINT, TIMESTAMP},
            result = TIMESTAMP)
    public static long timestampAdd(TimeUnit unit, long count, long micros) {
        return unit.add(micros, count);
    }

    @SqlFunction(
            name = "TIMESTAMPDIFF",
            aliases = "DATEDIFF",
            description = "Whole units from the first timestamp to the second.",
            examples = {
                "TIMESTAMPDIFF('DAY', TIMESTAMP '2024-02-28 12:00:00', TIMESTAMP '2024-03-01 11:59:59') = 1",
                "TIMESTAMPDIFF('YEAR', TIMESTAMP '2024-02-29 00:00:00', TIMESTAMP '2020-02-28 00:00:00') = -4"
            },
            parameters = {VARCHAR, TIMESTAMP, TIMESTAMP})
    public static long timestampDifference(TimeUnit unit, long from, long to) {
        return unit.between(from, to);
    }

    @SqlFunction(
            name = "TO_TIMESTAMP",
            description = "The timestamp that a text such as 2001-01-31 23:59:59 is.",
            examples = {"TO_TIMESTAMP('2024-02-29 13:14:15') = TIMESTAMP '2024-02-29 13:14:15'"},
            result = TIMESTAMP)
    public static long toTimestamp(String text) {
        return CastFunctions.parseTimestamp(text);
    }

    /** The reader of a pattern of Java or of a template; a constant is read once. */
    @SqlFunction(name = "TIME_PATTERN", internal = true)
    public static TimePattern timePattern(String pattern) {
        return TimePattern.of(pattern);
    }

    /** The writer of a template; a constant is read once. */
    @SqlFunction(name = "TIME_TEMPLATE", internal = true)
    public static TimeTemplate timeTemplate(String template) {
        return TimeTemplate.of(template);
    }

    /** The reader and writer of a pattern; a constant is read once. */
    @SqlFunction(name = "TIME_FORMAT", internal = true)
    public static TimeFormat timeFormat(String pattern) {
        return TimeFormat.of(pattern);
    }

    @SqlFunction(
            name = "TO_TIMESTAMP",
            description =
                    "The timestamp that a text is by a pattern, with the letters of Java's DateTimeFormatter or the words of TO_CHAR.",
            examples = {
                "TO_TIMESTAMP('29 Feb 2024 1:14 PM', 'DD Mon YYYY FMHH12:MI AM') = TIMESTAMP '2024-02-29 13:14:00'",
                "TO_TIMESTAMP('29.02.2024 13:14', 'dd.MM.yyyy HH:mm') = TIMESTAMP '2024-02-29 13:14:00'",
                "TO_TIMESTAMP('29/02/2024', 'dd/MM/yyyy') = TIMESTAMP '2024-02-29 00:00:00'"
            },
            parameters = {VARCHAR, VARCHAR},
            result = TIMESTAMP)
    public static long toTimestamp(String text, TimePattern pattern) {
        return pattern.format().parse(text);
    }

    @SqlFunction(
            name = "TO_CHAR",
            description =
                    "A timestamp as text by a template of PostgreSQL: YYYY, MM, Month, DD, Day, DDD, HH24, HH12, MI, SS, MS, US, AM, Q, WW, IYYY, IW and"
                            + " others; FM leaves out zeros and blanks.",
            examples = {
                "TO_CHAR(TIMESTAMP '2024-02-29 13:14:15.25', 'YYYY-MM-DD HH24:MI:SS.MS') = '2024-02-29 13:14:15.250'",
                "TO_CHAR(TIMESTAMP '2024-02-09 13:04:15', 'FMDay, DD Month yyyy, FMHH12:MI AM') = 'Friday, 09 February  2024, 1:04 PM'",
                "TO_CHAR(TIMESTAMP '2024-12-30 00:00:00', 'IYYY-\"W\"IW-ID Q DDD') = '2025-W01-1 4 365'"
            },
            parameters = {TIMESTAMP, VARCHAR})
    public static String toChar(long micros, TimeTemplate template) {
        return template.format().format(micros);
    }

    @SqlFunction(
            name = "DATE_FORMAT",
            description = "A timestamp as text by a pattern, with the letters of Java's DateTimeFormatter.",
            examples = {"DATE_FORMAT(TIMESTAMP '2024-02-29 13:14:15', 'yyyy-MM-dd HH:mm') = '2024-02-29 13:14'"},
            parameters = {TIMESTAMP, VARCHAR})
    public static String format(long micros, TimeFormat format) {
        return format.format(micros);
    }

    @SqlFunction(
            name = "TO_DATE",
            description = "The date that a text such as 2001-01-31 is.",
            examples = {"TO_DATE('2024-02-29') = DATE '2024-02-29'"},
            result = DATE)
    public static long toDate(String text) {
        return CastFunctions.parseDate(text);
    }

    @SqlFunction(
            name = "EPOCH_MILLIS",
            aliases = {"UNIX_MILLIS", "TO_UNIX_MILLIS"},
            description = "Milliseconds since 1970-01-01T00:00Z, rounded down.",
            examples = {"EPOCH_MILLIS(TIMESTAMP '1970-01-01 00:00:01.5') = 1500"},
            parameters = TIMESTAMP,
            total = true)
    public static long epochMillis(long micros) {
        return Math.floorDiv(micros, Temporals.MICROS_PER_MILLI);
    }

    @SqlFunction(
            name = "EPOCH_SECONDS",
            aliases = {"UNIX_SECONDS", "UNIX_TIMESTAMP"},
            description = "Seconds since 1970-01-01T00:00Z, rounded down.",
            examples = {"EPOCH_SECONDS(TIMESTAMP '1970-01-01 00:00:01.5') = 1"},
            parameters = TIMESTAMP,
            total = true)
    public static long epochSeconds(long micros) {
        return Math.floorDiv(micros, Temporals.MICROS_PER_SECOND);
    }

    @SqlFunction(
            name = "EPOCH_MICROS",
            aliases = "UNIX_MICROS",
            description = "Microseconds since 1970-01-01T00:00Z.",
            examples = {"EPOCH_MICROS(TIMESTAMP '1970-01-01 00:00:01.5') = 1500000"},
            parameters = TIMESTAMP,
            total = true)
    public static long epochMicros(long micros) {
        return micros;
    }

    @SqlFunction(
            name = "TIMESTAMP_MILLIS",
            aliases = {"FROM_EPOCH_MILLIS", "TO_TIMESTAMP_MILLIS"},
            description = "The timestamp some milliseconds after 1970-01-01T00:00Z.",
            examples = {"TIMESTAMP_MILLIS(1500) = TIMESTAMP '1970-01-01 00:00:01.5'"},
            result = TIMESTAMP)
    public static long timestampMillis(long millis) {
        return ArithmeticFunctions.multiply(millis, Temporals.MICROS_PER_MILLI);
    }

    @SqlFunction(
            name = "TIMESTAMP_SECONDS",
            aliases = {"FROM_EPOCH_SECONDS", "FROM_UNIXTIME"},
            description = "The timestamp some seconds after 1970-01-01T00:00Z.",
            examples = {"TIMESTAMP_SECONDS(-1) = TIMESTAMP '1969-12-31 23:59:59'"},
            result = TIMESTAMP)
    public static long timestampSeconds(long seconds) {
        return ArithmeticFunctions.multiply(seconds, Temporals.MICROS_PER_SECOND);
    }

    @SqlFunction(
            name = "TIMESTAMP_MICROS",
            aliases = "FROM_EPOCH_MICROS",
            description = "The timestamp some microseconds after 1970-01-01T00:00Z.",
            examples = {"TIMESTAMP_MICROS(1500000) = TIMESTAMP '1970-01-01 00:00:01.5'"},
            result = TIMESTAMP,
            total = true)
    public static long timestampMicros(long micros) {
        return micros;
    }

    @SqlFunction(
            name = "LAST_DAY",
            description = "The last day of the month of a date.",
            examples = {"LAST_DAY(DATE '2024-02-03') = DATE '2024-02-29'"},
            parameters = DATE,
            result = DATE)
    public static long lastDay(long days) {
        try {
            LocalDate date = LocalDate.ofEpochDay(days);
            return days + date.lengthOfMonth() - date.getDayOfMonth();
        } catch (java.time.DateTimeException e) {
            throw ValueErrors.outOfRange(days + " days", "DATE");
        }
    }

    @SqlFunction(
            name = "MAKE_INTERVAL_MICROS",
            description = "An interval of some microseconds.",
            examples = {"MAKE_INTERVAL_MICROS(86400000000) = INTERVAL '1' DAY"},
            result = INTERVAL_DAY,
            total = true)
    public static long interval(long micros) {
        return micros;
    }

    @SqlFunction(
            name = "INTERVAL_MICROS",
            description = "Microseconds of an interval.",
            examples = {"INTERVAL_MICROS(INTERVAL '2' SECOND) = 2000000"},
            parameters = INTERVAL_DAY,
            total = true)
    public static long intervalMicros(long interval) {
        return interval;
    }

    @SqlFunction(
            name = "INTERVAL_MONTHS",
            description = "Months of an interval.",
            examples = {"INTERVAL_MONTHS(INTERVAL '2' YEAR) = 24"},
            parameters = INTERVAL_YEAR,
            total = true)
    public static long intervalMonths(long interval) {
        return interval;
    }
}
