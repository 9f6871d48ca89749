package io.laminar.state;

import io.laminar.data.Batch;
import java.util.Arrays;

/**
 * Counts of values that are longs. An entry is three cells, found by an index as that of a {@link KeyedTable}:
 *
 * <pre>
 *   value | count | key of the group (high half), entry before it of the same group plus 1 (low half)
 * </pre>
 *
 * <p>The key of a group is its slot, with the highest bit set for NULL. A value whose count comes to 0 keeps its entry, for it may come
 * back; such entries are dropped when they are more than the others.
 */
final class LongValueCounts extends ValueCounts {
    private static final int STRIDE = 3;
    private static final int COUNT = 1;
    private static final int LINK = 2;
    private static final int NULL_FLAG = Integer.MIN_VALUE;
    /** The key of no group: the entry is not in a list. */
    private static final int NO_GROUP = Integer.MAX_VALUE;

    private static final int INITIAL_CAPACITY = 32;

    private final long seed;
    private SlotIndex index = new SlotIndex(2 * INITIAL_CAPACITY);
    private long[] cells = new long[STRIDE * INITIAL_CAPACITY];
    /** The youngest entry of each group, by slot, plus 1; 0 for none. */
    private int[] heads = {};

    private int size;
    private int gone;

    LongValueCounts(long seed) {
        this.seed = seed;
    }

    @Override
    public long add(int group, Batch in, int column, int row, long added) {
        boolean isNull = in.isNull(column, row);
        int key = isNull ? group | NULL_FLAG : group;
        int entry = entry(key, Hashing.mix(seed, key), isNull ? 0 : in.longs(column)[row]);
        int at = entry * STRIDE + COUNT;
        long before = cells[at];
        cells[at] = before + added;
        gone += (before + added == 0 ? 1 : 0) - (before == 0 ? 1 : 0);
        return before;
    }

    @Override
    public void addAll(Batch in, int column, RowSelection rows, RowSelection appeared) {
        if (in.nulls(column) != null) {
            super.addAll(in, column, rows, appeared);
            return;
        }
        tidy();
        long[] lane = in.longs(column);
        int[] chosen = rows.rows();
        int[] groups = rows.slots();
        int lastGroup = NONE;
        long state = 0;
        for (int i = 0; i < rows.count(); i++) {
            int group = groups[i];
            if (group != lastGroup) {
                lastGroup = group;
                state = Hashing.mix(seed, group);
            }
            int at = entry(group, state, lane[chosen[i]]) * STRIDE + COUNT;
            long before = cells[at];
            cells[at] = before + 1;
            if (before == 0) {
                gone--;
                appeared.add(chosen[i], group);
            } else if (before == -1) {
                gone++;
            }
        }
    }

    /** The entry of a value, a new one with count 0 if there is none. */
    private int entry(int key, long state, long value) {
        int hash = Hashing.fold(Hashing.mix(state, value));
        int[] places = index.entries();
        int mask = places.length - 1;
        int at = hash & mask;
        for (int place = places[at]; place != 0; place = places[at]) {
            if (((place ^ hash) & ~mask) == 0) {
                int entry = (place & mask) - 1;
                int cell = entry * STRIDE;
                if (cells[cell] == value && (int) (cells[cell + LINK] >>> Integer.SIZE) == key) {
                    return entry;
                }
            }
            at = (at + 1) & mask;
        }
        return insert(key, hash, value, at);
    }

    private int insert(int key, int hash, long value, int at) {
        int place = at;
        if (size * STRIDE == cells.length) {
            makeRoom();
            place = index.freePlace(hash);
        }
        int entry = size++;
        index.put(place, hash, entry);
        cells[entry * STRIDE] = value;
        cells[entry * STRIDE + COUNT] = 0;
        link(entry, key);
        gone++;
        return entry;
    }

    private void link(int entry, int key) {
        int group = key & ~NULL_FLAG;
        if (group >= heads.length) {
            heads = Arrays.copyOf(heads, Math.max(group + 1, 2 * heads.length));
        }
        cells[entry * STRIDE + LINK] = (long) key << Integer.SIZE | heads[group];
        heads[group] = entry + 1;
    }

    private void makeRoom() {
        cells = Arrays.copyOf(cells, Math.multiplyExact(cells.length, 2));
        index = new SlotIndex(2 * cells.length / STRIDE);
        reindex();
    }

    /** Drops the entries with count 0 when they are most: moves the others up, the oldest first, so that lists keep their order. */
    @Override
    public void tidy() {
        if (gone <= INITIAL_CAPACITY || gone <= size / 2) {
            return;
        }
        Arrays.fill(heads, 0);
        int kept = 0;
        for (int entry = 0; entry < size; entry++) {
            if (count(entry) != 0) {
                System.arraycopy(cells, entry * STRIDE, cells, kept * STRIDE, STRIDE);
                link(kept, key(kept));
                kept++;
            }
        }
        size = kept;
        gone = 0;
        index.clear();
        reindex();
    }

    private void reindex() {
        for (int entry = 0; entry < size; entry++) {
            int hash = Hashing.fold(Hashing.mix(Hashing.mix(seed, key(entry)), cells[entry * STRIDE]));
            index.put(index.freePlace(hash), hash, entry);
        }
    }

    private int key(int entry) {
        return (int) (cells[entry * STRIDE + LINK] >>> Integer.SIZE);
    }

    @Override
    public int first(int group) {
        return group < heads.length ? present(heads[group] - 1) : NONE;
    }

    @Override
    public int next(int entry) {
        return present(before(entry));
    }

    private int before(int entry) {
        return (int) cells[entry * STRIDE + LINK] - 1;
    }

    /** The entry, or the next of its list whose count is not 0. */
    private int present(int entry) {
        int at = entry;
        while (at != NONE && count(at) == 0) {
            at = before(at);
        }
        return at;
    }

    @Override
    public long count(int entry) {
        return cells[entry * STRIDE + COUNT];
    }

    @Override
    public void copyValue(int entry, Batch out, int column, int row) {
        if (key(entry) < 0) {
            out.setNull(column, row);
        } else {
            out.longs(column)[row] = cells[entry * STRIDE];
        }
    }

    @Override
    public void release(int group) {
        if (group >= heads.length) {
            return;
        }
        int entry = heads[group] - 1;
        heads[group] = 0;
        while (entry != NONE) {
            int following = before(entry);
            gone += count(entry) == 0 ? 0 : 1;
            cells[entry * STRIDE + COUNT] = 0;
            cells[entry * STRIDE + LINK] = (long) NO_GROUP << Integer.SIZE;
            entry = following;
        }
    }

    @Override
    void clear() {
        if (size > 0) {
            index.clear();
            Arrays.fill(heads, 0);
        }
        size = 0;
        gone = 0;
    }

    @Override
    long bytes() {
        return 8L * cells.length + 4L * heads.length + index.bytes();
    }

    @Override
    void persist(StateArchive archive) {
        size = archive.integer(size);
        gone = archive.integer(gone);
        int groups = archive.integer(heads.length);
        if (archive.isReading()) {
            heads = new int[groups];
            int capacity = Math.max(INITIAL_CAPACITY, 2 * Integer.highestOneBit(Math.max(1, size - 1)));
            cells = new long[STRIDE * capacity];
            index = new SlotIndex(2 * capacity);
        }
        archive.ints(heads, groups);
        archive.longs(cells, STRIDE * size);
        if (archive.isReading()) {
            reindex();
        }
    }
}
