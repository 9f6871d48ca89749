package io.laminar.state;

import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from key columns to values. Each key has a slot, a small number by which the values are indexed, so
 * that a loop over a batch changes primitive arrays in place. Cells (numbers, never NULL) lie side by side per slot,
 * since whoever touches one touches all; lanes (anything, NULL too) are an array each. NULL is a key like any other, NaN equals
 * itself, the zeros are one key, and arrays count by content.
 *
 * <pre>
 *   index (open addressing)          slots
 *   position = low bits of the hash  slot | hash | order | key lanes | cells | value lanes
 *   [ high bits of the hash | slot + 1 ] -> 0  ...
 *   [ 0: empty               ]              1  ...
 * </pre>
 *
 * <p>Iteration goes in the order of insertion, whatever was removed in between, and does not depend on the seed.
 * Slots of removed keys are used again. Belongs to one thread. An array is valid until the next insertion.
 */
public final class KeyedTable {
    /** No slot. */
    public static final int NONE = -1;

    private static final int INITIAL_CAPACITY = 32;

    private final long seed;
    private final Lane[] keys;
    private final Lane[] values;
    private final long[] initialLongs;
    private final double[] initialDoubles;
    private final OrderedMultiset[] multisets;
    private int[] index = new int[2 * INITIAL_CAPACITY];
    private int[] hashes = new int[INITIAL_CAPACITY];
    private int[] next = new int[INITIAL_CAPACITY];
    private int[] previous = new int[INITIAL_CAPACITY];
    private long[] longCells;
    private double[] doubleCells;
    private int first = NONE;
    private int last = NONE;
    private int free = NONE;
    private int used;
    private int size;

    /**
     * @param layout its columns
     * @param seed of the hash; secret where others choose the keys
     */
    public KeyedTable(TableLayout layout, long seed) {
        this.seed = Hashing.mix(seed, 1);
        keys = layout.keys().stream()
                .map(kind -> new Lane(kind, INITIAL_CAPACITY))
                .toArray(Lane[]::new);
        values = layout.values().stream()
                .map(kind -> new Lane(kind, INITIAL_CAPACITY))
                .toArray(Lane[]::new);
        initialLongs = layout.longs();
        initialDoubles = layout.doubles();
        longCells = new long[INITIAL_CAPACITY * initialLongs.length];
        doubleCells = new double[INITIAL_CAPACITY * initialDoubles.length];
        multisets = layout.multisets().stream()
                .map(kind -> new OrderedMultiset(kind, seed))
                .toArray(OrderedMultiset[]::new);
    }

    /** Number of keys. */
    public int size() {
        return size;
    }

    /** All cells of longs: cell c of slot s at {@code s * longStride() + c}. Valid until the next insertion. */
    public long[] longCells() {
        return longCells;
    }

    /** Cells of longs of each slot. */
    public int longStride() {
        return initialLongs.length;
    }

    /** All cells of doubles, likewise. */
    public double[] doubleCells() {
        return doubleCells;
    }

    /** Cells of doubles of each slot. */
    public int doubleStride() {
        return initialDoubles.length;
    }

    /** What a cell of longs holds. */
    public long longAt(int cell, int slot) {
        return longCells[slot * initialLongs.length + cell];
    }

    /** Sets a cell of longs. */
    public void setLong(int cell, int slot, long value) {
        longCells[slot * initialLongs.length + cell] = value;
    }

    /** Adds to a cell of longs. */
    public void addLong(int cell, int slot, long added) {
        longCells[slot * initialLongs.length + cell] += added;
    }

    /** What a cell of doubles holds. */
    public double doubleAt(int cell, int slot) {
        return doubleCells[slot * initialDoubles.length + cell];
    }

    /** Sets a cell of doubles. */
    public void setDouble(int cell, int slot, double value) {
        doubleCells[slot * initialDoubles.length + cell] = value;
    }

    /** The array of a value lane of objects. */
    public @Nullable Object[] objects(int value) {
        return values[value].objects();
    }

    /** A multiset that the slots share. */
    public OrderedMultiset multiset(int number) {
        return multisets[number];
    }

