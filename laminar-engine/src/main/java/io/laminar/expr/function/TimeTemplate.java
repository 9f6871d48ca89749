package io.laminar.expr.function;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.time.temporal.TemporalField;
import java.time.temporal.WeekFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A template of times of PostgreSQL such as {@code YYYY-MM-DD HH24:MI:SS}, equal by its text. Immutable.
 *
 * <p>Words may be in any case; the case of MONTH, MON, DAY, DY, AM and BC is that of the text. FM in front of a word leaves out
 * zeros and blanks. {@code "text"} stands for itself, as everything but letters and digits does.
 */
public final class TimeTemplate {
    private static final int NAME_WIDTH = 9;

    /** Longest first where one begins as another. */
    private static final List<String> WORDS = List.of(
            "HH24", "HH12", "HH", "MI", "SSSSS", "SSSS", "SS", "MS", "US", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6",
            "A.M.", "P.M.", "AM", "PM", "YYYY", "YYY", "YY", "Y", "IYYY", "IW", "ID", "IDDD", "B.C.", "A.D.", "BC",
            "AD", "MONTH", "MON", "MM", "DAY", "DY", "DDD", "DD", "D", "WW", "W", "Q", "J", "OF", "TZ");

    private final String text;
    private final TimeFormat format;

    private TimeTemplate(String text, TimeFormat format) {
        this.text = text;
        this.format = format;
    }

    /** Reads a template. */
    static TimeTemplate of(String text) {
        return new TimeTemplate(text, new Reading(text).format());
    }

