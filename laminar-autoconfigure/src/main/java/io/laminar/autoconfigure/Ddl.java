package io.laminar.autoconfigure;

import io.laminar.autoconfigure.LaminarProperties.Query;
import io.laminar.autoconfigure.LaminarProperties.Relation;
import io.laminar.autoconfigure.LaminarProperties.Sink;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the CREATE statements of objects that are declared in properties and annotations. */
final class Ddl {
    /** The column that a watermark is about, and the rest, if any: {@code ts - INTERVAL '5' SECOND}. */
    private static final Pattern WATERMARK =
            Pattern.compile("\\s*(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\s*(.*)", Pattern.DOTALL);

    /** What stands behind the column where the watermark is another expression: {@code AS PROCTIME()}. */
    private static final Pattern EXPRESSION = Pattern.compile("AS\\b", Pattern.CASE_INSENSITIVE);

    private Ddl() {}

    static String source(String name, Relation relation) {
        return relation("SOURCE", name, relation);
    }

    static String table(String name, Relation relation) {
        return relation("TABLE", name, relation);
    }

    /**
     * A stream or materialized view.
     *
     * @param kind STREAM or MATERIALIZED VIEW
     * @param select the SELECT, which keeps its own lines so that positions of errors make sense
     * @param emit the words after EMIT, or null
     */
    static String query(String kind, String name, String select, @Nullable String emit, Map<String, String> with) {
        return "CREATE " + kind + ' ' + SqlText.identifier(name) + " AS\n"
                + SqlText.withoutSemicolon(select)
                + (emit == null || emit.isBlank() ? "" : "\nEMIT " + emit)
                + SqlText.with(with);
    }

    static String query(String kind, String name, String select, Query query) {
        return query(kind, name, select, query.emit(), query.with());
    }

    static String sink(String name, Sink sink) {
        if ((sink.from() == null) == (sink.sql() == null)) {
            throw new DeclarationException(
                    "laminar.sinks." + name + " needs either from or sql, which say what it gets");
        }
        if (sink.connector() == null) {
            throw new DeclarationException("laminar.sinks." + name + ".connector is missing; it says where rows go");
        }
        String input = sink.from() != null
                ? " FROM " + SqlText.identifier(sink.from())
                : " AS\n" + SqlText.withoutSemicolon(String.valueOf(sink.sql())) + '\n';
        return "CREATE SINK " + SqlText.identifier(name) + input + " INTO " + sink.connector()
                + SqlText.options(sink.options())
                + format(sink.format(), sink.formatOptions())
                + SqlText.with(sink.with());
    }

    private static String relation(String kind, String name, Relation relation) {
        StringBuilder text =
                new StringBuilder("CREATE ").append(kind).append(' ').append(SqlText.identifier(name));
        if (!relation.columns().isEmpty()) {
            text.append(" (");
            String separator = "\n  ";
            for (Map.Entry<String, String> column : relation.columns().entrySet()) {
                text.append(separator)
                        .append(SqlText.identifier(column.getKey()))
                        .append(' ')
                        .append(column.getValue());
                separator = ",\n  ";
            }
            if (!relation.primaryKey().isEmpty()) {
                text.append(separator)
                        .append("PRIMARY KEY (")
                        .append(SqlText.identifiers(relation.primaryKey()))
                        .append(')')
                        .append(kind.equals("SOURCE") ? " NOT ENFORCED" : "");
            }
            if (relation.watermark() != null) {
                text.append(separator).append(watermark(relation.watermark()));
            }
            text.append(')');
        }
        if (relation.connector() != null) {
            text.append("\nFROM ").append(relation.connector()).append(SqlText.options(relation.options()));
        }
        text.append(format(relation.format(), relation.formatOptions()));
        if (relation.onError() != null) {
            text.append("\nON ERROR ").append(relation.onError());
        }
        return text.append(SqlText.with(relation.with())).toString();
    }

    private static String watermark(String watermark) {
        Matcher matcher = WATERMARK.matcher(watermark);
        if (!matcher.matches()) {
            return "WATERMARK FOR " + watermark;
        }
        String column = matcher.group(1);
        String rest = matcher.group(2).strip();
        String quoted = column.startsWith("\"") ? column : SqlText.identifier(column);
        if (EXPRESSION.matcher(rest).lookingAt()) {
            return "WATERMARK FOR " + quoted + ' ' + rest;
        }
        return "WATERMARK FOR " + quoted + (rest.isEmpty() ? "" : " AS " + quoted + ' ' + rest);
    }

    private static String format(@Nullable String format, Map<String, String> options) {
        return format == null ? "" : "\nFORMAT " + format + SqlText.options(options);
    }
}
