package io.laminar.state;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import java.util.Arrays;
import java.util.List;

/**
 * How often each value is there, for every group of a {@link KeyedTable}: one hash table for all groups, in which the values of a group
 * are a list linked both ways, the youngest first. Belongs to one thread.
 */
public final class ValueCounts {
    /** No entry. */
    public static final int NONE = KeyedTable.NONE;

    private static final int[] GROUP_AND_VALUE = {0, 1};

    private final KeyedTable entries;
    private final int count;
    private final int next;
    private final int previous;
    private final Batch probe;
    private final boolean isLong;
    /** The youngest entry of each group, by slot; one more than its number, 0 for none. */
    private int[] heads = {};

    private int[] found = {};

    ValueCounts(DataType type, long seed) {
        Schema schema = Schema.of(List.of(new Field("slot", DataType.BIGINT.notNull()), new Field("value", type)));
        TableLayout layout = TableLayout.keyedByRow(schema);
        count = layout.addLong(0);
        next = layout.addLong(NONE);
        previous = layout.addLong(NONE);
        entries = new KeyedTable(layout, seed);
        probe = new Batch(schema, 1);
        isLong = LaneKind.of(type) == LaneKind.LONG;
    }

    /**
     * Adds to the count of a value of a group; a value with count 0 is forgotten.
     *
     * @param group slot of the group
     * @return the count before
     */
    public long add(int group, Batch in, int column, int row, long added) {
        int entry = isLong && !in.isNull(column, row)
                ? entries.slotOf(group, in.longs(column)[row])
                : entry(group, in, column, row);
        long before = entries.longAt(count, entry);
        if (before == 0) {
            link(group, entry);
        }
        entries.setLong(count, entry, before + added);
        if (before + added == 0) {
            unlink(group, entry);
            entries.remove(entry);
        }
        return before;
    }

    /**
     * Adds 1 to the counts of values of groups, that of each row to the group in its slot.
     *
     * @param appeared gets the rows, with their slots, whose values were not there before
     */
    public void addAll(Batch in, int column, RowSelection rows, RowSelection appeared) {
        int done = isLong && in.nulls(column) == null ? addLongs(in.longs(column), rows, appeared) : 0;
        for (int i = done; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int group = rows.slots()[i];
            if (add(group, in, column, row, 1) == 0) {
                appeared.add(row, group);
            }
        }
    }

    /** Looks all up before any is counted. Tells how many rows are done: an entry that is removed may be that of rows to come. */
    private int addLongs(long[] lane, RowSelection rows, RowSelection appeared) {
        int[] chosen = rows.rows();
        int[] groups = rows.slots();
        findAll(lane, rows);
        long[] cells = entries.cells();
        int stride = entries.stride();
        for (int i = 0; i < rows.count(); i++) {
            int entry = found[i];
            long before = cells[entry * stride + count]++;
            if (before == 0) {
                link(groups[i], entry);
                appeared.add(chosen[i], groups[i]);
            } else if (before == -1) {
                unlink(groups[i], entry);
                entries.remove(entry);
                return i + 1;
            }
        }
        return rows.count();
    }

    private void findAll(long[] lane, RowSelection rows) {
        if (found.length < rows.count()) {
            found = new int[rows.rows().length];
        }
        int[] chosen = rows.rows();
        int[] groups = rows.slots();
        for (int i = 0; i < rows.count(); i++) {
            found[i] = entries.slotOf(groups[i], lane[chosen[i]]);
        }
    }

    private int entry(int group, Batch in, int column, int row) {
        probe.clear();
        probe.longs(0)[0] = group;
        probe.copyValue(1, 0, in, column, row);
        probe.rows(1);
        return entries.slotFor(probe, GROUP_AND_VALUE, 0);
    }

    private void link(int group, int entry) {
        if (group >= heads.length) {
            heads = Arrays.copyOf(heads, Math.max(group + 1, 2 * heads.length));
        }
        int head = heads[group] - 1;
        entries.setLong(next, entry, head);
        if (head != NONE) {
            entries.setLong(previous, head, entry);
        }
        heads[group] = entry + 1;
    }

    private void unlink(int group, int entry) {
        int before = (int) entries.longAt(previous, entry);
        int after = (int) entries.longAt(next, entry);
        if (before == NONE) {
            heads[group] = after + 1;
        } else {
            entries.setLong(next, before, after);
        }
        if (after != NONE) {
            entries.setLong(previous, after, before);
        }
    }

    /** An entry of a group, or {@link #NONE}. */
    public int first(int group) {
        return group < heads.length ? heads[group] - 1 : NONE;
    }

    /** Another entry of the same group, or {@link #NONE}. */
    public int next(int entry) {
        return (int) entries.longAt(next, entry);
    }

    /** How often the value of an entry is there; negative while its insertion is still to come. */
    public long count(int entry) {
        return entries.longAt(count, entry);
    }

    /** Writes the value of an entry to a batch that is being filled. */
    public void copyValue(int entry, Batch out, int column, int row) {
        entries.copyKey(1, entry, out, column, row);
    }

    /** Forgets all values of a group. */
    public void release(int group) {
        int entry = first(group);
        while (entry != NONE) {
            int following = next(entry);
            entries.remove(entry);
            entry = following;
        }
        if (group < heads.length) {
            heads[group] = 0;
        }
    }

    void clear() {
        entries.clear();
        Arrays.fill(heads, 0);
    }

    long bytes() {
        return entries.bytes() + 4L * heads.length;
    }

    void persist(StateArchive archive) {
        entries.persist(archive);
        int length = archive.integer(heads.length);
        if (archive.isReading()) {
            heads = new int[length];
        }
        archive.ints(heads, length);
    }
}
