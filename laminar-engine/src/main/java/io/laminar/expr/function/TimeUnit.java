package io.laminar.expr.function;

import io.laminar.data.Temporals;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** The units of time that functions take by name, and what they do with timestamps. */
public enum TimeUnit {
    MICROSECOND(1, 0),
    MILLISECOND(Temporals.MICROS_PER_MILLI, 0),
    SECOND(Temporals.MICROS_PER_SECOND, 0),
    MINUTE(Temporals.MICROS_PER_MINUTE, 0),
    HOUR(Temporals.MICROS_PER_HOUR, 0),
    DAY(Temporals.MICROS_PER_DAY, 0),
    WEEK(7 * Temporals.MICROS_PER_DAY, 0),
    MONTH(0, 1),
    QUARTER(0, 3),
    YEAR(0, 12),
    DECADE(0, 120),
    CENTURY(0, 1_200),
    MILLENNIUM(0, 12_000),
    /** Seconds since 1970; only to be extracted, as are those below. */
    EPOCH(0, 0),
    /** 1 is Sunday. */
    DOW(0, 0),
    /** 1 is Monday. */
    ISODOW(0, 0),
    DOY(0, 0),
    /** The year that the ISO week belongs to. */
    ISOYEAR(0, 0);

    /** 1970-01-01 was a Thursday: weeks start three days before. */
    private static final long MONDAY_OFFSET = 3;

    private final long micros;
    private final int months;

    TimeUnit(long micros, int months) {
        this.micros = micros;
        this.months = months;
    }

    static TimeUnit named(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        return switch (upper) {
            case "MICROSECONDS", "US", "SQL_TSI_MICROSECOND" -> MICROSECOND;
            case "MILLISECONDS", "MS" -> MILLISECOND;
            case "SECONDS", "S", "SQL_TSI_SECOND" -> SECOND;
            case "MINUTES", "SQL_TSI_MINUTE" -> MINUTE;
            case "HOURS", "H", "SQL_TSI_HOUR" -> HOUR;
            case "DAYS", "D", "SQL_TSI_DAY" -> DAY;
            case "WEEKS", "ISOWEEK", "SQL_TSI_WEEK" -> WEEK;
            case "MONTHS", "SQL_TSI_MONTH" -> MONTH;
            case "QUARTERS", "SQL_TSI_QUARTER" -> QUARTER;
            case "YEARS", "Y", "SQL_TSI_YEAR" -> YEAR;
            case "DAYOFWEEK" -> DOW;
            case "DAYOFYEAR" -> DOY;
            default -> {
                for (TimeUnit unit : values()) {
                    if (unit.name().equals(upper)) {
                        yield unit;
                    }
                }
                throw ValueErrors.invalidArgument("'" + name + "' is no unit of time such as SECOND, HOUR or MONTH");
            }
        };
    }

    long floor(long timestamp) {
        if (this == WEEK) {
            long day = Math.floorDiv(timestamp, Temporals.MICROS_PER_DAY);
            return CastFunctions.dateToTimestamp(day - Math.floorMod(day + MONDAY_OFFSET, 7));
        }
        if (micros != 0) {
            return ArithmeticFunctions.subtract(timestamp, Math.floorMod(timestamp, micros));
        }
        LocalDate date = date(timestamp);
        // Centuries and millennia start with the years 1, 101, ..., all else with multiples.
        int shift = this == CENTURY || this == MILLENNIUM ? 12 : 0;
        long month = date.getYear() * 12L + date.getMonthValue() - 1 - shift;
        long first = Math.floorDiv(month, (long) checkedMonths()) * months + shift;
        return CastFunctions.dateToTimestamp(
                LocalDate.of((int) Math.floorDiv(first, 12L), (int) Math.floorMod(first, 12L) + 1, 1)
                        .toEpochDay());
    }

    long add(long timestamp, long count) {
        return micros != 0
                ? ArithmeticFunctions.add(timestamp, ArithmeticFunctions.multiply(count, micros))
                : TimeFunctions.addMonths(timestamp, ArithmeticFunctions.multiply(count, checkedMonths()));
    }

    long between(long from, long to) {
        return micros != 0
                ? ArithmeticFunctions.subtract(to, from) / micros
                : monthsBetween(to, from) / checkedMonths();
    }

