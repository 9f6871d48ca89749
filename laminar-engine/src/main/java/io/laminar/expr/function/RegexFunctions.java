package io.laminar.expr.function;

import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions of Java. A constant pattern is compiled once, one that comes from a column when it is another than before. An
 * expression such as (a+)+b takes exponential time where it does not match; nothing stops it.
 */
public final class RegexFunctions {
    private RegexFunctions() {}

    /** The regular expression that an operand is; a constant is compiled once. */
    @SqlFunction(name = "REGULAR_EXPRESSION", internal = true)
    public static RegularExpression regularExpression(String text) {
        return RegularExpression.of(text);
    }

    /** The pattern of SIMILAR TO with its escape character or none; a constant is compiled once. */
    @SqlFunction(name = "SIMILAR_PATTERN", internal = true)
    public static RegularExpression similarPattern(String pattern, String escape) {
        if (escape.length() > 1) {
            throw ValueErrors.invalidArgument("ESCAPE takes one character but got '" + escape + "'");
        }
        return RegularExpression.similar(pattern, escape.isEmpty() ? -1 : escape.charAt(0));
    }

    @SqlFunction(
            name = "REGEXP_LIKE",
            aliases = {"REGEXP_CONTAINS", "RLIKE"},
            description = "Whether a regular expression of Java matches somewhere in a text.",
            examples = {"REGEXP_LIKE('abc', 'b.') = TRUE", "REGEXP_LIKE('abc', '^b') = FALSE"})
    public static boolean matches(String text, RegularExpression expression) {
        return expression.find(expression.matcher(text));
    }

    @SqlFunction(
            name = "REGEXP_LIKE",
            description = "The same with flags: i ignores case, m has ^ and $ at each line, s lets . be a line's end,"
                    + " x allows blanks and comments.",
            examples = {"REGEXP_LIKE('abc', 'B', 'i') = TRUE", "REGEXP_LIKE('abc', 'B', 'c') = FALSE"})
    public static boolean matches(String text, RegularExpression expression, String flags) {
        return matches(text, expression.with(flags));
    }

    @SqlFunction(
            name = "REGEXP_REPLACE",
            description = "Each match of a regular expression replaced; $1 or \\1 is the first group.",
            examples = {
                "REGEXP_REPLACE('a1b22', '[0-9]+', '#') = 'a#b#'",
                "REGEXP_REPLACE('ab', '(a)(b)', '\\2\\1') = 'ba'"
            })
    public static String replace(String text, RegularExpression expression, String replacement) {
        return replace(text, expression, replacement, 1, 0);
    }

    @SqlFunction(
            name = "REGEXP_REPLACE",
            description = "The same with flags as REGEXP_LIKE has them; all matches are replaced, with g or without.",
            examples = "REGEXP_REPLACE('aBA', 'a', 'x', 'i') = 'xBx'")
    public static String replace(String text, RegularExpression expression, String replacement, String flags) {
        return replace(text, expression.with(flags), replacement, 1, 0);
    }

    @SqlFunction(
            name = "REGEXP_REPLACE",
            description = "Each match from a position on replaced.",
            examples = "REGEXP_REPLACE('aaa', 'a', 'x', 2) = 'axx'")
    public static String replace(String text, RegularExpression expression, String replacement, long position) {
        return replace(text, expression, replacement, position, 0);
    }