    /** Gives every selected row its slot, inserting the keys that are new. */
    public void slotsFor(Batch in, int[] keyColumns, RowSelection rows) {
        if (keys.length == 1 && keys[0].kind() == LaneKind.LONG && in.nulls(keyColumns[0]) == null) {
            slotsForLongs(in.longs(keyColumns[0]), rows);
            return;
        }
        int count = rows.count();
        long[] states = rows.hashes();
        Hashing.mixRows(in, keyColumns, rows.rows(), rows.count(), seed, states);
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        for (int i = 0; i < count; i++) {
            int hash = Hashing.fold(states[i]);
            int slot = probe(in, keyColumns, chosen[i], hash);
            slots[i] = slot == NONE ? insert(in, keyColumns, chosen[i], hash) : slot;
        }
    }

    /** The slot of a row's key, inserted if it is new. */
    public int slotFor(Batch in, int[] keyColumns, int row) {
        int hash = hash(in, keyColumns, row);
        int slot = probe(in, keyColumns, row, hash);
        return slot == NONE ? insert(in, keyColumns, row, hash) : slot;
    }

    /** The slot of a row's key, or {@link #NONE}. */
    public int find(Batch in, int[] keyColumns, int row) {
        return size == 0 ? NONE : probe(in, keyColumns, row, hash(in, keyColumns, row));
    }

    /** Writes a key column of a slot to a batch that is being filled. */
    public void copyKey(int key, int slot, Batch out, int column, int row) {
        keys[key].get(slot, out, column, row);
    }

    /** Writes a value lane of a slot to a batch that is being filled. */
    public void copyValue(int value, int slot, Batch out, int column, int row) {
        values[value].get(slot, out, column, row);
    }

    /** Takes a value, NULL too, from a batch. */
    public void setValue(int value, int slot, Batch in, int column, int row) {
        values[value].set(slot, in, column, row);
    }

    /** Whether a value is that of a batch. */
    public boolean equalsValue(int value, int slot, Batch in, int column, int row) {
        return values[value].equalsValue(slot, in, column, row);
    }

    /** The slot of the oldest key, or {@link #NONE}. */
    public int first() {
        return first;
    }

    /** The slot of the next younger key, or {@link #NONE}. */
    public int next(int slot) {
        return next[slot];
    }

    /** Removes a key; its slot may be another's from now on. Trees of its multisets must be gone. */
    public void remove(int slot) {
        removeFromIndex(slot);
        int before = previous[slot];
        int after = next[slot];
        if (before == NONE) {
            first = after;
        } else {
            next[before] = after;
        }
        if (after == NONE) {
            last = before;
        } else {
            previous[after] = before;
        }
        for (Lane lane : keys) {
            lane.forget(slot);
        }
        for (Lane lane : values) {
            lane.forget(slot);
        }
        next[slot] = free;
        free = slot;
        size--;
    }

    /** Forgets all keys and keeps the room. */
    public void clear() {
        Arrays.fill(index, 0);
        for (Lane lane : keys) {
            lane.clear(used);
        }
        for (Lane lane : values) {
            lane.clear(used);
        }
        for (OrderedMultiset multiset : multisets) {
            multiset.clear();
        }
        first = NONE;
        last = NONE;
        free = NONE;
        used = 0;
        size = 0;
    }

    /** Bytes that it takes, those of objects estimated. Looks at every object, so it is not for each row. */
    public long bytes() {
        long total = 4L * (index.length + hashes.length + next.length + previous.length)
                + 8L * (longCells.length + doubleCells.length);
        for (Lane lane : keys) {
            total += lane.bytes(used);
        }
        for (Lane lane : values) {
            total += lane.bytes(used);
        }
        for (OrderedMultiset multiset : multisets) {
            total += multiset.bytes();
        }
        return total;
    }

    /** One key of longs without NULL: the loop that most queries spend their time in. */
    private void slotsForLongs(long[] lane, RowSelection rows) {
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        int count = rows.count();
        Lane key = keys[0];
        for (int i = 0; i < count; i++) {
            long value = lane[chosen[i]];
            int hash = Hashing.fold(Hashing.mix(seed, value));
            int slot = probeLong(value, hash, key);
            if (slot == NONE) {
                slot = allocate(hash);
                key.longs()[slot] = value;
            }
            slots[i] = slot;
        }
    }