    /** Whole months from the right timestamp to the left one. */
    static long monthsBetween(long left, long right) {
        LocalDate end = date(left);
        LocalDate start = date(right);
        long timeOfEnd = Math.floorMod(left, Temporals.MICROS_PER_DAY);
        long timeOfStart = Math.floorMod(right, Temporals.MICROS_PER_DAY);
        // A part of a day that is missing makes the last day incomplete.
        if (left >= right && timeOfEnd < timeOfStart) {
            end = end.minusDays(1);
        } else if (left < right && timeOfEnd > timeOfStart) {
            end = end.plusDays(1);
        }
        return ChronoUnit.MONTHS.between(start, end);
    }

    long extract(long timestamp) {
        return switch (this) {
            case EPOCH -> Math.floorDiv(timestamp, Temporals.MICROS_PER_SECOND);
            case MICROSECOND -> Math.floorMod(timestamp, Temporals.MICROS_PER_MINUTE);
            case MILLISECOND -> Math.floorMod(timestamp, Temporals.MICROS_PER_MINUTE) / Temporals.MICROS_PER_MILLI;
            case SECOND -> Math.floorMod(timestamp, Temporals.MICROS_PER_MINUTE) / Temporals.MICROS_PER_SECOND;
            case MINUTE -> Math.floorMod(timestamp, Temporals.MICROS_PER_HOUR) / Temporals.MICROS_PER_MINUTE;
            case HOUR -> Math.floorMod(timestamp, Temporals.MICROS_PER_DAY) / Temporals.MICROS_PER_HOUR;
            default -> extract(date(timestamp));
        };
    }

    private long extract(LocalDate date) {
        int year = date.getYear();
        return switch (this) {
            case DAY -> date.getDayOfMonth();
            case WEEK -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTH -> date.getMonthValue();
            case QUARTER -> (date.getMonthValue() + 2) / 3;
            case YEAR -> year;
            case DECADE -> Math.floorDiv(year, 10);
            case CENTURY -> year > 0 ? (year + 99) / 100 : year / 100 - 1;
            case MILLENNIUM -> year > 0 ? (year + 999) / 1000 : year / 1000 - 1;
            case DOW -> date.getDayOfWeek().getValue() % 7 + 1;
            case ISODOW -> date.getDayOfWeek().getValue();
            case DOY -> date.getDayOfYear();
            case ISOYEAR -> date.get(IsoFields.WEEK_BASED_YEAR);
            default -> throw noPart("date");
        };
    }

    long extractFromInterval(long interval) {
        return switch (this) {
            case EPOCH -> interval / Temporals.MICROS_PER_SECOND;
            case MICROSECOND -> interval % Temporals.MICROS_PER_MINUTE;
            case MILLISECOND -> interval % Temporals.MICROS_PER_MINUTE / Temporals.MICROS_PER_MILLI;
            case SECOND -> interval % Temporals.MICROS_PER_MINUTE / Temporals.MICROS_PER_SECOND;
            case MINUTE -> interval % Temporals.MICROS_PER_HOUR / Temporals.MICROS_PER_MINUTE;
            case HOUR -> interval % Temporals.MICROS_PER_DAY / Temporals.MICROS_PER_HOUR;
            case DAY -> interval / Temporals.MICROS_PER_DAY;
            default -> throw noPart("day-time interval");
        };
    }

    long extractFromMonths(long interval) {
        return switch (this) {
            case MONTH -> interval % 12;
            case QUARTER -> interval % 12 / 3 + 1;
            case YEAR, DECADE, CENTURY, MILLENNIUM -> interval / months;
            default -> throw noPart("year-month interval");
        };
    }

    private int checkedMonths() {
        if (months == 0) {
            throw ValueErrors.invalidArgument(this + " can only be extracted; expected a unit such as SECOND or MONTH");
        }
        return months;
    }

    private RuntimeException noPart(String what) {
        return ValueErrors.invalidArgument(this + " is no part of a " + what);
    }

    private static LocalDate date(long timestamp) {
        return LocalDate.ofEpochDay(Math.floorDiv(timestamp, Temporals.MICROS_PER_DAY));
    }
}
