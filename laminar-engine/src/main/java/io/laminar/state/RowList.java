package io.laminar.state;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;

/** Rows in the order in which they were appended, in lanes. Belongs to one thread. */
public final class RowList {
    private static final int INITIAL_CAPACITY = 64;

    private final Lane[] lanes;
    private int capacity = INITIAL_CAPACITY;
    private int size;

    /** @param schema columns of the rows */
    public RowList(Schema schema) {
        lanes = schema.fields().stream()
                .map(field -> new Lane(LaneKind.of(field.type()), INITIAL_CAPACITY))
                .toArray(Lane[]::new);
    }

    /** Number of rows. */
    public int size() {
        return size;
    }

    /** Bytes that it takes, those of objects estimated. */
    public long bytes() {
        long total = 0;
        for (Lane lane : lanes) {
            total += lane.bytes(size);
        }
        return total;
    }

    /** Appends a copy of a row. */
    public void append(Batch in, int row) {
        if (size == capacity) {
            capacity = Math.multiplyExact(capacity, 2);
            for (Lane lane : lanes) {
                lane.resize(capacity);
            }
        }
        for (int column = 0; column < lanes.length; column++) {
            lanes[column].set(size, in, column, row);
        }
        size++;
    }

    /** Whether a value is NULL. */
    public boolean isNull(int column, int position) {
        return lanes[column].isNull(position);
    }

    /** Order of the values of a column in two rows; NULL after everything. */
    public int compare(int column, int left, int right) {
        return lanes[column].compare(left, right);
    }

    /** Writes a row to a row of a batch that is being filled. */
    public void copyRow(int position, Batch out, int row) {
        for (int column = 0; column < lanes.length; column++) {
            lanes[column].get(position, out, column, row);
        }
    }

    /** Forgets all rows. */
    public void clear() {
        for (Lane lane : lanes) {
            lane.clear(size);
        }
        size = 0;
    }

    /** Writes or reads all rows. */
    public void persist(StateArchive archive) {
        size = archive.integer(size);
        if (size > capacity) {
            capacity = size;
            for (Lane lane : lanes) {
                lane.resize(capacity);
            }
        }
        for (Lane lane : lanes) {
            lane.persist(archive, size, LaneObjects.VALUES);
        }
    }
}