    TimeFormat format() {
        return format;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimeTemplate that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** What a template is being read into. */
    private static final class Reading {
        private final String text;
        private final String upper;
        private final DateTimeFormatterBuilder writer = new DateTimeFormatterBuilder();
        private final DateTimeFormatterBuilder reader = new DateTimeFormatterBuilder().parseCaseInsensitive();
        private final Map<String, String> seen = new LinkedHashMap<>();

        Reading(String text) {
            this.text = text;
            this.upper = text.toUpperCase(Locale.ROOT);
        }

        TimeFormat format() {
            int at = 0;
            boolean isTight = false;
            while (at < text.length()) {
                int here = at;
                char c = text.charAt(at);
                if (c == '"') {
                    at = quoted(at);
                    continue;
                }
                if (upper.startsWith("FM", at)) {
                    isTight = true;
                    at += 2;
                    continue;
                }
                String word = WORDS.stream()
                        .filter(candidate -> upper.startsWith(candidate, here))
                        .findFirst()
                        .orElse(null);
                if (word == null && Character.isLetterOrDigit(c)) {
                    throw malformed("has '" + c + "', which is not supported");
                }
                if (word == null) {
                    literal(String.valueOf(c));
                    at++;
                } else {
                    seen.put(word, word);
                    word(word, text.substring(at, at + word.length()), isTight);
                    at += word.length();
                    isTight = false;
                }
            }
            return TimeFormat.of(text, writer.toFormatter(Locale.ENGLISH), defaults(reader));
        }

        /** What a text need not say: the first month and day of a year, and the morning of an hour of twelve. */
        private DateTimeFormatter defaults(DateTimeFormatterBuilder builder) {
            boolean isByDay = has("DDD") || has("J") || has("IYYY");
            if (!isByDay && (has("YYYY") || has("YYY") || has("YY") || has("Y"))) {
                if (!has("MM") && !has("MON") && !has("MONTH")) {
                    builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
                }
                if (!has("DD")) {
                    builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
                }
            }
            if ((has("HH") || has("HH12")) && !(has("AM") || has("PM") || has("A.M.") || has("P.M."))) {
                builder.parseDefaulting(ChronoField.AMPM_OF_DAY, 0);
            }
            return builder.toFormatter(Locale.ENGLISH);
        }

        private boolean has(String word) {
            return seen.containsKey(word);
        }

        private RuntimeException malformed(String problem) {
            return ValueErrors.invalidArgument(
                    "'" + text + "' is no template of times such as 'YYYY-MM-DD HH24:MI:SS': it " + problem);
        }

        private int quoted(int at) {
            int end = text.indexOf('"', at + 1);
            if (end < 0) {
                throw malformed("has a quote without its end");
            }
            literal(text.substring(at + 1, end));
            return end + 1;
        }

        private void literal(String literal) {
            writer.appendLiteral(literal);
            reader.appendLiteral(literal);
        }

        private void word(String word, String spelling, boolean isTight) {
            switch (word) {
                case "HH24" -> number(ChronoField.HOUR_OF_DAY, 2, isTight);
                case "HH12", "HH" -> number(ChronoField.CLOCK_HOUR_OF_AMPM, 2, isTight);
                case "MI" -> number(ChronoField.MINUTE_OF_HOUR, 2, isTight);
                case "SS" -> number(ChronoField.SECOND_OF_MINUTE, 2, isTight);
                case "SSSSS", "SSSS" -> number(ChronoField.SECOND_OF_DAY, 5, true);
                case "MS" -> fraction(3);
                case "US" -> fraction(6);
                case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" -> fraction(word.charAt(2) - '0');
                case "AM", "PM" -> names(ChronoField.AMPM_OF_DAY, cased(spelling, "AM", "PM"), 0, 0);
                case "A.M.", "P.M." -> names(ChronoField.AMPM_OF_DAY, cased(spelling, "A.M.", "P.M."), 0, 0);
                case "BC", "AD" -> names(ChronoField.ERA, cased(spelling, "BC", "AD"), 0, 0);
                case "B.C.", "A.D." -> names(ChronoField.ERA, cased(spelling, "B.C.", "A.D."), 0, 0);
                case "YYYY" -> year();
                case "YYY", "Y" -> lastDigits(ChronoField.YEAR, word.length());
                case "YY" -> lastDigits(ChronoField.YEAR, 2);
                case "IYYY" -> number(IsoFields.WEEK_BASED_YEAR, 4, isTight);
                case "IW" -> number(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2, isTight);
                case "ID" -> number(ChronoField.DAY_OF_WEEK, 1, true);
                case "MONTH" -> names(ChronoField.MONTH_OF_YEAR, months(TextStyle.FULL, spelling), 1, width(isTight));
                case "MON" -> names(ChronoField.MONTH_OF_YEAR, months(TextStyle.SHORT, spelling), 1, 0);
                case "MM" -> number(ChronoField.MONTH_OF_YEAR, 2, isTight);
                case "DAY" -> names(ChronoField.DAY_OF_WEEK, days(TextStyle.FULL, spelling), 1, width(isTight));
                case "DY" -> names(ChronoField.DAY_OF_WEEK, days(TextStyle.SHORT, spelling), 1, 0);
                case "DDD" -> number(ChronoField.DAY_OF_YEAR, 3, isTight);
                case "DD" -> number(ChronoField.DAY_OF_MONTH, 2, isTight);
                case "D" -> number(WeekFields.SUNDAY_START.dayOfWeek(), 1, true);
                case "WW" -> number(ChronoField.ALIGNED_WEEK_OF_YEAR, 2, isTight);
                case "W" -> number(ChronoField.ALIGNED_WEEK_OF_MONTH, 1, true);
                case "Q" -> number(IsoFields.QUARTER_OF_YEAR, 1, true);
                case "J" -> number(JulianFields.JULIAN_DAY, 7, true);
                case "OF" -> {
                    writer.appendOffset("+HH:mm", "+00");
                    reader.appendOffset("+HH:mm", "+00");
                }
                case "TZ" -> {
                    writer.appendLiteral(spelling.equals("tz") ? "utc" : "UTC");
                    reader.appendLiteral("UTC");
                }
                default -> throw malformed("has " + word + ", which is not supported");
            }
        }

        private void number(TemporalField field, int width, boolean isTight) {
            writer.appendValue(field, isTight ? 1 : width, Math.max(width, 10), SignStyle.NOT_NEGATIVE);
            if (isTight) {
                reader.appendValue(field, 1, width, SignStyle.NOT_NEGATIVE);
            } else {
                reader.appendValue(field, width);
            }
        }

        private void year() {
            writer.appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NOT_NEGATIVE);
            boolean hasEra =
                    Pattern.compile("BC|AD|B\\.C\\.|A\\.D\\.").matcher(upper).find();
            reader.appendValue(hasEra ? ChronoField.YEAR_OF_ERA : ChronoField.YEAR, 4);
        }

        /** Years are those next to 2020. */
        private void lastDigits(TemporalField field, int digits) {
            int base = digits == 2 ? 1970 : digits == 1 ? 2015 : 1520;
            writer.appendValueReduced(field, digits, digits, base);
            reader.appendValueReduced(field, digits, digits, base);
        }

        private void fraction(int digits) {
            writer.appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, false);
            reader.appendFraction(ChronoField.NANO_OF_SECOND, 1, digits, false);
        }

        private static int width(boolean isTight) {
            return isTight ? 0 : NAME_WIDTH;
        }

        private void names(TemporalField field, List<String> names, int first, int width) {
            Map<Long, String> written = new LinkedHashMap<>();
            Map<Long, String> read = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                read.put((long) first + i, name);
                written.put((long) first + i, name + " ".repeat(Math.max(0, width - name.length())));
            }
            writer.appendText(field, written);
            reader.appendText(field, read);
        }

        private static List<String> months(TextStyle style, String spelling) {
            return List.of(java.time.Month.values()).stream()
                    .map(month -> month.getDisplayName(style, Locale.ENGLISH))
                    .map(caseOf(spelling))
                    .toList();
        }

        private static List<String> days(TextStyle style, String spelling) {
            return List.of(java.time.DayOfWeek.values()).stream()
                    .map(day -> day.getDisplayName(style, Locale.ENGLISH))
                    .map(caseOf(spelling))
                    .toList();
        }

        private static List<String> cased(String spelling, String... names) {
            return List.of(names).stream()
                    .map(Character.isUpperCase(spelling.charAt(0)) ? name -> name : TimeTemplate::lower)
                    .toList();
        }

        private static UnaryOperator<String> caseOf(String spelling) {
            if (!Character.isUpperCase(spelling.charAt(0))) {
                return TimeTemplate::lower;
            }
            return Character.isUpperCase(spelling.charAt(1)) ? name -> name.toUpperCase(Locale.ROOT) : name -> name;
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
