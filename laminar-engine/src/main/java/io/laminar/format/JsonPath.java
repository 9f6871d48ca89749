package io.laminar.format;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in a JSON document: names of fields ({@link String}) and positions in arrays ({@link Integer}), from the
 * outside in.
 */
record JsonPath(List<Object> steps) {
    JsonPath {
        steps = List.copyOf(steps);
    }

    /**
     * Reads {@code $.geometry.coordinates[0]}, {@code a.b}, {@code $['a b'].c}.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    static JsonPath parse(String text) {
        List<Object> steps = new ArrayList<>();
        int at = text.startsWith("$") ? 1 : 0;
        boolean isNameDue = at == 0;
        while (at < text.length() || isNameDue) {
            char c = at < text.length() ? text.charAt(at) : '.';
            if (c == '[') {
                int close = text.indexOf(']', at);
                if (close < 0) {
                    throw new IllegalArgumentException("[ is not closed in '" + text + "'");
                }
                steps.add(bracketed(text.substring(at + 1, close)));
                at = close + 1;
            } else {
                int from = c == '.' && !(isNameDue && at == 0) ? at + 1 : at;
                int to = from;
                while (to < text.length() && text.charAt(to) != '.' && text.charAt(to) != '[') {
                    to++;
                }
                if (to == from) {
                    throw new IllegalArgumentException("a name is missing in '" + text + "'");
                }
                steps.add(text.substring(from, to));
                at = to;
            }
            isNameDue = false;
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' names no field");
        }
        return new JsonPath(steps);
    }

    private static Object bracketed(String inside) {
        boolean isQuoted = inside.length() > 2 && inside.startsWith("'") && inside.endsWith("'");
        if (isQuoted) {
            return inside.substring(1, inside.length() - 1);
        }
        if (!inside.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("[" + inside + "] is neither a position nor a quoted name");
        }
        return Integer.valueOf(inside);
    }
}
