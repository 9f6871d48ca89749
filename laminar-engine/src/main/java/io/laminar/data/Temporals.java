package io.laminar.data;

import java.time.LocalDate;

/**
 * Text forms of DATE, TIME and TIMESTAMP: {@code 2001-01-31}, {@code 23:59:59.999999}, and both with a blank
 * or a {@code T} between. Reading takes one to six fractional digits (more are cut off), a lone date as midnight, and,
 * for instants, a trailing {@code Z} or offset. Years are proleptic Gregorian, 0001 to 9999.
 */
public final class Temporals {
    public static final long MICROS_PER_MILLI = 1_000L;
    public static final long MICROS_PER_SECOND = 1_000_000L;
    public static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    public static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    public static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

    private Temporals() {}

    /** Days since 1970-01-01. */
    public static long parseDate(CharSequence text) {
        Scanner in = new Scanner(text);
        long days = in.date();
        in.end();
        return days;
    }

    /** Microseconds since midnight. */
    public static long parseTime(CharSequence text) {
        Scanner in = new Scanner(text);
        long micros = in.time();
        in.end();
        return micros;
    }

    /**
     * Microseconds since 1970-01-01T00:00 of the date and time as written; an offset is taken into account.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static long parseTimestamp(CharSequence text) {
        Scanner in = new Scanner(text);
        long micros = in.date() * MICROS_PER_DAY;
        if (in.skip('T') || in.skip(' ')) {
            micros += in.time();
            micros -= in.offset();
        }
        in.end();
        return micros;
    }

    /** {@code 2001-01-31}. */
    public static String formatDate(long days) {
        return appendDate(new StringBuilder(10), days).toString();
    }

    /** {@code 23:59:59}, with as many fractional digits as are needed. */
    public static String formatTime(long microsOfDay) {
        return appendTime(new StringBuilder(15), microsOfDay).toString();
    }

    /** {@code 2001-01-31 23:59:59}, with as many fractional digits as are needed. */
    public static String formatTimestamp(long micros) {
        StringBuilder text = new StringBuilder(26);
        appendDate(text, Math.floorDiv(micros, MICROS_PER_DAY)).append(' ');
        return appendTime(text, Math.floorMod(micros, MICROS_PER_DAY)).toString();
    }

    private static StringBuilder appendDate(StringBuilder text, long days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        int year = date.getYear();
        if (year >= 0 && year <= 9999) {
            appendTwo(text, year / 100);
            appendTwo(text, year % 100);
        } else {
            text.append(year);
        }
        text.append('-');
        appendTwo(text, date.getMonthValue());
        text.append('-');
        appendTwo(text, date.getDayOfMonth());
        return text;
    }

    private static StringBuilder appendTime(StringBuilder text, long microsOfDay) {
        long seconds = microsOfDay / MICROS_PER_SECOND;
        appendTwo(text, (int) (seconds / 3600));
        text.append(':');
        appendTwo(text, (int) (seconds / 60 % 60));
        text.append(':');
        appendTwo(text, (int) (seconds % 60));
        int fraction = (int) (microsOfDay % MICROS_PER_SECOND);
        if (fraction != 0) {
            text.append('.');
            for (int unit = 100_000; fraction != 0; unit /= 10) {
                text.append((char) ('0' + fraction / unit));
                fraction %= unit;
            }
        }
        return text;
    }

    private static void appendTwo(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Reads from left to right, skipping blanks at both ends. */
    private static final class Scanner {
        private final CharSequence text;
        private final int end;
        private int at;

        Scanner(CharSequence text) {
            this.text = text;
            int last = text.length();
            while (last > 0 && text.charAt(last - 1) == ' ') {
                last--;
            }
            end = last;
            while (at < end && text.charAt(at) == ' ') {
                at++;
            }
        }

        long date() {
            int year = number(4, 4);
            expect('-');
            int month = number(1, 2);
            expect('-');
            int day = number(1, 2);
            if (month < 1 || month > 12 || day < 1 || day > 31) {
                throw malformed();
            }
            if (day > 28 && day > java.time.YearMonth.of(year, month).lengthOfMonth()) {
                throw malformed();
            }
            return epochDay(year, month, day);
        }

        long time() {
            int hour = number(1, 2);
            expect(':');
            int minute = number(1, 2);
            int second = 0;
            int fraction = 0;
            if (skip(':')) {
                second = number(1, 2);
                if (skip('.')) {
                    fraction = fraction();
                }
            }
            if (hour > 23 || minute > 59 || second > 59) {
                throw malformed();
            }
            return ((hour * 60L + minute) * 60 + second) * MICROS_PER_SECOND + fraction;
        }

        long offset() {
            if (skip('Z')) {
                return 0;
            }
            boolean isWest = skip('-');
            if (!isWest && !skip('+')) {
                return 0;
            }
            long minutes = number(1, 2) * 60L;
            if (skip(':') || at < end) {
                minutes += number(2, 2);
            }
            return (isWest ? -minutes : minutes) * MICROS_PER_MINUTE;
        }

        boolean skip(char expected) {
            if (at < end && text.charAt(at) == expected) {
                at++;
                return true;
            }
            return false;
        }

        void end() {
            if (at != end) {
                throw malformed();
            }
        }

        private void expect(char expected) {
            if (!skip(expected)) {
                throw malformed();
            }
        }

        private int number(int leastDigits, int mostDigits) {
            int start = at;
            int number = 0;
            while (at < end && at - start < mostDigits && isDigit(text.charAt(at))) {
                number = number * 10 + text.charAt(at++) - '0';
            }
            if (at - start < leastDigits) {
                throw malformed();
            }
            return number;
        }

        private int fraction() {
            int start = at;
            int micros = 0;
            int unit = 100_000;
            while (at < end && isDigit(text.charAt(at))) {
                micros += unit * (text.charAt(at++) - '0');
                unit /= 10;
            }
            if (at == start) {
                throw malformed();
            }
            return micros;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private IllegalArgumentException malformed() {
            return new IllegalArgumentException("'" + text + "' is no date or time such as 2001-01-31 23:59:59");
        }

        /** Days since 1970-01-01, by the era arithmetic of H. Hinnant's days_from_civil. */
        private static long epochDay(int year, int month, int day) {
            int shifted = month <= 2 ? year - 1 : year;
            int era = Math.floorDiv(shifted, 400);
            int yearOfEra = shifted - era * 400;
            int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
            int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
            return era * 146_097L + dayOfEra - 719_468;
        }
    }
}
