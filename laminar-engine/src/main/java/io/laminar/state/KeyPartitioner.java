package io.laminar.state;

import io.laminar.data.Batch;
import java.util.List;

/**
 * Tells to which of n partitions rows belong, by a seeded hash of their key. Keys that are one group go to the same
 * partition, also those of another relation when seed and types are the same. Belongs to one thread.
 */
public final class KeyPartitioner {
    private final int[] keys;
    private final int partitions;
    private final long seed;
    private int[] rows = new int[0];
    private long[] states = new long[0];

    /**
     * @param keys columns of the key
     * @param partitions how many there are, at least 1
     * @param seed another than that of the tables behind it, whose slots would else be used unevenly
     */
    public KeyPartitioner(List<Integer> keys, int partitions, long seed) {
        if (keys.isEmpty() || partitions < 1) {
            throw new IllegalArgumentException(
                    "keys must be given and partitions positive: " + keys + ", " + partitions);
        }
        this.keys = keys.stream().mapToInt(Integer::intValue).toArray();
        this.partitions = partitions;
        this.seed = Hashing.mix(seed, 2);
    }

    /** Partitions of rows {@code from} (inclusive) to {@code to} (exclusive), from 0, put into the start of an array. */
    public void partitions(Batch in, int from, int to, int[] into) {
        int count = to - from;
        if (rows.length < count) {
            rows = new int[count];
            states = new long[count];
        }
        for (int i = 0; i < count; i++) {
            rows[i] = from + i;
        }
        Hashing.mixRows(in, keys, rows, count, seed, states);
        for (int i = 0; i < count; i++) {
            // The high bits choose, since every bit of the key moves them; a product instead of a division.
            into[i] = (int) (((states[i] >>> 32) * partitions) >>> 32);
        }
    }
}