    @SqlFunction(
            name = "REGEXP_REPLACE",
            description = "The n-th match from a position on replaced; with 0 each.",
            examples = {"REGEXP_REPLACE('aaa', 'a', 'x', 1, 2) = 'axa'", "REGEXP_REPLACE('aaa', 'a', 'x', 1, 9) = 'aaa'"
            })
    public static String replace(
            String text, RegularExpression expression, String replacement, long position, long occurrence) {
        if (position < 1 || occurrence < 0) {
            throw ValueErrors.invalidArgument("REGEXP_REPLACE takes a position from 1 and an occurrence from 0 but got "
                    + position + " and " + occurrence);
        }
        if (position > text.length() + 1L) {
            return text;
        }
        Matcher matcher = expression.startingAt(text, position);
        StringBuilder out = new StringBuilder();
        String java = javaReplacement(replacement);
        try {
            for (long i = 1; expression.find(matcher); i++) {
                if (occurrence == 0 || i == occurrence) {
                    matcher.appendReplacement(out, java);
                }
                if (i == occurrence) {
                    break;
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ValueErrors.invalidArgument("'" + replacement + "' is no replacement: " + e.getMessage());
        }
        return matcher.appendTail(out).toString();
    }

    @SqlFunction(
            name = "REGEXP_REPLACE",
            description = "The same with flags.",
            examples = "REGEXP_REPLACE('aAa', 'a', 'x', 1, 2, 'i') = 'axa'")
    public static String replace(
            String text,
            RegularExpression expression,
            String replacement,
            long position,
            long occurrence,
            String flags) {
        return replace(text, expression.with(flags), replacement, position, occurrence);
    }

    /** {@code \1} as {@code $1}, which Java has. */
    private static String javaReplacement(String replacement) {
        if (replacement.indexOf('\\') < 0) {
            return replacement;
        }
        StringBuilder out = new StringBuilder(replacement);
        for (int i = 0; i + 1 < out.length(); i++) {
            if (out.charAt(i) == '\\') {
                if (Character.isDigit(out.charAt(i + 1))) {
                    out.setCharAt(i, '$');
                }
                i++;
            }
        }
        return out.toString();
    }

    @SqlFunction(
            name = "REGEXP_EXTRACT",
            aliases = "REGEXP_SUBSTR",
            description = "The first match of a regular expression, or its first group where it has one; NULL without.",
            examples = {"REGEXP_EXTRACT('k=42;', 'k=([0-9]+)') = '42'", "REGEXP_EXTRACT('abc', '[0-9]') = NULL"})
    public static @Nullable String extract(String text, RegularExpression expression) {
        return extract(text, expression, 1, 1);
    }

    @SqlFunction(
            name = "REGEXP_EXTRACT",
            aliases = "REGEXP_SUBSTR",
            description = "The same from a position on.",
            examples = "REGEXP_EXTRACT('a1b2', '[0-9]', 3) = '2'")
    public static @Nullable String extract(String text, RegularExpression expression, long position) {
        return extract(text, expression, position, 1);
    }

    @SqlFunction(
            name = "REGEXP_EXTRACT",
            aliases = "REGEXP_SUBSTR",
            description = "The n-th match from a position on.",
            examples = {"REGEXP_EXTRACT('a1b2', '[0-9]', 1, 2) = '2'", "REGEXP_EXTRACT('a1b2', '[0-9]', 1, 3) = NULL"})
    public static @Nullable String extract(String text, RegularExpression expression, long position, long occurrence) {
        Matcher matcher = expression.match(text, position, occurrence);
        if (matcher == null) {
            return null;
        }
        return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
    }

    @SqlFunction(
            name = "REGEXP_EXTRACT",
            aliases = "REGEXP_SUBSTR",
            description = "A group, counted from 1, of the n-th match; 0 is the whole match.",
            examples = {
                "REGEXP_EXTRACT('a1 b2', '([a-z])([0-9])', 1, 2, '', 2) = '2'",
                "REGEXP_EXTRACT('A1', 'a([0-9])', 1, 1, 'i', 0) = 'A1'"
            })
    public static @Nullable String extract(
            String text, RegularExpression expression, long position, long occurrence, String flags, long group) {
        Matcher matcher = expression.with(flags).match(text, position, occurrence);
        if (matcher == null) {
            return null;
        }
        if (group < 0 || group > matcher.groupCount()) {
            throw ValueErrors.invalidArgument(
                    "'" + expression + "' has groups 0 to " + matcher.groupCount() + " but not " + group);
        }
        return matcher.group((int) group);
    }

    @SqlFunction(
            name = "REGEXP_COUNT",
            description = "How many matches of a regular expression a text has, none overlapping another.",
            examples = {"REGEXP_COUNT('a1b22', '[0-9]+') = 2", "REGEXP_COUNT('aaa', 'aa') = 1"})
    public static long count(String text, RegularExpression expression) {
        return count(text, expression, 1);
    }

    @SqlFunction(
            name = "REGEXP_COUNT",
            description = "The same from a position on.",
            examples = "REGEXP_COUNT('aaa', 'a', 2) = 2")
    public static long count(String text, RegularExpression expression, long position) {
        if (position < 1) {
            throw ValueErrors.invalidArgument("positions in a text count from 1 but got " + position);
        }
        if (position > text.length() + 1L) {
            return 0;
        }
        Matcher matcher = expression.startingAt(text, position);
        long count = 0;
        while (expression.find(matcher)) {
            count++;
        }
        return count;
    }

    @SqlFunction(
            name = "REGEXP_COUNT",
            description = "The same with flags.",
            examples = "REGEXP_COUNT('aAa', 'a', 1, 'i') = 3")
    public static long count(String text, RegularExpression expression, long position, String flags) {
        return count(text, expression.with(flags), position);
    }

    @SqlFunction(
            name = "REGEXP_INSTR",
            description = "Where the first match of a regular expression begins, or 0.",
            examples = {"REGEXP_INSTR('ab12', '[0-9]') = 3", "REGEXP_INSTR('ab', '[0-9]') = 0"})
    public static long position(String text, RegularExpression expression) {
        return position(text, expression, 1, 1, 0);
    }

    @SqlFunction(
            name = "REGEXP_INSTR",
            description = "The same from a position on.",
            examples = "REGEXP_INSTR('a1b2', '[0-9]', 3) = 4")
    public static long position(String text, RegularExpression expression, long position) {
        return position(text, expression, position, 1, 0);
    }

    @SqlFunction(
            name = "REGEXP_INSTR",
            description = "Where the n-th match from a position on begins, or 0.",
            examples = "REGEXP_INSTR('a1b2', '[0-9]', 1, 2) = 4")
    public static long position(String text, RegularExpression expression, long position, long occurrence) {
        return position(text, expression, position, occurrence, 0);
    }

    @SqlFunction(
            name = "REGEXP_INSTR",
            description = "The same with 0, or with 1 the position behind the match.",
            examples = "REGEXP_INSTR('a12b', '[0-9]+', 1, 1, 1) = 4")
    public static long position(String text, RegularExpression expression, long position, long occurrence, long end) {
        Matcher matcher = expression.match(text, position, occurrence);
        if (matcher == null) {
            return 0;
        }
        return (end == 0 ? matcher.start() : matcher.end()) + 1L;
    }
}