    private int probeLong(long value, int hash, Lane key) {
        int[] entries = index;
        long[] present = key.longs();
        int mask = entries.length - 1;
        int at = hash & mask;
        int entry = entries[at];
        while (entry != 0) {
            if (((entry ^ hash) & ~mask) == 0) {
                int slot = (entry & mask) - 1;
                if (present[slot] == value && !key.isNull(slot)) {
                    return slot;
                }
            }
            at = (at + 1) & mask;
            entry = entries[at];
        }
        return NONE;
    }

    private int probe(Batch in, int[] keyColumns, int row, int hash) {
        int mask = index.length - 1;
        int at = hash & mask;
        int entry = index[at];
        while (entry != 0) {
            if (((entry ^ hash) & ~mask) == 0) {
                int slot = (entry & mask) - 1;
                if (hashes[slot] == hash && hasKey(slot, in, keyColumns, row)) {
                    return slot;
                }
            }
            at = (at + 1) & mask;
            entry = index[at];
        }
        return NONE;
    }

    private boolean hasKey(int slot, Batch in, int[] keyColumns, int row) {
        for (int i = 0; i < keys.length; i++) {
            if (!keys[i].equalsValue(slot, in, keyColumns[i], row)) {
                return false;
            }
        }
        return true;
    }

    private int insert(Batch in, int[] keyColumns, int row, int hash) {
        int slot = allocate(hash);
        for (int i = 0; i < keys.length; i++) {
            keys[i].set(slot, in, keyColumns[i], row);
        }
        return slot;
    }

    /** A new slot, last in order, found by the hash, with initial values; its key is still to be set. */
    private int allocate(int hash) {
        int slot = free;
        if (slot != NONE) {
            free = next[slot];
        } else {
            if (used == hashes.length) {
                grow();
            }
            slot = used++;
        }
        hashes[slot] = hash;
        next[slot] = NONE;
        previous[slot] = last;
        if (last == NONE) {
            first = slot;
        } else {
            next[last] = slot;
        }
        last = slot;
        size++;
        System.arraycopy(initialLongs, 0, longCells, slot * initialLongs.length, initialLongs.length);
        System.arraycopy(initialDoubles, 0, doubleCells, slot * initialDoubles.length, initialDoubles.length);
        addToIndex(slot);
        return slot;
    }

    private void grow() {
        int capacity = Math.multiplyExact(hashes.length, 2);
        hashes = Arrays.copyOf(hashes, capacity);
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
        for (Lane lane : keys) {
            lane.resize(capacity);
        }
        for (Lane lane : values) {
            lane.resize(capacity);
        }
        longCells = Arrays.copyOf(longCells, Math.multiplyExact(capacity, initialLongs.length));
        doubleCells = Arrays.copyOf(doubleCells, Math.multiplyExact(capacity, initialDoubles.length));
        index = new int[2 * capacity];
        for (int slot = first; slot != NONE; slot = next[slot]) {
            addToIndex(slot);
        }
    }

    private void addToIndex(int slot) {
        int mask = index.length - 1;
        int hash = hashes[slot];
        int at = hash & mask;
        while (index[at] != 0) {
            at = (at + 1) & mask;
        }
        index[at] = (hash & ~mask) | (slot + 1);
    }

    /** Moves the entries behind the hole up, so that no probe stops too early. */
    private void removeFromIndex(int slot) {
        int mask = index.length - 1;
        int hole = hashes[slot] & mask;
        while ((index[hole] & mask) != slot + 1) {
            hole = (hole + 1) & mask;
        }
        int at = (hole + 1) & mask;
        while (index[at] != 0) {
            int home = hashes[(index[at] & mask) - 1] & mask;
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                index[hole] = index[at];
                hole = at;
            }
            at = (at + 1) & mask;
        }
        index[hole] = 0;
    }

    private int hash(Batch in, int[] keyColumns, int row) {
        long state = seed;
        for (int column : keyColumns) {
            if (in.isNull(column, row)) {
                state = Hashing.mixNull(state);
            } else {
                state = switch (in.kind(column)) {
                    case LONG -> Hashing.mix(state, in.longs(column)[row]);
                    case DOUBLE -> Hashing.mix(state, Hashing.bitsOf(in.doubles(column)[row]));
                    case OBJECT -> Hashing.mixObject(state, in.objects(column)[row]);
                };
            }
        }
        return Hashing.fold(state);
    }
}
