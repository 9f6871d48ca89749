package io.laminar.state;

import io.laminar.data.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from key columns to values. Each key has a slot, a small number by which the values are indexed, so
 * that a loop over a batch changes primitive arrays in place. Cells (numbers of 64 bits, never NULL; doubles as their bits) lie
 * side by side per slot, the key too when it is one or two longs, since whoever touches one touches all: a look-up that hits takes the
 * cache line of its index entry and that of its cells. Lanes (anything, NULL too) are an array each. NULL is a key like any
 * other, NaN equals itself, the zeros are one key, and arrays count by content.
 *
 * <pre>
 *   index (open addressing)          slots
 *   position = low bits of the hash  slot | hash | key lanes | cells | value lanes | order, once a key was removed
 *   [ high bits of the hash | slot + 1 ] -> 0  ...
 *   [ 0: empty               ]              1  ...
 * </pre>
 *
 * <p>Iteration goes in the order of insertion, whatever was removed in between, and does not depend on the seed: the order of
 * slots until a key is removed, a linked list from then on. Slots of removed keys are used again. Belongs to one thread. An
 * array is valid until the next insertion.
 */
public final class KeyedTable {
    /** No slot. */
    public static final int NONE = -1;

    private static final int INITIAL_CAPACITY = 32;

    private final long seed;
    private final Lane[] keys;
    private final Lane[] values;
    private final List<Lane> lanes;
    private final List<LaneObjects> objects;
    private final int longKeys;
    private final boolean isIndexed;
    private final int stride;
    private final long[] initial;
    private final OrderedMultiset[] multisets;
    private final ValueCounts[] valueCounts;
    private final SlotIndex index = new SlotIndex(2 * INITIAL_CAPACITY);
    private int[] hashes = new int[INITIAL_CAPACITY];
    private long[] cells;
    private final SlotOrder order = new SlotOrder();
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
        lanes = Stream.of(keys, values).flatMap(Stream::of).toList();
        objects = layout.objects();
        longKeys = layout.longKeys();
        isIndexed = layout.isIndexed();
        initial = layout.cells();
        stride = initial.length;
        cells = new long[INITIAL_CAPACITY * stride];
        multisets = layout.multisets().stream()
                .map(kind -> new OrderedMultiset(kind, seed))
                .toArray(OrderedMultiset[]::new);
        valueCounts = layout.valueCounts().stream()
                .map(type -> ValueCounts.of(type, seed))
                .toArray(ValueCounts[]::new);
    }

    /** Number of keys. */
    public int size() {
        return size;
    }

    /** All cells: cell c of slot s at {@code s * stride() + c}. Valid until the next insertion. */
    public long[] cells() {
        return cells;
    }

    /** Cells of each slot. */
    public int stride() {
        return stride;
    }

    /** What a cell of a long holds. */
    public long longAt(int cell, int slot) {
        return cells[slot * stride + cell];
    }

    /** Sets a cell of a long. */
    public void setLong(int cell, int slot, long value) {
        cells[slot * stride + cell] = value;
    }

    /** Adds to a cell of a long. */
    public void addLong(int cell, int slot, long added) {
        cells[slot * stride + cell] += added;
    }

    /** What a cell of a double holds. */
    public double doubleAt(int cell, int slot) {
        return Double.longBitsToDouble(cells[slot * stride + cell]);
    }

    /** Sets a cell of a double. */
    public void setDouble(int cell, int slot, double value) {
        cells[slot * stride + cell] = Double.doubleToRawLongBits(value);
    }

    /** The array of a value lane of objects. */
    public @Nullable Object[] objects(int value) {
        return values[value].objects();
    }

    /** A multiset that the slots share. */
    public OrderedMultiset multiset(int number) {
        return multisets[number];
    }

    /** Counts of values that the slots share. */
    public ValueCounts valueCounts(int number) {
        return valueCounts[number];
    }

    /** Gives every selected row its slot, inserting the keys that are new. */
    public void slotsFor(Batch in, int[] keyColumns, RowSelection rows) {
        if (longKeys == 1 && in.nulls(keyColumns[0]) == null) {
            slotsForLongs(in.longs(keyColumns[0]), rows);
            return;
        }
        if (longKeys == 2 && in.nulls(keyColumns[0]) == null && in.nulls(keyColumns[1]) == null) {
            slotsForLongs(in.longs(keyColumns[0]), in.longs(keyColumns[1]), rows);
            return;
        }
        int count = rows.count();
        if (keyColumns.length == 0 && count > 0) {
            rows.onlySlot(slotFor(in, keyColumns, rows.rows()[0]));
            return;
        }
        long[] states = rows.hashes();
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        Hashing.mixRows(in, keyColumns, chosen, count, seed, states);
        for (int i = 0; i < count; i++) {
            int hash = Hashing.fold(states[i]);
            int slot = probe(in, keyColumns, chosen[i], hash);
            slots[i] = slot < 0 ? insert(in, keyColumns, chosen[i], hash, ~slot) : slot;
        }
    }

    /** Gives slots of another table with the same keys and seed theirs here, inserting the keys that are new. */
    public void slotsFor(KeyedTable other, int[] otherSlots, int count, int[] slots) {
        for (int i = 0; i < count; i++) {
            int from = otherSlots[i];
            slots[i] = longKeys == 1 && !other.keys[0].isNull(from)
                    ? slotOf(other.cells[from * other.stride])
                    : slotFor(other, from);
        }
    }

    private int slotFor(KeyedTable other, int otherSlot) {
        int hash = other.hashes[otherSlot];
        int[] places = index.entries();
        int mask = places.length - 1;
        int at = hash & mask;
        for (int entry = places[at]; entry != 0; entry = places[at]) {
            int slot = (entry & mask) - 1;
            if (hashes[slot] == hash && hasKey(slot, other, otherSlot)) {
                return slot;
            }
            at = (at + 1) & mask;
        }
        int slot = allocate(hash, at);
        for (int i = 0; i < keys.length; i++) {
            keys[i].set(slot, other.keys[i], otherSlot);
        }
        System.arraycopy(other.cells, otherSlot * stride, cells, slot * stride, longKeys);
        return slot;
    }

    private boolean hasKey(int slot, KeyedTable other, int otherSlot) {
        for (int i = 0; i < keys.length; i++) {
            if (!keys[i].equalsValue(slot, other.keys[i], otherSlot)) {
                return false;
            }
        }
        return true;
    }

    /** The slot of a row's key, inserted if it is new. */
    public int slotFor(Batch in, int[] keyColumns, int row) {
        int hash = Hashing.hashRow(in, keyColumns, row, seed);
        int slot = probe(in, keyColumns, row, hash);
        return slot < 0 ? insert(in, keyColumns, row, hash, ~slot) : slot;
    }

    /** The slot of a new row, in a table without index. */
    public int append(Batch in, int[] keyColumns, int row) {
        return insert(in, keyColumns, row, 0, 0);
    }

    /** Gives rows slots that follow each other, in a table without index of which nothing was removed. */
    public void appendAll(Batch in, int[] rows, int count) {
        int first = order.used();
        for (int i = 0; i < count; i++) {
            allocate(0, 0);
        }
        for (int column = 0; column < keys.length; column++) {
            keys[column].setAll(first, in, column, rows, count);
        }
    }

    /** Puts another row in a slot, in a table without index. */
    public void replace(int slot, Batch in, int row) {
        for (int column = 0; column < keys.length; column++) {
            keys[column].set(slot, in, column, row);
        }
    }

    /** The slot of a row's key, or {@link #NONE}. */
    public int find(Batch in, int[] keyColumns, int row) {
        return size == 0
                ? NONE
                : Math.max(NONE, probe(in, keyColumns, row, Hashing.hashRow(in, keyColumns, row, seed)));
    }

    /** Writes a key column of a slot to a batch that is being filled. */
    public void copyKey(int key, int slot, Batch out, int column, int row) {
        keys[key].get(slot, out, column, row);
    }

    /** Writes a key column of slots to rows of a batch that is being filled, one after the other. */
    public void copyKeys(int key, int[] slots, int count, Batch out, int column, int firstRow) {
        keys[key].getAll(slots, count, out, column, firstRow);
    }

    /** A key lane. */
    Lane key(int key) {
        return keys[key];
    }

    /** Whether a key column of a slot is NULL. */
    public boolean isNullKey(int key, int slot) {
        return keys[key].isNull(slot);
    }

    /** Whether a key column of a slot is the value of a batch. */
    public boolean equalsKey(int key, int slot, Batch in, int column, int row) {
        return keys[key].equalsValue(slot, in, column, row);
    }

    /** Whether a key column has one value in two slots. */
    public boolean equalsKey(int key, int left, int right) {
        return keys[key].equalsValue(left, keys[key], right);
    }

    /** Order of a key column of a slot and the value of a batch, neither of which is NULL. */
    public int compareKey(int key, int slot, Batch in, int column, int row) {
        return keys[key].compare(slot, in, column, row);
    }

    /** Writes a value lane of a slot to a batch that is being filled. */
    public void copyValue(int value, int slot, Batch out, int column, int row) {
        values[value].get(slot, out, column, row);
    }

    /** Takes a value, NULL too, from a batch. */
    public void setValue(int value, int slot, Batch in, int column, int row) {
        values[value].set(slot, in, column, row);
    }

    /** Takes a value, NULL too, from a slot of another table with the same layout. */
    public void setValue(int value, int slot, KeyedTable other, int otherSlot) {
        values[value].set(slot, other.values[value], otherSlot);
    }

    /** Whether a value is that of a batch. */
    public boolean equalsValue(int value, int slot, Batch in, int column, int row) {
        return values[value].equalsValue(slot, in, column, row);
    }

    /** The slot of the oldest key, or {@link #NONE}. */
    public int first() {
        return order.first();
    }

    /** The slot of the next younger key, or {@link #NONE}. */
    public int next(int slot) {
        return order.next(slot);
    }

    /** Removes a key; its slot may be another's from now on. Trees of its multisets must be gone. */
    public void remove(int slot) {
        if (isIndexed) {
            index.remove(slot, hashes);
        }
        order.giveBack(slot);
        for (Lane lane : lanes) {
            lane.forget(slot);
        }
        size--;
    }

    /** Forgets all keys and keeps the room. */
    public void clear() {
        index.clear();
        for (Lane lane : lanes) {
            lane.clear(order.used());
        }
        for (OrderedMultiset multiset : multisets) {
            multiset.clear();
        }
        for (ValueCounts counts : valueCounts) {
            counts.clear();
        }
        order.clear();
        size = 0;
    }

    /** Bytes that it takes, those of objects estimated. Looks at every object, so it is not for each row. */
    public long bytes() {
        long total = order.bytes() + index.bytes() + 4L * hashes.length + 8L * cells.length;
        for (Lane lane : lanes) {
            total += lane.bytes(order.used());
        }
        for (OrderedMultiset multiset : multisets) {
            total += multiset.bytes();
        }
        for (ValueCounts counts : valueCounts) {
            total += counts.bytes();
        }
        return total;
    }

    /** Whether the key is one long, so that {@link #slotOf(long)} finds it. */
    public boolean hasLongKey() {
        return longKeys == 1;
    }

    /** The slot of a key that is one long, inserted if it is new. */
    public int slotOf(long key) {
        int hash = Hashing.fold(Hashing.mix(seed, key));
        int[] places = index.entries();
        int mask = places.length - 1;
        int at = hash & mask;
        for (int entry = places[at]; entry != 0; entry = places[at]) {
            if (((entry ^ hash) & ~mask) == 0) {
                int slot = (entry & mask) - 1;
                if (cells[slot * stride] == key && !keys[0].isNull(slot)) {
                    return slot;
                }
            }
            at = (at + 1) & mask;
        }
        int slot = allocate(hash, at);
        keys[0].set(slot, key);
        cells[slot * stride] = key;
        return slot;
    }

    /** The slot of a key that is two longs, inserted if it is new. */
    public int slotOf(long first, long second) {
        int hash = Hashing.fold(Hashing.mix(Hashing.mix(seed, first), second));
        int[] places = index.entries();
        int mask = places.length - 1;
        int at = hash & mask;
        for (int entry = places[at]; entry != 0; entry = places[at]) {
            if (((entry ^ hash) & ~mask) == 0) {
                int slot = (entry & mask) - 1;
                int cell = slot * stride;
                if (cells[cell] == first
                        && cells[cell + 1] == second
                        && !keys[0].isNull(slot)
                        && !keys[1].isNull(slot)) {
                    return slot;
                }
            }
            at = (at + 1) & mask;
        }
        int slot = allocate(hash, at);
        keys[0].set(slot, first);
        keys[1].set(slot, second);
        cells[slot * stride] = first;
        cells[slot * stride + 1] = second;
        return slot;
    }

    /** One key of longs without NULL: the loop that most queries spend their time in. */
    private void slotsForLongs(long[] lane, RowSelection rows) {
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        for (int i = 0; i < rows.count(); i++) {
            slots[i] = slotOf(lane[chosen[i]]);
        }
    }

    private void slotsForLongs(long[] first, long[] second, RowSelection rows) {
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        for (int i = 0; i < rows.count(); i++) {
            slots[i] = slotOf(first[chosen[i]], second[chosen[i]]);
        }
    }

    /** The slot of a key; where it is not there, the complement of the place in the index where it belongs. */
    private int probe(Batch in, int[] keyColumns, int row, int hash) {
        int[] places = index.entries();
        int mask = places.length - 1;
        int at = hash & mask;
        for (int entry = places[at]; entry != 0; entry = places[at]) {
            if (((entry ^ hash) & ~mask) == 0) {
                int slot = (entry & mask) - 1;
                if (hashes[slot] == hash && hasKey(slot, in, keyColumns, row)) {
                    return slot;
                }
            }
            at = (at + 1) & mask;
        }
        return ~at;
    }

    private boolean hasKey(int slot, Batch in, int[] keyColumns, int row) {
        for (int i = 0; i < keys.length; i++) {
            if (!keys[i].equalsValue(slot, in, keyColumns[i], row)) {
                return false;
            }
        }
        return true;
    }

    private int insert(Batch in, int[] keyColumns, int row, int hash, int at) {
        int slot = allocate(hash, at);
        for (int i = 0; i < keys.length; i++) {
            keys[i].set(slot, in, keyColumns[i], row);
        }
        for (int i = 0; i < longKeys; i++) {
            cells[slot * stride + i] = in.isNull(keyColumns[i], row) ? 0 : in.longs(keyColumns[i])[row];
        }
        return slot;
    }

    /**
     * A new slot, last in order, found by the hash, with initial values; its key is still to be set.
     *
     * @param at the free place in the index that a probe for the hash came to; any where there is no index
     */
    int allocate(int hash, int at) {
        int place = at;
        if (!order.hasFree() && order.used() == hashes.length) {
            grow();
            place = isIndexed ? index.freePlace(hash) : 0;
        }
        int slot = order.take();
        hashes[slot] = hash;
        if (isIndexed) {
            index.put(place, hash, slot);
        }
        size++;
        System.arraycopy(initial, 0, cells, slot * stride, stride);
        return slot;
    }

    private void grow() {
        makeRoom(Math.multiplyExact(hashes.length, 2));
        if (isIndexed) { // no slot is free, or there would be no need to grow
            index.rebuild(2 * hashes.length, hashes, order.used());
        }
    }

    private void makeRoom(int capacity) {
        hashes = Arrays.copyOf(hashes, capacity);
        for (Lane lane : lanes) {
            lane.resize(capacity);
        }
        cells = Arrays.copyOf(cells, Math.multiplyExact(capacity, stride));
    }

    /** Writes or reads all slots, which keep their numbers. */
    public void persist(StateArchive archive) {
        archive.expect("cells of a record", stride);
        archive.expect("columns of a table", lanes.size());
        order.persist(archive);
        size = archive.integer(size);
        int used = order.used();
        if (used > hashes.length) {
            makeRoom(Integer.highestOneBit(used - 1) * 2);
            index.reset(2 * hashes.length);
        }
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).persist(archive, used, i < keys.length ? LaneObjects.VALUES : objects.get(i - keys.length));
        }
        archive.longs(cells, used * stride);
        for (OrderedMultiset multiset : multisets) {
            multiset.persist(archive);
        }
        for (ValueCounts counts : valueCounts) {
            counts.persist(archive);
        }
        for (int slot = first(); slot != NONE && archive.isReading() && isIndexed; slot = next(slot)) {
            long state = seed;
            for (Lane key : keys) {
                state = key.mix(state, slot);
            }
            hashes[slot] = Hashing.fold(state);
            index.put(index.freePlace(hashes[slot]), hashes[slot], slot);
        }
    }
}
