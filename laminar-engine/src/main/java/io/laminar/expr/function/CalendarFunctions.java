package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.BIGINT;
import static io.laminar.api.DataType.Kind.DATE;
import static io.laminar.api.DataType.Kind.INTERVAL_DAY;
import static io.laminar.api.DataType.Kind.TIME;
import static io.laminar.api.DataType.Kind.TIMESTAMP;
import static io.laminar.api.DataType.Kind.TIMESTAMP_LTZ;
import static io.laminar.api.DataType.Kind.VARCHAR;

import io.laminar.data.Temporals;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;

/** Dates and times from their parts, and what calendars tell of them. Names of days and months are English. */
public final class CalendarFunctions {
    private CalendarFunctions() {}

    @SqlFunction(
            name = "MAKE_DATE",
            aliases = "DATE",
            description = "The date of a year, month and day.",
            examples = "MAKE_DATE(2024, 2, 29) = DATE '2024-02-29'",
            result = DATE)
    public static long date(long year, long month, long day) {
        try {
            return LocalDate.of(Math.toIntExact(year), Math.toIntExact(month), Math.toIntExact(day))
                    .toEpochDay();
        } catch (DateTimeException | ArithmeticException e) {
            throw ValueErrors.invalidArgument(year + "-" + month + "-" + day + " is no date");
        }
    }

    @SqlFunction(
            name = "DATE",
            description = "The date of a timestamp.",
            examples = "DATE(TIMESTAMP '2024-02-29 13:14:15') = DATE '2024-02-29'",
            parameters = TIMESTAMP,
            result = DATE,
            total = true)
    public static long date(long micros) {
        return CastFunctions.timestampToDate(micros);
    }

