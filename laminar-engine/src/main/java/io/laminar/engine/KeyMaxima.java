package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.TableLayout;
import java.util.Arrays;
import java.util.List;

/**
 * The highest time of each key, with the lowest of these at hand: a heap of the keys, and a list by when a row of them came last,
 * so that those from which nothing comes any more can be forgotten. Belongs to one thread.
 *
 * <pre>
 *   keys   k -> highest | seen | place in the heap | neighbours in the list
 *   heap   [ key with the lowest of the highest times, ... ]
 *   list   seen longest ago --> ... --> seen last
 * </pre>
 */
final class KeyMaxima {
    private static final int NONE = KeyedTable.NONE;

    private final int[] columns;
    private final KeyedTable keys;
    private final int highest;
    private final int seen;
    private final int place;
    private final int earlier;
    private final int later;
    private int[] heap = new int[16];
    private int size;
    private int first = NONE;
    private int last = NONE;

    /** @param columns of the key */
    KeyMaxima(Schema schema, List<Integer> columns, long hashSeed) {
        this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
        TableLayout layout = TableLayout.keyedBy(schema, columns);
        highest = layout.addLong(0);
        seen = layout.addLong(0);
        place = layout.addLong(NONE);
        earlier = layout.addLong(NONE);
        later = layout.addLong(NONE);
        keys = new KeyedTable(layout, hashSeed);
    }

    /** How many keys there are. */
    int size() {
        return size;
    }

    /** The lowest of the highest times; there is a key. */
    long lowest() {
        return keys.longAt(highest, heap[0]);
    }

    /** Takes the time of a row, which comes now. */
    void add(Batch in, int row, long time, long nowMillis) {
        int key = keys.slotFor(in, columns, row);
        if (keys.longAt(place, key) == NONE) {
            keys.setLong(highest, key, time);
            append(key, nowMillis);
            push(key);
            return;
        }
        unlink(key);
        append(key, nowMillis);
        if (time > keys.longAt(highest, key)) {
            keys.setLong(highest, key, time);
            siftDown((int) keys.longAt(place, key));
        }
    }

    /** When a row came last of the key that was seen longest ago; there is a key. */
    long longestAgoMillis() {
        return keys.longAt(seen, first);
    }

    /** Forgets the key that was seen longest ago; there is one. */
    void forgetFirst() {
        int key = first;
        unlink(key);
        int at = (int) keys.longAt(place, key);
        size--;
        if (at < size) {
            put(heap[size], at);
            siftDown(at);
            siftUp(at);
        }
        keys.remove(key);
    }

    private void append(int key, long nowMillis) {
        keys.setLong(seen, key, nowMillis);
        keys.setLong(earlier, key, last);
        keys.setLong(later, key, NONE);
        if (last == NONE) {
            first = key;
        } else {
            keys.setLong(later, last, key);
        }
        last = key;
    }

    private void unlink(int key) {
        int before = (int) keys.longAt(earlier, key);
        int after = (int) keys.longAt(later, key);
        if (before == NONE) {
            first = after;
        } else {
            keys.setLong(later, before, after);
        }
        if (after == NONE) {
            last = before;
        } else {
            keys.setLong(earlier, after, before);
        }
    }

    private void push(int key) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        put(key, size);
        size++;
        siftUp(size - 1);
    }

    private void put(int key, int at) {
        heap[at] = key;
        keys.setLong(place, key, at);
    }

    private boolean isLower(int at, int than) {
        return keys.longAt(highest, heap[at]) < keys.longAt(highest, heap[than]);
    }

    private void swap(int a, int b) {
        int key = heap[a];
        put(heap[b], a);
        put(key, b);
    }

    private void siftUp(int from) {
        int at = from;
        while (at > 0 && isLower(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void siftDown(int from) {
        int at = from;
        while (true) {
            int lowest = 2 * at + 1;
            if (lowest >= size) {
                return;
            }
            if (lowest + 1 < size && isLower(lowest + 1, lowest)) {
                lowest++;
            }
            if (!isLower(lowest, at)) {
                return;
            }
            swap(at, lowest);
            at = lowest;
        }
    }
}
