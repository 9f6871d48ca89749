package io.laminar.state;

import java.util.Arrays;

/**
 * The order in which slots were taken. It is the order of their numbers until one is given back; only then is it written down,
 * as a list linked both ways. Slots given back are a list of their own.
 */
final class SlotOrder {
    private static final int NONE = KeyedTable.NONE;

    private boolean isLinked;
    private int[] next = {};
    private int[] previous = {};
    private int first = NONE;
    private int last = NONE;
    private int free = NONE;
    private int used;

    /** How many slots were ever taken since {@link #clear()}; the next new one has this number. */
    int used() {
        return used;
    }

    /** Whether a slot that was given back can be taken again. */
    boolean hasFree() {
        return free != NONE;
    }

    int first() {
        return isLinked ? first : used == 0 ? NONE : 0;
    }

    int next(int slot) {
        return isLinked ? next[slot] : slot + 1 < used ? slot + 1 : NONE;
    }

    /** Takes a slot, which is the last from now on. */
    int take() {
        int slot = free;
        if (slot != NONE) {
            free = next[slot];
        } else {
            slot = used++;
        }
        if (isLinked) {
            ensure(used);
            next[slot] = NONE;
            previous[slot] = last;
            if (last == NONE) {
                first = slot;
            } else {
                next[last] = slot;
            }
            last = slot;
        }
        return slot;
    }

    void giveBack(int slot) {
        if (!isLinked) {
            link();
        }
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
        next[slot] = free;
        free = slot;
    }

    private void link() {
        ensure(used);
        for (int slot = 0; slot < used; slot++) {
            previous[slot] = slot - 1;
            next[slot] = slot + 1;
        }
        first = 0;
        last = used - 1;
        next[last] = NONE;
        isLinked = true;
    }

    private void ensure(int slots) {
        if (next.length < slots) {
            int capacity = Math.max(slots, 2 * next.length);
            next = Arrays.copyOf(next, capacity);
            previous = Arrays.copyOf(previous, capacity);
        }
    }

    void clear() {
        isLinked = false;
        free = NONE;
        used = 0;
    }

    long bytes() {
        return 4L * (next.length + previous.length);
    }

    void persist(StateArchive archive) {
        isLinked = archive.flag(isLinked);
        first = archive.integer(first);
        last = archive.integer(last);
        free = archive.integer(free);
        used = archive.integer(used);
        if (isLinked) {
            ensure(used);
            archive.ints(next, used);
            archive.ints(previous, used);
        }
    }
}
