package io.laminar.autoconfigure;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pieces of SQL text, quoted so that any name and any value is only ever a name or a value. */
final class SqlText {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private SqlText() {}

    /** A quoted identifier: {@code order "x"} becomes {@code "order ""x"""}. */
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Quoted identifiers with commas between them. */
    static String identifiers(Collection<String> names) {
        return names.stream().map(SqlText::identifier).collect(Collectors.joining(", "));
    }

    /** A string literal. */
    static String literal(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    /** {@code (key = 'value', ...)}, the options of a connector or format; nothing when there are none. */
    static String options(Map<String, String> options) {
        return options.isEmpty()
                ? ""
                : options.entrySet().stream()
                        .map(option -> key(option.getKey()) + " = " + literal(option.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** {@code WITH ('key' = 'value', ...)}; nothing when there are no options. */
    static String with(Map<String, String> options) {
        return options.isEmpty()
                ? ""
                : options.entrySet().stream()
                        .map(option -> literal(option.getKey()) + " = " + literal(option.getValue()))
                        .collect(Collectors.joining(", ", "\nWITH (", ")"));
    }

    /** Text without the semicolon and white space at its end, so that clauses can follow. */
    static String withoutSemicolon(String sql) {
        int end = sql.length();
        while (end > 0 && (Character.isWhitespace(sql.charAt(end - 1)) || sql.charAt(end - 1) == ';')) {
            end--;
        }
        return sql.substring(0, end);
    }

    private static String key(String key) {
        return PLAIN_KEY.matcher(key).matches() ? key : literal(key);
    }
}
