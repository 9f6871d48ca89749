package io.laminar.expr.function;

import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pattern with letters behind percent signs, {@code %Y-%m-%d %H:%M:%S}, as C and BigQuery have it. Immutable. */
public final class StrftimeFormat {
    private static final Map<Character, String> LETTERS = Map.ofEntries(
            Map.entry('Y', "uuuu"),
            Map.entry('y', "uu"),
            Map.entry('G', "YYYY"),
            Map.entry('V', "ww"),
            Map.entry('m', "MM"),
            Map.entry('b', "MMM"),
            Map.entry('h', "MMM"),
            Map.entry('B', "MMMM"),
            Map.entry('d', "dd"),
            Map.entry('e', "ppd"),
            Map.entry('j', "DDD"),
            Map.entry('a', "EEE"),
            Map.entry('A', "EEEE"),
            Map.entry('H', "HH"),
            Map.entry('I', "hh"),
            Map.entry('M', "mm"),
            Map.entry('S', "ss"),
            Map.entry('p', "a"),
            Map.entry('Q', "q"),
            Map.entry('z', "xx"),
            Map.entry('F', "uuuu-MM-dd"),
            Map.entry('T', "HH:mm:ss"),
            Map.entry('R', "HH:mm"),
            Map.entry('D', "MM/dd/uu"));

    private final String pattern;
    private final TimeFormat format;

    private StrftimeFormat(String pattern, TimeFormat format) {
        this.pattern = pattern;
        this.format = format;
    }

    static StrftimeFormat of(String pattern) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%') {
                builder.appendLiteral(c);
            } else if (pattern.startsWith("%E", i) && pattern.startsWith("S", i + 3)) {
                int digits = Character.digit(pattern.charAt(i + 2), 10);
                if (digits < 1 || digits > 6) {
                    throw unknown(pattern, "E" + pattern.charAt(i + 2) + "S");
                }
                builder.appendPattern("ss." + "S".repeat(digits));
                i += 3;
            } else {
                i++;
                append(builder, pattern, i);
            }
        }
        return new StrftimeFormat(pattern, TimeFormat.of(pattern, builder.toFormatter(Locale.ENGLISH)));
    }

    private static void append(DateTimeFormatterBuilder builder, String pattern, int at) {
        if (at == pattern.length()) {
            throw unknown(pattern, "");
        }
        char letter = pattern.charAt(at);
        String java = LETTERS.get(letter);
        if (java != null) {
            builder.appendPattern(java);
        } else if (letter == '%') {
            builder.appendLiteral('%');
        } else {
            throw unknown(pattern, String.valueOf(letter));
        }
    }

    private static RuntimeException unknown(String pattern, String letter) {
        return ValueErrors.invalidArgument("%" + letter + " of the pattern '" + pattern + "' is not known; there are "
                + "%Y %y %G %V %m %b %B %d %e %j %a %A %H %I %M %S %E1S to %E6S %p %Q %z %F %T %R %D and %%");
    }

    TimeFormat format() {
        return format;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StrftimeFormat that && that.pattern.equals(pattern);
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
