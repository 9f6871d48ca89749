package io.laminar.state;

import io.laminar.api.Schema;
import io.laminar.data.LaneKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a {@link KeyedTable}: keys, and values with what they hold in a new slot. An operator describes its
 * table with it once and may make many tables of it.
 */
public final class TableLayout {
    record Value(LaneKind kind, long initialLong, double initialDouble) {}

    private final List<LaneKind> keys;
    private final List<Value> values = new ArrayList<>();
    private final List<LaneKind> multisets = new ArrayList<>();

    private TableLayout(List<LaneKind> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A table keyed by some columns of rows with a schema, without values so far. */
    public static TableLayout keyedBy(Schema schema, List<Integer> columns) {
        return new TableLayout(
                columns.stream().map(column -> LaneKind.of(schema.type(column))).toList());
    }

    /** A table keyed by all columns of rows with a schema. */
    public static TableLayout keyedByRow(Schema schema) {
        return new TableLayout(
                schema.fields().stream().map(field -> LaneKind.of(field.type())).toList());
    }

    /**
     * Adds a value column of longs.
     *
     * @param initial what a new slot holds
     * @return its index among the value columns
     */
    public int addLong(long initial) {
        values.add(new Value(LaneKind.LONG, initial, 0));
        return values.size() - 1;
    }

    /** Adds a value column of doubles. */
    public int addDouble(double initial) {
        values.add(new Value(LaneKind.DOUBLE, 0, initial));
        return values.size() - 1;
    }

    /** Adds a value column of objects, null in a new slot. */
    public int addObject() {
        values.add(new Value(LaneKind.OBJECT, 0, 0));
        return values.size() - 1;
    }

    /** Adds a value column of a kind: 0, 0.0 or null in a new slot. */
    public int add(LaneKind kind) {
        values.add(new Value(kind, 0, 0));
        return values.size() - 1;
    }

    /**
     * Adds an {@link OrderedMultiset} that all slots share; the tree of a slot hangs on a value column.
     *
     * @param kind LONG or OBJECT
     * @return its index among the multisets
     */
    public int addMultiset(LaneKind kind) {
        multisets.add(kind);
        return multisets.size() - 1;
    }

    List<LaneKind> keys() {
        return keys;
    }

    List<Value> values() {
        return List.copyOf(values);
    }

    List<LaneKind> multisets() {
        return List.copyOf(multisets);
    }
}
