package io.laminar.state;

import io.laminar.api.DataType;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;

/**
 * How often each value is there, for every group of a {@link KeyedTable}: one hash table for all groups, in which the values of a group
 * are a list. Belongs to one thread.
 */
public abstract class ValueCounts {
    /** No entry. */
    public static final int NONE = KeyedTable.NONE;

    /** Counts of values of a type. */
    static ValueCounts of(DataType type, long seed) {
        return LaneKind.of(type) == LaneKind.LONG ? new LongValueCounts(seed) : new KeyedValueCounts(type, seed);
    }

    /**
     * Adds to the count of a value of a group; a value with count 0 is forgotten.
     *
     * @param group slot of the group
     * @return the count before
     */
    public abstract long add(int group, Batch in, int column, int row, long added);

    /**
     * Adds 1 to the counts of values of groups, that of each row to the group in its slot.
     *
     * @param appeared gets the rows, with their slots, whose values were not there before
     */
    public void addAll(Batch in, int column, RowSelection rows, RowSelection appeared) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int group = rows.slots()[i];
            if (add(group, in, column, row, 1) == 0) {
                appeared.add(row, group);
            }
        }
    }

    /** Does what has been put off; entries may be others afterwards. To be called now and then by whoever takes values away. */
    public void tidy() {}

    /** An entry of a group, or {@link #NONE}. */
    public abstract int first(int group);

    /** Another entry of the same group, or {@link #NONE}; values that were added since need not come by. */
    public abstract int next(int entry);

    /** How often the value of an entry is there; negative while its insertion is still to come. */
    public abstract long count(int entry);

    /** Writes the value of an entry to a batch that is being filled. */
    public abstract void copyValue(int entry, Batch out, int column, int row);

    /** Forgets all values of a group. */
    public abstract void release(int group);

    abstract void clear();

    abstract long bytes();

    abstract void persist(StateArchive archive);
}
