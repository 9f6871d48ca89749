package io.laminar.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * A name pattern of a metadata call: {@code %} is any text, {@code _} any character, {@code \} makes the next one plain.
 * Case is ignored, as in unquoted names.
 */
record LikePattern(@Nullable String pattern) {
    /** Whether a name fits; everything fits no pattern. */
    boolean matches(String name) {
        return pattern == null || matches(pattern, 0, name, 0);
    }

    /** Whether what has no catalog or schema fits. */
    boolean matchesAbsent() {
        return pattern == null || matches("");
    }

    private static boolean matches(String pattern, int from, String name, int at) {
        int p = from;
        int n = at;
        while (p < pattern.length()) {
            char c = pattern.charAt(p++);
            if (c == '%') {
                for (int rest = n; rest <= name.length(); rest++) {
                    if (matches(pattern, p, name, rest)) {
                        return true;
                    }
                }
                return false;
            }
            if (n == name.length()) {
                return false;
            }
            boolean isPlain = c == '\\' && p < pattern.length();
            char wanted = isPlain ? pattern.charAt(p++) : c;
            if ((isPlain || wanted != '_') && !equalsIgnoringCase(wanted, name.charAt(n))) {
                return false;
            }
            n++;
        }
        return n == name.length();
    }

    private static boolean equalsIgnoringCase(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}
