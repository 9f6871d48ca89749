package io.laminar.state;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.data.LaneKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a {@link KeyedTable}: keys, cells with what they hold in a new slot, and lanes. An operator describes its
 * table with it once and may make many tables of it.
 */
public final class TableLayout {
    private final List<LaneKind> keys;
    private final boolean isIndexed;
    private final List<Long> cells = new ArrayList<>();
    private final List<LaneKind> values = new ArrayList<>();
    private final List<LaneObjects> objects = new ArrayList<>();
    private final List<DataType> valueCounts = new ArrayList<>();
    private final List<LaneKind> multisets = new ArrayList<>();

    private TableLayout(List<LaneKind> keys, boolean isIndexed) {
        this.keys = List.copyOf(keys);
        this.isIndexed = isIndexed;
        for (int key = 0; key < longKeys(); key++) {
            cells.add(0L);
        }
    }

    /** A table keyed by some columns of rows with a schema, without values so far. */
    public static TableLayout keyedBy(Schema schema, List<Integer> columns) {
        return new TableLayout(
                columns.stream().map(column -> LaneKind.of(schema.type(column))).toList(), true);
    }

    /** A table keyed by all columns of rows with a schema. */
    public static TableLayout keyedByRow(Schema schema) {
        return new TableLayout(
                schema.fields().stream().map(field -> LaneKind.of(field.type())).toList(), true);
    }

    /** Rows with a schema by slot alone: equal ones may be there several times, and none can be looked up. */
    public static TableLayout listOfRows(Schema schema) {
        return new TableLayout(
                schema.fields().stream().map(field -> LaneKind.of(field.type())).toList(), false);
    }

    /** Some columns of rows with a schema by slot alone, likewise. */
    public static TableLayout listOf(Schema schema, List<Integer> columns) {
        return new TableLayout(
                columns.stream().map(column -> LaneKind.of(schema.type(column))).toList(), false);
    }

    boolean isIndexed() {
        return isIndexed;
    }

    /**
     * Adds a cell of a long, which is never NULL, to the record of a slot.
     *
     * @param initial what a new slot holds
     * @return its index among the cells
     */
    public int addLong(long initial) {
        cells.add(initial);
        return cells.size() - 1;
    }

    /** Adds a cell of a double likewise. */
    public int addDouble(double initial) {
        return addLong(Double.doubleToRawLongBits(initial));
    }

    /** Adds a lane of values as batches hold them, null in a new slot; returns its index among the lanes. */
    public int addObject() {
        return add(LaneKind.OBJECT);
    }

    /** Adds a lane of objects of another kind, null in a new slot, likewise. */
    public int addObject(LaneObjects how) {
        values.add(LaneKind.OBJECT);
        objects.add(how);
        return values.size() - 1;
    }

    /** Adds a lane of a kind that may be NULL, undefined in a new slot; returns its index among the lanes. */
    public int add(LaneKind kind) {
        values.add(kind);
        objects.add(LaneObjects.VALUES);
        return values.size() - 1;
    }

    /**
     * Adds an {@link OrderedMultiset} that all slots share; the root of the tree of a slot is a cell.
     *
     * @param kind LONG or OBJECT
     * @return its index among the multisets
     */
    public int addMultiset(LaneKind kind) {
        multisets.add(kind);
        return multisets.size() - 1;
    }

    /**
     * Adds {@link ValueCounts} that all slots share; those of a slot are to be released before it is removed.
     *
     * @return its index among them
     */
    public int addValueCounts(DataType type) {
        valueCounts.add(type);
        return valueCounts.size() - 1;
    }

    List<DataType> valueCounts() {
        return List.copyOf(valueCounts);
    }

    List<LaneKind> keys() {
        return keys;
    }

    /** How many longs the key is, one or two, which are the first cells, too; 0 for other keys, and without index. */
    int longKeys() {
        boolean isOfLongs = keys.stream().allMatch(kind -> kind == LaneKind.LONG);
        return isIndexed && isOfLongs && keys.size() <= 2 ? keys.size() : 0;
    }

    /** What the cells of a new slot hold. */
    long[] cells() {
        return cells.stream().mapToLong(Long::longValue).toArray();
    }

    List<LaneKind> values() {
        return List.copyOf(values);
    }

    /** How the objects of each value lane are kept. */
    List<LaneObjects> objects() {
        return List.copyOf(objects);
    }

    List<LaneKind> multisets() {
        return List.copyOf(multisets);
    }
}
