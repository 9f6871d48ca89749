package io.laminar.expr.function;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pieces of texts, what they are made of, and how like they are. */
public final class WordFunctions {
    private static final Pattern ESCAPES =
            Pattern.compile("\\\\(\\\\|u?([0-9A-Fa-f]{4})|\\+([0-9A-Fa-f]{6})|U([0-9A-Fa-f]{8}))");
    private static final double WINKLER_WEIGHT = 0.1;
    private static final int WINKLER_PREFIX = 4;

    private WordFunctions() {}

    @SqlFunction(
            name = "UNISTR",
            description = "A text in which \\XXXX, \\uXXXX, \\+XXXXXX and \\UXXXXXXXX stand for characters.",
            examples = {"UNISTR('d\\0061t\\+000061') = 'data'", "UNISTR('d\\u0061t\\U00000061') = 'data'"})
    public static String unescape(String text) {
        Matcher matcher = ESCAPES.matcher(text);
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (matcher.find()) {
            appendPlain(plain, text, at, matcher.start());
            String digits = matcher.group(2) != null
                    ? matcher.group(2)
                    : matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
            if (digits == null) {
                plain.append('\\');
            } else {
                int point = Integer.parseUnsignedInt(digits, 16);
                if (!Character.isValidCodePoint(point)) {
                    throw ValueErrors.invalidArgument(matcher.group() + " is no character of Unicode");
                }
                plain.appendCodePoint(point);
            }
            at = matcher.end();
        }
        appendPlain(plain, text, at, text.length());
        return plain.toString();
    }

    private static void appendPlain(StringBuilder plain, String text, int from, int to) {
        int backslash = text.indexOf('\\', from);
        if (backslash >= 0 && backslash < to) {
            throw ValueErrors.invalidArgument("'" + text + "' has a backslash that stands for no character");
        }
        plain.append(text, from, to);
    }

    @SqlFunction(
            name = "TO_OCT",
            description = "An integer in octal digits.",
            examples = "TO_OCT(64) = '100'",
            total = true)
    public static String octal(long number) {
        return Long.toOctalString(number);
    }

    @SqlFunction(
            name = "SPLIT_INDEX",
            signature = "VARCHAR, VARCHAR, BIGINT -> VARCHAR?",
            description = "The n-th piece of a text between separators, counted from 0; NULL where there is none.",
            examples = {"SPLIT_INDEX('a,b,c', ',', 1) = 'b'", "SPLIT_INDEX('a,b', ',', 2) = NULL"},
            total = true)
    public static @Nullable String piece(String text, String separator, long index) {
        if (index < 0) {
            return null;
        }
        if (separator.isEmpty()) {
            return index == 0 ? text : null;
        }
        int from = 0;
        for (long left = index; ; left--) {
            int end = text.indexOf(separator, from);
            if (left == 0) {
                return text.substring(from, end < 0 ? text.length() : end);
            }
            if (end < 0) {
                return null;
            }
            from = end + separator.length();
        }
    }

    @SqlFunction(
            name = "SUBSTRING_INDEX",
            description =
                    "What is before the n-th separator, or, when negative, behind the n-th from the end; all where there are not as many.",
            examples = {
                "SUBSTRING_INDEX('www.acme.org', '.', 2) = 'www.acme'",
                "SUBSTRING_INDEX('www.acme.org', '.', -1) = 'org'",
                "SUBSTRING_INDEX('acme', '.', 1) = 'acme'"
            },
            total = true)
    public static String before(String text, String separator, long count) {
        if (separator.isEmpty() || count == 0) {
            return "";
        }
        if (count > 0) {
            int at = -separator.length();
            for (long i = 0; i < count; i++) {
                at = text.indexOf(separator, at + separator.length());
                if (at < 0) {
                    return text;
                }
            }
            return text.substring(0, at);
        }
        int at = text.length();
        for (long i = 0; i > count; i--) {
            at = text.lastIndexOf(separator, at - 1);
            if (at < 0) {
                return text;
            }
        }
        return text.substring(at + separator.length());
    }

