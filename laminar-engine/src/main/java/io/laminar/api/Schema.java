package io.laminar.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The columns of a relation, in order, and which of them carries event time.
 *
 * @param fields the columns
 * @param timeColumn index of the column that carries event time, or {@link #NO_TIME}
 */
public record Schema(List<Field> fields, int timeColumn) {

    /** No column carries event time. */
    public static final int NO_TIME = -1;

    public Schema {
        fields = List.copyOf(fields);
        if (timeColumn < NO_TIME || timeColumn >= fields.size()) {
            throw new IllegalArgumentException("no column " + timeColumn + " in " + fields);
        }
    }

    /** A schema without event time. */
    public static Schema of(Field... fields) {
        return new Schema(List.of(fields), NO_TIME);
    }

    /** A schema without event time. */
    public static Schema of(List<Field> fields) {
        return new Schema(fields, NO_TIME);
    }

    /** Number of columns. */
    public int size() {
        return fields.size();
    }

    /** The column at an index from 0. */
    public Field field(int index) {
        return fields.get(index);
    }

    /** The type of the column at an index from 0. */
    public DataType type(int index) {
        return fields.get(index).type();
    }

    /** Names of the columns, in order. */
    public List<String> names() {
        return fields.stream().map(Field::name).collect(Collectors.toList());
    }

    /**
     * Index of a column: the one with exactly this name, or else the first that differs only in case.
     *
     * @return the index from 0, or -1 when no column has the name
     */
    public int indexOf(String name) {
        Objects.requireNonNull(name, "name");
        int ignoringCase = -1;
        for (int i = 0; i < fields.size(); i++) {
            String candidate = fields.get(i).name();
            if (candidate.equals(name)) {
                return i;
            }
            if (ignoringCase < 0 && candidate.equalsIgnoreCase(name)) {
                ignoringCase = i;
            }
        }
        return ignoringCase;
    }

    /** The same columns with another time column, {@link #NO_TIME} for none. */
    public Schema withTimeColumn(int index) {
        return index == timeColumn ? this : new Schema(fields, index);
    }

    /** The chosen columns in the chosen order; event time follows its column, if that is among them. */
    public Schema select(int... columns) {
        List<Field> chosen = new ArrayList<>(columns.length);
        int time = NO_TIME;
        for (int i = 0; i < columns.length; i++) {
            chosen.add(fields.get(columns[i]));
            if (columns[i] == timeColumn) {
                time = i;
            }
        }
        return new Schema(chosen, time);
    }

    @Override
    public String toString() {
        return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
