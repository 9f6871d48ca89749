package io.laminar.state;

import java.util.Arrays;

/**
 * Slots of a table, each with a time at which it is over unless it is touched before. A touch writes one number. Slots lie in
 * buckets by the highest bit in which their time differs from now; as time goes on, a bucket that now has reached is
 * emptied, and what is not over falls into lower ones. So a slot moves at most once for each bit, however many
 * there are, and comes out at its time exactly.
 *
 * <pre>
 *   now 0110    bucket 0   0111            is reached first
 *               bucket 3   1000 to 1111    is reached when now is 1000, and falls apart then
 * </pre>
 *
 * <p>Belongs to one thread.
 */
public final class ExpiryQueue {
    /** No slot. */
    public static final int NONE = KeyedTable.NONE;

    private static final int OVER = Long.SIZE;

    private final int[] heads = new int[Long.SIZE + 1];
    private final int[] tails = new int[Long.SIZE + 1];
    private long[] times = {};
    private int[] next = {};
    private int[] previous = {};
    /** The bucket of a slot, or {@link #NONE}. */
    private byte[] buckets = {};

    private long now = Long.MIN_VALUE;

    /** A queue without slots, before all times. */
    public ExpiryQueue() {
        Arrays.fill(heads, NONE);
        Arrays.fill(tails, NONE);
    }

    /** Puts the end of a slot off, or takes it in; a time before the one it has changes nothing. */
    public void touch(int slot, long time) {
        if (slot >= times.length) {
            grow(slot + 1);
        }
        if (buckets[slot] == NONE) {
            times[slot] = time;
            link(slot);
        } else if (time > times[slot]) {
            times[slot] = time;
        }
    }

    /** Whether a slot that was taken in is over at a time. */
    public boolean isOver(int slot, long time) {
        return slot < times.length && buckets[slot] != NONE && times[slot] <= time;
    }

    /** Lets time go on; what is over by then comes out of {@link #poll}. */
    public void advance(long newNow) {
        if (newNow <= now) {
            return;
        }
        int reached = highestBit(now ^ newNow);
        now = newNow;
        for (int bucket = 0; bucket <= reached; bucket++) {
            int slot = heads[bucket];
            heads[bucket] = NONE;
            tails[bucket] = NONE;
            while (slot != NONE) {
                int after = next[slot];
                link(slot);
                slot = after;
            }
        }
    }

    /** Takes out a slot that is over, or {@link #NONE} when there is none. */
    public int poll() {
        while (heads[OVER] != NONE) {
            int slot = heads[OVER];
            forget(slot);
            if (times[slot] <= now) {
                return slot;
            }
            link(slot); // touched since
        }
        return NONE;
    }

    /** Takes a slot out. */
    public void forget(int slot) {
        if (slot >= times.length || buckets[slot] == NONE) {
            return;
        }
        int bucket = buckets[slot];
        int before = previous[slot];
        int after = next[slot];
        if (before == NONE) {
            heads[bucket] = after;
        } else {
            next[before] = after;
        }
        if (after == NONE) {
            tails[bucket] = before;
        } else {
            previous[after] = before;
        }
        buckets[slot] = NONE;
    }

    /** Bytes that it takes. */
    public long bytes() {
        return 17L * times.length;
    }

    private void link(int slot) {
        int bucket = times[slot] <= now ? OVER : highestBit(now ^ times[slot]);
        int last = tails[bucket];
        buckets[slot] = (byte) bucket;
        previous[slot] = last;
        next[slot] = NONE;
        tails[bucket] = slot;
        if (last == NONE) {
            heads[bucket] = slot;
        } else {
            next[last] = slot;
        }
    }

    /** Two times differ in the bits below it alike: the sign counts as the highest. */
    private static int highestBit(long difference) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(difference);
    }

    private void grow(int slots) {
        int old = times.length;
        int capacity = Math.max(slots, Math.max(32, 2 * old));
        times = Arrays.copyOf(times, capacity);
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
        buckets = Arrays.copyOf(buckets, capacity);
        Arrays.fill(buckets, old, capacity, (byte) NONE);
    }

    /**
     * Writes or reads all slots.
     *
     * @param later by how much all times are later when they are read
     */
    public void persist(StateArchive archive, long later) {
        int slots = archive.integer(times.length);
        if (slots > times.length) {
            grow(slots);
        }
        archive.longs(times, slots);
        archive.ints(next, slots);
        archive.ints(previous, slots);
        archive.bytes(buckets, slots);
        archive.ints(heads, heads.length);
        archive.ints(tails, tails.length);
        now = archive.number(now);
        if (archive.isReading() && later != 0) {
            putOff(later);
        }
    }

    private void putOff(long later) {
        int[] old = heads.clone();
        Arrays.fill(heads, NONE);
        Arrays.fill(tails, NONE);
        now += later;
        for (int bucket = 0; bucket <= OVER; bucket++) {
            int slot = old[bucket];
            while (slot != NONE) {
                int after = next[slot];
                times[slot] = Math.addExact(times[slot], later);
                link(slot);
                slot = after;
            }
        }
    }
}
