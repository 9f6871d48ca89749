package io.laminar.nexmark.hand;

import java.util.Arrays;

/**
 * Numbers keys that are not negative from 0 in the order in which they come: open addressing, linear probing. Values live in
 * arrays of the caller, at the number of their key.
 */
final class LongIndex {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private long[] keys = new long[64];
    private int[] slots;
    private int shift;
    private int size;

    LongIndex() {
        slots = new int[128];
        shift = 64 - 7;
    }

    int size() {
        return size;
    }

    long key(int index) {
        return keys[index];
    }

    /** The number of a key, or -1. */
    int find(long key) {
        int mask = slots.length - 1;
        int slot = (int) ((key * FACTOR) >>> shift);
        while (true) {
            int index = slots[slot] - 1;
            if (index < 0 || keys[index] == key) {
                return index;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** The number of a key; equal to the former {@link #size()} when the key is new. */
    int add(long key) {
        int mask = slots.length - 1;
        int slot = (int) ((key * FACTOR) >>> shift);
        while (true) {
            int index = slots[slot] - 1;
            if (index < 0) {
                return insert(key, slot);
            }
            if (keys[index] == key) {
                return index;
            }
            slot = (slot + 1) & mask;
        }
    }

    void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }

    private int insert(long key, int slot) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size] = key;
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        shift--;
        int mask = slots.length - 1;
        for (int index = 0; index < size; index++) {
            int slot = (int) ((keys[index] * FACTOR) >>> shift);
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = index + 1;
        }
    }
}