    @SqlFunction(
            name = "MAKE_TIME",
            aliases = "TIME",
            description = "The time of day of an hour, minute and second.",
            examples = "MAKE_TIME(13, 14, 15) = PARSE_TIME('%T', '13:14:15')",
            result = TIME)
    public static long time(long hour, long minute, double second) {
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(second >= 0 && second < 60)) {
            throw ValueErrors.invalidArgument(hour + ":" + minute + ":" + second + " is no time of day");
        }
        return hour * Temporals.MICROS_PER_HOUR
                + minute * Temporals.MICROS_PER_MINUTE
                + Math.min(Math.round(second * 1e6), Temporals.MICROS_PER_MINUTE - 1);
    }

    @SqlFunction(
            name = "MAKE_TIMESTAMP",
            aliases = {"TIMESTAMP", "DATETIME"},
            description = "The timestamp of a year, month, day, hour, minute and second.",
            examples = "MAKE_TIMESTAMP(2024, 2, 29, 13, 14, 15.5) = TIMESTAMP '2024-02-29 13:14:15.5'",
            result = TIMESTAMP)
    public static long timestamp(long year, long month, long day, long hour, long minute, double second) {
        return ArithmeticFunctions.add(
                CastFunctions.dateToTimestamp(date(year, month, day)), time(hour, minute, second));
    }

    @SqlFunction(
            name = "ADD_MONTHS",
            description = "A date some months later; a day that the month does not have becomes its last.",
            examples = "ADD_MONTHS(DATE '2024-01-31', 1) = DATE '2024-02-29'",
            parameters = {DATE, BIGINT},
            result = DATE)
    public static long addMonths(long days, long months) {
        return TimeFunctions.addMonthsToDate(days, months);
    }

    @SqlFunction(
            name = "MONTHS_BETWEEN",
            description =
                    "Months from the second timestamp to the first; the days that are left count as 31sts, and two"
                            + " last days of months are whole months apart.",
            examples = {
                "MONTHS_BETWEEN(DATE '2024-03-31', DATE '2024-02-29') = 1e0",
                "MONTHS_BETWEEN(TIMESTAMP '2024-03-16 12:00:00', DATE '2024-03-01') = 0.5e0"
            },
            parameters = {TIMESTAMP, TIMESTAMP})
    public static double monthsBetween(long left, long right) {
        LocalDate end = LocalDate.ofEpochDay(Math.floorDiv(left, Temporals.MICROS_PER_DAY));
        LocalDate start = LocalDate.ofEpochDay(Math.floorDiv(right, Temporals.MICROS_PER_DAY));
        double months = (end.getYear() - start.getYear()) * 12.0 + end.getMonthValue() - start.getMonthValue();
        boolean areLastDays =
                end.getDayOfMonth() == end.lengthOfMonth() && start.getDayOfMonth() == start.lengthOfMonth();
        if (areLastDays || end.getDayOfMonth() == start.getDayOfMonth()) {
            return months;
        }
        double micros =
                (double) Math.floorMod(left, Temporals.MICROS_PER_DAY) - Math.floorMod(right, Temporals.MICROS_PER_DAY);
        return months + (end.getDayOfMonth() - start.getDayOfMonth() + micros / Temporals.MICROS_PER_DAY) / 31;
    }

    @SqlFunction(
            name = "DAYNAME",
            description = "The English name of a day of the week.",
            examples = "DAYNAME(DATE '2024-02-29') = 'Thursday'",
            parameters = TIMESTAMP)
    public static String dayName(long micros) {
        return LocalDate.ofEpochDay(Math.floorDiv(micros, Temporals.MICROS_PER_DAY))
                .getDayOfWeek()
                .getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    @SqlFunction(
            name = "MONTHNAME",
            description = "The English name of a month.",
            examples = "MONTHNAME(DATE '2024-02-29') = 'February'",
            parameters = TIMESTAMP)
    public static String monthName(long micros) {
        return LocalDate.ofEpochDay(Math.floorDiv(micros, Temporals.MICROS_PER_DAY))
                .getMonth()
                .getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    @SqlFunction(
            name = "DATE_BIN",
            aliases = "TIME_BUCKET",
            description =
                    "The start of the bin that a timestamp lies in, bins having a length and one of them a start.",
            examples = "DATE_BIN(INTERVAL '2' DAY, TIMESTAMP '2024-02-29 13:00:00', TIMESTAMP '2024-02-28 12:00:00')"
                    + " = TIMESTAMP '2024-02-28 12:00:00'",
            parameters = {INTERVAL_DAY, TIMESTAMP, TIMESTAMP},
            result = TIMESTAMP)
    public static long bin(long length, long micros, long start) {
        if (length <= 0) {
            throw ValueErrors.invalidArgument("DATE_BIN takes an interval above zero");
        }
        return micros - Math.floorMod(ArithmeticFunctions.subtract(micros, start), length);
    }

    @SqlFunction(
            name = "DATE_BIN",
            aliases = "TIME_BUCKET",
            description = "The same with bins that start at 1970-01-01.",
            examples = "DATE_BIN(INTERVAL '2' DAY, TIMESTAMP '1970-01-04 13:00:00') = TIMESTAMP '1970-01-03 00:00:00'",
            parameters = {INTERVAL_DAY, TIMESTAMP},
            result = TIMESTAMP)
    public static long bin(long length, long micros) {
        return bin(length, micros, 0);
    }

    @SqlFunction(
            name = "LAST_DAY",
            description = "The last day of the month of a timestamp.",
            examples = "LAST_DAY(TIMESTAMP '2024-02-03 10:00:00') = DATE '2024-02-29'",
            parameters = TIMESTAMP,
            result = DATE)
    public static long lastDay(long micros) {
        return TimeFunctions.lastDay(CastFunctions.timestampToDate(micros));
    }

    @SqlFunction(
            name = "UNIX_DATE",
            description = "Days since 1970-01-01.",
            examples = "UNIX_DATE(DATE '1970-01-02') = 1",
            parameters = DATE,
            total = true)
    public static long unixDate(long days) {
        return days;
    }

    @SqlFunction(
            name = "DATE_FROM_UNIX_DATE",
            description = "The date some days after 1970-01-01.",
            examples = "DATE_FROM_UNIX_DATE(1) = DATE '1970-01-02'",
            result = DATE)
    public static long dateFromUnixDate(long days) {
        return TimeFunctions.date(days);
    }

    @SqlFunction(
            name = "TO_TIMESTAMP",
            description = "The timestamp some seconds after 1970-01-01T00:00Z.",
            examples = "TO_TIMESTAMP(1.5) = TIMESTAMP '1970-01-01 00:00:01.5'",
            result = TIMESTAMP)
    public static long toTimestamp(double seconds) {
        return CastFunctions.toInteger(Math.rint(seconds * 1e6), Long.MAX_VALUE);
    }

    @SqlFunction(
            name = "TO_TIMESTAMP",
            description = "The same of whole seconds.",
            examples = "TO_TIMESTAMP(1) = TIMESTAMP '1970-01-01 00:00:01'",
            result = TIMESTAMP)
    public static long toTimestamp(long seconds) {
        return TimeFunctions.timestampSeconds(seconds);
    }

    @SqlFunction(
            name = "TO_TIMESTAMP_LTZ",
            description = "The instant of some seconds (0), milliseconds (3) or microseconds (6) after"
                    + " 1970-01-01T00:00Z.",
            examples = "EPOCH_MILLIS(TO_TIMESTAMP_LTZ(1500, 3)) = 1500",
            result = TIMESTAMP_LTZ)
    public static long toInstant(long count, long digits) {
        if (digits == 0) {
            return TimeFunctions.timestampSeconds(count);
        }
        if (digits == 3) {
            return TimeFunctions.timestampMillis(count);
        }
        if (digits == 6) {
            return count;
        }
        throw ValueErrors.invalidArgument("TO_TIMESTAMP_LTZ takes 0, 3 or 6 digits but got " + digits);
    }

    @SqlFunction(
            name = "PARSE_EPOCH",
            description = "The timestamp some units after 1970-01-01T00:00Z: seconds, ms, us, minutes, hours or days.",
            examples = "PARSE_EPOCH(1500, 'ms') = TIMESTAMP '1970-01-01 00:00:01.5'",
            parameters = {BIGINT, VARCHAR},
            result = TIMESTAMP)
    public static long parseEpoch(long count, TimeUnit unit) {
        return unit.add(0, count);
    }
}