    @SqlFunction(
            name = "ELT",
            signature = "BIGINT, CAST<VARCHAR>... -> VARCHAR?",
            description = "The n-th of the operands behind it, from 1; NULL where there is none.",
            examples = {"ELT(2, 'a', 'b') = 'b'", "ELT(3, 'a', 'b') = NULL"},
            calledWithNull = true)
    public static @Nullable String choice(@Nullable Long index, @Nullable String... operands) {
        return index == null || index < 1 || index > operands.length ? null : operands[(int) (index - 1)];
    }

    @SqlFunction(
            name = "IS_ALPHA",
            description = "Whether a text has letters alone, and one at least.",
            examples = {"IS_ALPHA('Ab') = TRUE", "IS_ALPHA('A1') = FALSE", "IS_ALPHA('') = FALSE"},
            total = true)
    public static boolean isAlpha(String text) {
        return !text.isEmpty() && text.codePoints().allMatch(Character::isLetter);
    }

    @SqlFunction(
            name = "IS_DIGIT",
            description = "Whether a text has digits alone, and one at least.",
            examples = {"IS_DIGIT('12') = TRUE", "IS_DIGIT('1.2') = FALSE"},
            total = true)
    public static boolean isDigit(String text) {
        return !text.isEmpty() && text.codePoints().allMatch(Character::isDigit);
    }

    @SqlFunction(
            name = "IS_DECIMAL",
            description = "Whether a text is a number.",
            examples = {"IS_DECIMAL('-1.5') = TRUE", "IS_DECIMAL('1e3') = TRUE", "IS_DECIMAL('1,5') = FALSE"},
            total = true)
    public static boolean isDecimal(String text) {
        try {
            return new BigDecimal(text.strip()).precision() > 0;
        } catch (NumberFormatException none) {
            return false;
        }
    }

    @SqlFunction(
            name = "JARO_WINKLER_SIMILARITY",
            description = "How like two texts are by Jaro and Winkler, from 0 to 1.",
            examples = {
                "ROUND(JARO_WINKLER_SIMILARITY('MARTHA', 'MARHTA'), 3) = 0.961e0",
                "ROUND(JARO_WINKLER_SIMILARITY('DIXON', 'DICKSONX'), 3) = 0.813e0",
                "JARO_WINKLER_SIMILARITY('a', 'b') = 0e0"
            },
            total = true)
    public static double similarity(String left, String right) {
        if (left.equals(right)) {
            return 1;
        }
        int window = Math.max(0, Math.max(left.length(), right.length()) / 2 - 1);
        boolean[] isTaken = new boolean[right.length()];
        StringBuilder common = new StringBuilder();
        for (int i = 0; i < left.length(); i++) {
            int end = Math.min(right.length(), i + window + 1);
            for (int j = Math.max(0, i - window); j < end; j++) {
                if (!isTaken[j] && left.charAt(i) == right.charAt(j)) {
                    isTaken[j] = true;
                    common.append(left.charAt(i));
                    break;
                }
            }
        }
        double matches = common.length();
        if (matches == 0) {
            return 0;
        }
        int transposed = 0;
        int at = 0;
        for (int j = 0; j < right.length(); j++) {
            if (isTaken[j] && right.charAt(j) != common.charAt(at++)) {
                transposed++;
            }
        }
        double jaro = (matches / left.length() + matches / right.length() + (matches - transposed / 2.0) / matches) / 3;
        int prefix = 0;
        int most = Math.min(WINKLER_PREFIX, Math.min(left.length(), right.length()));
        while (prefix < most && left.charAt(prefix) == right.charAt(prefix)) {
            prefix++;
        }
        return jaro + prefix * WINKLER_WEIGHT * (1 - jaro);
    }
}
