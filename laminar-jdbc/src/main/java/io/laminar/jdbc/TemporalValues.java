package io.laminar.jdbc;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of DATE, TIME and the timestamps. A TIMESTAMP is a date and time on the wall, without zone: as {@link
 * LocalDateTime} and as text it is the same everywhere, and a {@link Timestamp} shows those digits in the zone of the calendar
 * that the caller gave, or the JVM's. (A {@link Timestamp} cannot show digits that its zone skips in spring.) A
 * TIMESTAMP_LTZ is an instant, whose digits are those of UTC. Between the two, UTC is the zone.
 */
// java.util.Date and its children are what JDBC speaks.
@SuppressWarnings("JavaUtilDate")
final class TemporalValues {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(TIME)
            .toFormatter(Locale.ROOT);
    private static final LocalDate EPOCH_DAY = LocalDate.of(1970, 1, 1);

    private TemporalValues() {}

    /** The text of a date or time, or null when the value is none. */
    static @Nullable String string(Object value) {
        if (value instanceof LocalDateTime time) {
            return TIMESTAMP.format(time);
        }
        if (value instanceof LocalTime time) {
            return TIME.format(time);
        }
        if (value instanceof Instant instant) {
            return TIMESTAMP.format(utc(instant)) + "Z";
        }
        return null;
    }

    static Timestamp timestamp(Object value, @Nullable Calendar calendar) throws SQLException {
        if (value instanceof Instant instant) {
            return Timestamp.from(instant);
        }
        return timestamp(localDateTime(value), calendar);
    }

    static Date date(Object value, @Nullable Calendar calendar) throws SQLException {
        LocalDate date =
                value instanceof LocalDate day ? day : localDateTime(value).toLocalDate();
        return calendar == null || isDefaultZone(calendar)
                ? Date.valueOf(date)
                : new Date(timestamp(date.atStartOfDay(), calendar).getTime());
    }

    static Time time(Object value, @Nullable Calendar calendar) throws SQLException {
        LocalTime time =
                value instanceof LocalTime clock ? clock : localDateTime(value).toLocalTime();
        return new Time(timestamp(time.atDate(EPOCH_DAY), calendar).getTime());
    }

    static OffsetDateTime offsetDateTime(Object value) throws SQLException {
        return value instanceof Instant instant
                ? instant.atOffset(ZoneOffset.UTC)
                : localDateTime(value).atOffset(ZoneOffset.UTC);
    }

    /** The value as a class of java.time or java.sql, or null when the class is none of them. */
    static @Nullable Object as(Object value, Class<?> type, @Nullable Calendar calendar) throws SQLException {
        if (type == LocalDateTime.class) {
            return localDateTime(value);
        }
        if (type == LocalDate.class) {
            return value instanceof LocalDate ? value : localDateTime(value).toLocalDate();
        }
        if (type == LocalTime.class) {
            return localDateTime(value).toLocalTime();
        }
        if (type == Instant.class) {
            return offsetDateTime(value).toInstant();
        }
        if (type == OffsetDateTime.class) {
            return offsetDateTime(value);
        }
        if (type == ZonedDateTime.class) {
            return offsetDateTime(value).atZoneSameInstant(ZoneOffset.UTC);
        }
        if (type == Timestamp.class || type == java.util.Date.class) {
            return timestamp(value, calendar);
        }
        if (type == Date.class) {
            return date(value, calendar);
        }
        if (type == Time.class) {
            return time(value, calendar);
        }
        return null;
    }

    /** The digits of a {@link Timestamp} or other date in the zone of a calendar. */
    static LocalDateTime wallTime(java.util.Date moment, @Nullable Calendar calendar) {
        if (calendar == null || isDefaultZone(calendar)) {
            return new Timestamp(moment.getTime()).toLocalDateTime().withNano(nanos(moment));
        }
        // By way of a calendar rather than java.time, so that dates before 1582 go back as they came.
        Calendar fields = new GregorianCalendar(calendar.getTimeZone(), Locale.ROOT);
        fields.setTimeInMillis(moment.getTime());
        return LocalDateTime.of(
                fields.get(Calendar.YEAR),
                fields.get(Calendar.MONTH) + 1,
                fields.get(Calendar.DAY_OF_MONTH),
                fields.get(Calendar.HOUR_OF_DAY),
                fields.get(Calendar.MINUTE),
                fields.get(Calendar.SECOND),
                nanos(moment));
    }

    /** The moment of a date with the nanoseconds of a {@link Timestamp}. */
    static Instant instant(java.util.Date moment) {
        return Instant.ofEpochMilli(moment.getTime()).with(ChronoField.NANO_OF_SECOND, nanos(moment));
    }

    private static int nanos(java.util.Date moment) {
        return moment instanceof Timestamp timestamp
                ? timestamp.getNanos()
                : (int) Math.floorMod(moment.getTime(), 1000L) * 1_000_000;
    }

    private static Timestamp timestamp(LocalDateTime time, @Nullable Calendar calendar) {
        if (calendar == null || isDefaultZone(calendar)) {
            return Timestamp.valueOf(time);
        }
        Calendar fields = new GregorianCalendar(calendar.getTimeZone(), Locale.ROOT);
        fields.clear();
        fields.set(
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
        Timestamp timestamp = new Timestamp(fields.getTimeInMillis());
        timestamp.setNanos(time.getNano());
        return timestamp;
    }

    private static boolean isDefaultZone(Calendar calendar) {
        return calendar.getTimeZone().equals(TimeZone.getDefault());
    }

    private static LocalDateTime localDateTime(Object value) throws SQLException {
        if (value instanceof LocalDateTime time) {
            return time;
        }
        if (value instanceof Instant instant) {
            return utc(instant);
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (value instanceof LocalTime time) {
            return time.atDate(EPOCH_DAY);
        }
        if (value instanceof String text) {
            return parse(text.trim());
        }
        throw Values.mismatch(value, "a date or time", null);
    }

    private static LocalDateTime parse(String text) throws SQLException {
        try {
            if (text.indexOf(':') < 0) {
                return LocalDate.parse(text).atStartOfDay();
            }
            return text.indexOf('-') < 0
                    ? LocalTime.parse(text).atDate(EPOCH_DAY)
                    : LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            throw Values.mismatch(text, "a date or time", e);
        }
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
