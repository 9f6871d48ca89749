package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.VARCHAR;

import java.util.Locale;

/** Text. Positions count from 1 and, as lengths, in UTF-16 code units. */
public final class StringFunctions {
    /** Longest text that a function makes from short ones. */
    private static final int MAX_LENGTH = 16 << 20;

    private StringFunctions() {}

    @SqlFunction(
            name = "||",
            aliases = "CONCAT",
            description = "Both texts, one after the other; NULL if one is NULL.",
            examples = {"CONCAT('ab', 'c') = 'abc'", "CONCAT('ab', NULL) = NULL"},
            total = true)
    public static String concat(String left, String right) {
        return left.concat(right);
    }

    @SqlFunction(name = "||", internal = true, total = true)
    public static byte[] concat(byte[] left, byte[] right) {
        byte[] both = java.util.Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    @SqlFunction(name = "UPPER", description = "In capitals.", examples = "UPPER('acme') = 'ACME'", total = true)
    public static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    @SqlFunction(name = "LOWER", description = "In small letters.", examples = "LOWER('ACME') = 'acme'", total = true)
    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @SqlFunction(
            name = "INITCAP",
            description = "Each word with a capital in front.",
            examples = "INITCAP('acme OF new-york') = 'Acme Of New-York'",
            total = true)
    public static String capitalize(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean isInWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(isInWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
            isInWord = Character.isLetterOrDigit(c);
        }
        return out.toString();
    }

    @SqlFunction(
            name = "TRIM",
            aliases = "BTRIM",
            description = "Without blanks at both ends.",
            examples = "TRIM('  a b ') = 'a b'",
            total = true)
    public static String trim(String text) {
        return trim(text, " ", true, true);
    }

    @SqlFunction(
            name = "LTRIM",
            description = "Without blanks in front.",
            examples = "LTRIM('  a ') = 'a '",
            total = true)
    public static String trimLeft(String text) {
        return trim(text, " ", true, false);
    }

    @SqlFunction(
            name = "RTRIM",
            description = "Without blanks behind.",
            examples = "RTRIM(' a  ') = ' a'",
            total = true)
    public static String trimRight(String text) {
        return trim(text, " ", false, true);
    }

    @SqlFunction(
            name = "LTRIM",
            description = "Without some characters in front.",
            examples = "LTRIM('xya', 'yx') = 'a'",
            total = true)
    public static String trimLeft(String text, String characters) {
        return trim(text, characters, true, false);
    }

    @SqlFunction(
            name = "RTRIM",
            description = "Without some characters behind.",
            examples = "RTRIM('axy', 'yx') = 'a'",
            total = true)
    public static String trimRight(String text, String characters) {
        return trim(text, characters, false, true);
    }

    @SqlFunction(
            name = "TRIM",
            description = "TRIM(BOTH c FROM text), with BOTH, LEADING or TRAILING as the first operand.",
            examples = {
                "TRIM('BOTH', 'x', 'xax') = 'a'",
                "TRIM('LEADING', ' ', ' a ') = 'a '",
                "TRIM('TRAILING', ' ', ' a ') = ' a'"
            })
    public static String trim(String ends, String characters, String text) {
        return switch (ends) {
            case "BOTH" -> trim(text, characters, true, true);
            case "LEADING" -> trim(text, characters, true, false);
            case "TRAILING" -> trim(text, characters, false, true);
            default -> throw ValueErrors.invalidArgument("TRIM takes BOTH, LEADING or TRAILING but got '" + ends + "'");
        };
    }

    private static String trim(String text, String characters, boolean isLeft, boolean isRight) {
        int start = 0;
        int end = text.length();
        while (isLeft && start < end && characters.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (isRight && start < end && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    @SqlFunction(
            name = "SUBSTRING",
            aliases = "SUBSTR",
            description = "The text from a position on.",
            examples = {"SUBSTRING('abcd', 2) = 'bcd'", "SUBSTRING('abcd', 0) = 'abcd'"},
            total = true)
    public static String substring(String text, long start) {
        return start > text.length() ? "" : text.substring((int) Math.max(0, start - 1));
    }

    @SqlFunction(
            name = "SUBSTRING",
            aliases = "SUBSTR",
            description = "Some characters from a position on; positions outside of the text are empty.",
            examples = {"SUBSTRING('abcd', 2, 2) = 'bc'", "SUBSTRING('abcd', -1, 4) = 'ab'"})
    public static String substring(String text, long start, long length) {
        if (length < 0) {
            throw ValueErrors.invalidArgument("SUBSTRING takes a length of 0 or more but got " + length);
        }
        long end = start > Long.MAX_VALUE - length ? Long.MAX_VALUE : start + length;
        long from = Math.max(1, start);
        long to = Math.min(text.length() + 1L, end);
        return from >= to ? "" : text.substring((int) from - 1, (int) to - 1);
    }

    @SqlFunction(
            name = "POSITION",
            description = "Where the first text begins in the second, or 0: POSITION(a IN b).",
            examples = {"POSITION('c', 'abcd') = 3", "POSITION('x', 'abcd') = 0"},
            total = true)
    public static long position(String part, String text) {
        return text.indexOf(part) + 1L;
    }

    @SqlFunction(
            name = "POSITION",
            description = "Where the first text begins in the second, from a position on, or 0.",
            examples = "POSITION('b', 'abab', 3) = 4",
            total = true)
    public static long position(String part, String text, long from) {
        return from < 1 || from > text.length() + 1L ? 0 : text.indexOf(part, (int) from - 1) + 1L;
    }

    @SqlFunction(
            name = "STRPOS",
            aliases = "INSTR",
            description = "Where the second text begins in the first, or 0.",
            examples = "STRPOS('abcd', 'c') = 3",
            total = true)
    public static long positionIn(String text, String part) {
        return text.indexOf(part) + 1L;
    }

    @SqlFunction(
            name = "CHAR_LENGTH",
            aliases = {"CHARACTER_LENGTH", "LENGTH"},
            description = "Characters of a text.",
            examples = "CHAR_LENGTH('abc') = 3",
            total = true)
    public static long length(String text) {
        return text.length();
    }

    @SqlFunction(name = "OCTET_LENGTH", description = "Bytes.", total = true)
    public static long length(byte[] bytes) {
        return bytes.length;
    }

    @SqlFunction(
            name = "REPLACE",
            description = "Each occurrence of the second text replaced by the third.",
            examples = {"REPLACE('abab', 'a', 'x') = 'xbxb'", "REPLACE('ab', '', 'x') = 'ab'"},
            total = true)
    public static String replace(String text, String part, String replacement) {
        return part.isEmpty() ? text : text.replace(part, replacement);
    }

    @SqlFunction(
            name = "LEFT",
            description = "The first characters; a negative number leaves that many out at the end.",
            examples = {"LEFT('abcd', 2) = 'ab'", "LEFT('abcd', -1) = 'abc'"},
            total = true)
    public static String left(String text, long length) {
        long end = length < 0 ? Math.max(0, text.length() + length) : Math.min(text.length(), length);
        return text.substring(0, (int) end);
    }

    @SqlFunction(
            name = "RIGHT",
            description = "The last characters; a negative number leaves that many out in front.",
            examples = {"RIGHT('abcd', 2) = 'cd'", "RIGHT('abcd', -1) = 'bcd'"},
            total = true)
    public static String right(String text, long length) {
        long start = length < 0
                ? Math.min(text.length(), -Math.max(length, -Integer.MAX_VALUE))
                : Math.max(0, text.length() - length);
        return text.substring((int) start);
    }

    @SqlFunction(
            name = "LPAD",
            description = "Filled with blanks in front, or cut, to a length.",
            examples = "LPAD('7', 3) = '  7'")
    public static String padLeft(String text, long length) {
        return padLeft(text, length, " ");
    }

    @SqlFunction(
            name = "LPAD",
            description = "Filled with a text in front, or cut, to a length.",
            examples = {"LPAD('7', 3, '0') = '007'", "LPAD('1234', 3, '0') = '123'", "LPAD('7', 4, 'ab') = 'aba7'"})
    public static String padLeft(String text, long length, String filling) {
        return length <= text.length() ? left(text, Math.max(0, length)) : filling(text, length, filling) + text;
    }

    @SqlFunction(
            name = "RPAD",
            description = "Filled with blanks behind, or cut, to a length.",
            examples = "RPAD('7', 3) = '7  '")
    public static String padRight(String text, long length) {
        return padRight(text, length, " ");
    }

    @SqlFunction(
            name = "RPAD",
            description = "Filled with a text behind, or cut, to a length.",
            examples = "RPAD('7', 3, 'ab') = '7ab'")
    public static String padRight(String text, long length, String filling) {
        return length <= text.length() ? left(text, Math.max(0, length)) : text + filling(text, length, filling);
    }

    private static String filling(String text, long length, String filling) {
        if (filling.isEmpty()) {
            return "";
        }
        checkLength(length);
        int missing = (int) length - text.length();
        return filling.repeat(missing / filling.length() + 1).substring(0, missing);
    }

    private static void checkLength(long length) {
        if (length > MAX_LENGTH) {
            throw ValueErrors.invalidArgument("a text of " + length + " characters is longer than " + MAX_LENGTH);
        }
    }

    @SqlFunction(
            name = "REPEAT",
            description = "A text several times.",
            examples = {"REPEAT('ab', 2) = 'abab'", "REPEAT('ab', -1) = ''"})
    public static String repeat(String text, long count) {
        if (count <= 0 || text.isEmpty()) {
            return "";
        }
        checkLength(count > MAX_LENGTH ? count : count * text.length());
        return text.repeat((int) count);
    }

    @SqlFunction(name = "REVERSE", description = "Backwards.", examples = "REVERSE('abc') = 'cba'", total = true)
    public static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    @SqlFunction(
            name = "STARTS_WITH",
            aliases = "STARTSWITH",
            description = "Whether a text begins with another.",
            examples = {"STARTS_WITH('abc', 'ab') = TRUE", "STARTS_WITH('abc', 'b') = FALSE"},
            total = true)
    public static boolean startsWith(String text, String prefix) {
        return text.startsWith(prefix);
    }

    @SqlFunction(
            name = "ENDS_WITH",
            aliases = "ENDSWITH",
            description = "Whether a text ends with another.",
            examples = "ENDS_WITH('abc', 'bc') = TRUE",
            total = true)
    public static boolean endsWith(String text, String suffix) {
        return text.endsWith(suffix);
    }

    @SqlFunction(
            name = "CONTAINS_SUBSTR",
            aliases = "CONTAINS",
            description = "Whether a text contains another; case counts.",
            examples = "CONTAINS_SUBSTR('abc', 'b') = TRUE",
            total = true)
    public static boolean contains(String text, String part) {
        return text.contains(part);
    }

    @SqlFunction(
            name = "SPLIT_PART",
            description = "The n-th part of a text between separators, counted from 1, or from the end if negative.",
            examples = {
                "SPLIT_PART('a,b,c', ',', 2) = 'b'",
                "SPLIT_PART('a,b,c', ',', 4) = ''",
                "SPLIT_PART('a,b,c', ',', -1) = 'c'"
            })
    public static String splitPart(String text, String separator, long part) {
        if (part == 0) {
            throw ValueErrors.invalidArgument("SPLIT_PART counts parts from 1 (or from -1 backwards) but got 0");
        }
        if (separator.isEmpty()) {
            return part == 1 || part == -1 ? text : "";
        }
        return part > 0 ? partFromStart(text, separator, part) : partFromEnd(text, separator, part);
    }

    private static String partFromStart(String text, String separator, long part) {
        int start = 0;
        for (long i = 1; ; i++) {
            int end = text.indexOf(separator, start);
            if (i == part) {
                return text.substring(start, end < 0 ? text.length() : end);
            }
            if (end < 0) {
                return "";
            }
            start = end + separator.length();
        }
    }

    private static String partFromEnd(String text, String separator, long part) {
        int end = text.length();
        for (long i = -1; ; i--) {
            int start = end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length());
            if (i == part) {
                return text.substring(start < 0 ? 0 : start + separator.length(), end);
            }
            if (start < 0) {
                return "";
            }
            end = start;
        }
    }

    @SqlFunction(
            name = "ASCII",
            description = "Code of the first character; 0 of the empty text.",
            examples = "ASCII('a') = 97",
            total = true)
    public static long ascii(String text) {
        return text.isEmpty() ? 0 : text.codePointAt(0);
    }

    @SqlFunction(name = "CHR", description = "The character of a code.", examples = "CHR(97) = 'a'")
    public static String character(long code) {
        if (code < 0 || code > Character.MAX_CODE_POINT) {
            throw ValueErrors.invalidArgument("CHR takes a code between 0 and 1114111 but got " + code);
        }
        return Character.toString((int) code);
    }

    /** The pattern that an operand is; a constant is taken apart once. */
    @SqlFunction(name = "LIKE_PATTERN", internal = true)
    public static LikePattern likePattern(String pattern) {
        return LikePattern.of(pattern, -1);
    }

    @SqlFunction(name = "LIKE_PATTERN", internal = true)
    public static LikePattern likePatternWithEscape(String pattern, String escape) {
        if (escape.length() != 1) {
            throw ValueErrors.invalidArgument("ESCAPE takes one character but got '" + escape + "'");
        }
        return LikePattern.of(pattern, escape.charAt(0));
    }

    @SqlFunction(
            name = "LIKE",
            description = "Whether a text matches a pattern with % for any text and _ for any character.",
            examples = {"LIKE('abc', 'a%') = TRUE", "LIKE('abc', '_b') = FALSE"},
            parameters = {VARCHAR, VARCHAR},
            total = true)
    public static boolean like(String text, LikePattern pattern) {
        return pattern.matches(text);
    }
}
