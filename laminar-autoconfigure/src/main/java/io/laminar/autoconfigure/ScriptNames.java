package io.laminar.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of the objects that a script creates, read off its CREATE statements before there is an engine that
 * could parse them. What it overlooks gets its bean when all singletons are there.
 */
final class ScriptNames {
    /** Comments and string literals, in which CREATE means nothing; quoted identifiers, in which they mean nothing. */
    private static final Pattern SKIPPED_OR_QUOTED =
            Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|(\"(?:[^\"]|\"\")*\"|`[^`]*`)", Pattern.DOTALL);

    private static final Pattern CREATE = Pattern.compile(
            "\\bCREATE\\s+(?:OR\\s+REPLACE\\s+)?(SOURCE|TABLE|STREAM|MATERIALIZED\\s+VIEW)\\s+"
                    + "(?:IF\\s+NOT\\s+EXISTS\\s+)?(\"(?:[^\"]|\"\")+\"|`[^`]+`|\\w+)(\\s+AS\\b)?",
            Pattern.CASE_INSENSITIVE);

    private ScriptNames() {}

    /**
     * What a CREATE statement creates.
     *
     * @param name its name, without quotes
     * @param isQuery whether it is a stream or view, rather than a source or table
     */
    record Created(String name, boolean isQuery) {}

    static List<Created> in(String script) {
        Matcher matcher = CREATE.matcher(withoutComments(script));
        List<Created> created = new ArrayList<>();
        while (matcher.find()) {
            String kind = matcher.group(1).toUpperCase(Locale.ROOT);
            boolean isTable = kind.equals("TABLE");
            boolean isQuery = isTable ? matcher.group(3) != null : !kind.equals("SOURCE");
            created.add(new Created(unquoted(matcher.group(2)), isQuery));
        }
        return created;
    }

    private static String withoutComments(String script) {
        return SKIPPED_OR_QUOTED
                .matcher(script)
                .replaceAll(match -> match.group(1) == null ? " " : Matcher.quoteReplacement(match.group(1)));
    }

    private static String unquoted(String name) {
        return switch (name.charAt(0)) {
            case '"' -> name.substring(1, name.length() - 1).replace("\"\"", "\"");
            case '`' -> name.substring(1, name.length() - 1);
            default -> name;
        };
    }
}
