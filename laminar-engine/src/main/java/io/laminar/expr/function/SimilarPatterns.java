package io.laminar.expr.function;

import java.util.Locale;

/** Turns a pattern of SIMILAR TO into a regular expression that finds it only as a whole text. */
final class SimilarPatterns {
    private SimilarPatterns() {}

    /**
     * The regular expression.
     *
     * @param escape character that takes the next one literally, or -1
     */
    static String toRegularExpression(String pattern, int escape) {
        StringBuilder out = new StringBuilder("\\A(?:");
        boolean isInClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == escape) {
                i++;
                if (i == pattern.length()) {
                    throw ValueErrors.invalidArgument("the pattern '" + pattern + "' ends with its escape character");
                }
                literal(out, pattern.charAt(i));
            } else if (isInClass) {
                int end = c == '[' ? named(out, pattern, i) : -1;
                if (end >= 0) {
                    i = end;
                } else {
                    isInClass = c != ']';
                    out.append(c == '\\' || c == '[' || c == '&' ? "\\" + c : c);
                }
            } else {
                isInClass = c == '[';
                operator(out, c);
            }
        }
        return out.append(")\\z").toString();
    }

    private static void operator(StringBuilder out, char c) {
        switch (c) {
            case '%' -> out.append(".*");
            case '_' -> out.append('.');
            case '|', '*', '+', '?', '(', ')', '[', '{', '}' -> out.append(c);
            default -> literal(out, c);
        }
    }

    private static void literal(StringBuilder out, char c) {
        if (!Character.isLetterOrDigit(c) && c < 128) {
            out.append('\\');
        }
        out.append(c);
    }

    /** Where a class such as [:ALPHA:] ends, or -1 where there is none. */
    private static int named(StringBuilder out, String pattern, int at) {
        int end = pattern.indexOf(":]", at);
        if (!pattern.startsWith("[:", at) || end < 0) {
            return -1;
        }
        String name = pattern.substring(at + 2, end).toUpperCase(Locale.ROOT);
        out.append(
                switch (name) {
                    case "ALPHA" -> "\\p{Alpha}";
                    case "DIGIT" -> "\\p{Digit}";
                    case "ALNUM" -> "\\p{Alnum}";
                    case "UPPER" -> "\\p{Upper}";
                    case "LOWER" -> "\\p{Lower}";
                    case "SPACE", "WHITESPACE" -> "\\s";
                    default -> throw ValueErrors.invalidArgument("'" + name + "' is no class of characters");
                });
        return end + 1;
    }
}
