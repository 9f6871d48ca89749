package io.laminar.state;

import java.util.Arrays;

/**
 * The index of a {@link KeyedTable}: open addressing from hashes to slots. An entry has the high bits of the hash, as many as the
 * place leaves, and the slot plus one; 0 is free.
 */
final class SlotIndex {
    private int[] entries;

    /** @param length a power of two, more than twice the slots */
    SlotIndex(int length) {
        entries = new int[length];
    }

    /** The entries; valid until the next {@link #rebuild}. */
    int[] entries() {
        return entries;
    }

    /** The first free place for a hash. */
    int freePlace(int hash) {
        int mask = entries.length - 1;
        int at = hash & mask;
        while (entries[at] != 0) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /** Takes in a slot at a free place. */
    void put(int place, int hash, int slot) {
        entries[place] = (hash & -entries.length) | (slot + 1);
    }

    /** Becomes longer. */
    void rebuild(int length, int[] hashes, int slots) {
        entries = new int[length];
        for (int slot = 0; slot < slots; slot++) {
            put(freePlace(hashes[slot]), hashes[slot], slot);
        }
    }

    /** Becomes empty, and of another length. */
    void reset(int length) {
        entries = new int[length];
    }

    /** Takes a slot out, and moves the entries behind the hole up, so that no probe stops too early. */
    void remove(int slot, int[] hashes) {
        int mask = entries.length - 1;
        int hole = hashes[slot] & mask;
        while ((entries[hole] & mask) != slot + 1) {
            hole = (hole + 1) & mask;
        }
        int at = (hole + 1) & mask;
        while (entries[at] != 0) {
            int home = hashes[(entries[at] & mask) - 1] & mask;
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                entries[hole] = entries[at];
                hole = at;
            }
            at = (at + 1) & mask;
        }
        entries[hole] = 0;
    }

    /** Forgets all slots. */
    void clear() {
        Arrays.fill(entries, 0);
    }

    long bytes() {
        return 4L * entries.length;
    }
}
