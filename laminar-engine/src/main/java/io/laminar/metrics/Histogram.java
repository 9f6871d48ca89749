package io.laminar.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts values by their size, so that percentiles can be told: one writer, any number of readers, who see it a moment
 * late. Recording is an addition in an array that never grows.
 *
 * <p>Each power of two is divided into 16 equal parts, so that what is read is at most 3.2 % off:
 *
 * <pre>
 *   0, 1, ... 15 | 16, 17, ... 31 | 32, 34, ... 62 | 64, 68, ... 124 | ... up to 2^40
 * </pre>
 *
 * Larger values count as the largest.
 */
public final class Histogram {
    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PART_BITS = 4;
    private static final int PARTS = 1 << PART_BITS;
    private static final int VALUE_BITS = 40;
    private static final int BUCKETS = (VALUE_BITS - PART_BITS + 1) * PARTS;

    private final long[] counts = new long[BUCKETS];

    /** Counts a value a number of times; a negative one as 0. For the writer. */
    public void record(long value, long times) {
        int bucket = bucketOf(value);
        COUNT.setOpaque(counts, bucket, counts[bucket] + times);
    }

    private static int bucketOf(long value) {
        if (value < PARTS) {
            return (int) Math.max(0, value);
        }
        int shift = 63 - Long.numberOfLeadingZeros(value) - PART_BITS;
        return Math.min(BUCKETS - 1, (shift << PART_BITS) + (int) (value >>> shift));
    }

    /** The middle of what falls into a bucket. */
    private static long middleOf(int bucket) {
        if (bucket < 2 * PARTS) {
            return bucket;
        }
        int shift = (bucket >>> PART_BITS) - 1;
        long lowest = (long) (PARTS + (bucket & (PARTS - 1))) << shift;
        return lowest + (1L << shift >>> 1);
    }

    /** What the histogram says now; for anybody. */
    public Snapshot snapshot() {
        return new Snapshot().with(this);
    }

    /** A copy that belongs to who asked for it, of one histogram or of several added up. */
    public static final class Snapshot {
        private final long[] counts = new long[BUCKETS];
        private long total;

        /** Adds another histogram's counts. */
        public Snapshot with(Histogram histogram) {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                long count = (long) COUNT.getOpaque(histogram.counts, bucket);
                counts[bucket] += count;
                total += count;
            }
            return this;
        }

        /** Values counted. */
        public long count() {
            return total;
        }

        /**
         * The value that a share of all values does not exceed; 0 when there is none.
         *
         * @param share 0.5 for the median, 0.99 for what one in a hundred exceeds
         */
        public long percentile(double share) {
            if (share < 0 || share > 1) {
                throw new IllegalArgumentException("share must be from 0 to 1 but is " + share);
            }
            long wanted = Math.max(1, (long) Math.ceil(share * total));
            long seen = 0;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                seen += counts[bucket];
                if (seen >= wanted) {
                    return middleOf(bucket);
                }
            }
            return 0;
        }
    }
}
