package io.laminar.format;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The places that columns are read from, as the tree that they form in a document. */
final class JsonTree {
    private static final int[] NO_COLUMNS = {};

    /** Bounds what a stream of ever new names can make the tree remember. */
    private static final int MAX_KNOWN_NAMES = 1000;

    private static final JsonTree IGNORED = new JsonTree();

    private final Map<String, JsonTree> fields = new HashMap<>();
    private final Map<Integer, JsonTree> elements = new HashMap<>();

    /** What names turned out to mean, those that differ in case or underscores and those that mean nothing. */
    private final Map<String, JsonTree> knownNames = new HashMap<>();

    private int[] columns = NO_COLUMNS;

    void add(JsonPath path, int column) {
        JsonTree at = this;
        for (Object step : path.steps()) {
            at = step instanceof String name
                    ? at.fields.computeIfAbsent(name, key -> new JsonTree())
                    : at.elements.computeIfAbsent((Integer) step, key -> new JsonTree());
        }
        at.columns = Arrays.copyOf(at.columns, at.columns.length + 1);
        at.columns[at.columns.length - 1] = column;
    }

    /** Columns that get the value at this place. */
    int[] columns() {
        return columns;
    }

    /** Whether a column gets something inside of the value at this place. */
    boolean hasInner() {
        return !fields.isEmpty() || !elements.isEmpty();
    }

    /** What stands in a field, or null when nobody asks for it. An exact name goes before a similar one. */
    @Nullable
    JsonTree field(String name) {
        JsonTree known = knownNames.get(name);
        if (known == null) {
            known = find(name);
            if (knownNames.size() < MAX_KNOWN_NAMES) {
                knownNames.put(name, known);
            }
        }
        return known == IGNORED ? null : known;
    }

    private JsonTree find(String name) {
        JsonTree exact = fields.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, JsonTree> entry : fields.entrySet()) {
            if (normalized(entry.getKey()).equals(normalized(name))) {
                return entry.getValue();
            }
        }
        return IGNORED;
    }

    /** What stands at a position of an array, or null when nobody asks for it. */
    @Nullable
    JsonTree element(int position) {
        return elements.isEmpty() ? null : elements.get(position);
    }

    private static String normalized(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
