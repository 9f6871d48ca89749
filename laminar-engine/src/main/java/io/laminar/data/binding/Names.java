package io.laminar.data.binding;

import io.laminar.api.Schema;
import java.util.Locale;

/** Names of Java and names of columns: equal when they differ in case and underscores alone. */
final class Names {
    private Names() {}

    /** Index of the column that a Java name means, or -1; an exact name goes before a similar one. */
    static int indexOf(Schema schema, String name) {
        int exact = schema.indexOf(name);
        if (exact >= 0) {
            return exact;
        }
        String wanted = normalized(name);
        for (int column = 0; column < schema.size(); column++) {
            if (normalized(schema.field(column).name()).equals(wanted)) {
                return column;
            }
        }
        return -1;
    }

    private static String normalized(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
