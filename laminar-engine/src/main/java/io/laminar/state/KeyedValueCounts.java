package io.laminar.state;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.Arrays;
import java.util.List;

/** Counts of values of any type, in a {@link KeyedTable} by group and value; the values of a group are a list linked both ways. */
final class KeyedValueCounts extends ValueCounts {
    private static final int[] GROUP_AND_VALUE = {0, 1};

    private final KeyedTable entries;
    private final int count;
    private final int next;
    private final int previous;
    private final Batch probe;
    /** The youngest entry of each group, by slot; one more than its number, 0 for none. */
    private int[] heads = {};

    KeyedValueCounts(DataType type, long seed) {
        Schema schema = Schema.of(List.of(new Field("slot", DataType.BIGINT.notNull()), new Field("value", type)));
        TableLayout layout = TableLayout.keyedByRow(schema);
        count = layout.addLong(0);
        next = layout.addLong(NONE);
        previous = layout.addLong(NONE);
        entries = new KeyedTable(layout, seed);
        probe = new Batch(schema, 1);
    }

    @Override
    public long add(int group, Batch in, int column, int row, long added) {
        int entry = entry(group, in, column, row);
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

    @Override
    public int first(int group) {
        return group < heads.length ? heads[group] - 1 : NONE;
    }

    @Override
    public int next(int entry) {
        return (int) entries.longAt(next, entry);
    }

    @Override
    public long count(int entry) {
        return entries.longAt(count, entry);
    }

    @Override
    public void copyValue(int entry, Batch out, int column, int row) {
        entries.copyKey(1, entry, out, column, row);
    }

    @Override
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

    @Override
    void clear() {
        entries.clear();
        Arrays.fill(heads, 0);
    }

    @Override
    long bytes() {
        return entries.bytes() + 4L * heads.length;
    }

    @Override
    void persist(StateArchive archive) {
        entries.persist(archive);
        int length = archive.integer(heads.length);
        if (archive.isReading()) {
            heads = new int[length];
        }
        archive.ints(heads, length);
    }
}
