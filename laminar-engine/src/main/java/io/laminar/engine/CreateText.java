package io.laminar.engine;

import io.laminar.catalog.CatalogObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the statement that creates a query as it is after ALTER. */
final class CreateText {
    private CreateText() {}

    static String of(CatalogObject.Query query, String select, Map<String, String> options) {
        String with = options.isEmpty()
                ? ""
                : new TreeMap<>(options)
                        .entrySet().stream()
                                .map(option -> text(option.getKey()) + " = " + text(option.getValue()))
                                .collect(Collectors.joining(", ", " WITH (", ")"));
        return "CREATE " + (query.isView() ? "MATERIALIZED VIEW " : "STREAM ") + quoted(query.name()) + " AS " + select
                + with;
    }

    /** A name in quotes. */
    static String exact(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A name that needs no quotes stays as it is. */
    private static String quoted(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : exact(name);
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
