package io.laminar.ring1;

import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Sorts positions by merging ever longer runs, which keeps in place what sorts alike. */
final class StableSort {
    private StableSort() {}

    /**
     * The positions from 0 in order.
     *
     * @param compare compares two positions; null leaves all where they are
     */
    static int[] sorted(int size, @Nullable IntBinaryOperator compare) {
        int[] from = new int[size];
        for (int i = 0; i < size; i++) {
            from[i] = i;
        }
        if (compare == null) {
            return from;
        }
        int[] into = new int[size];
        for (long run = 1; run < size; run *= 2) {
            for (long start = 0; start < size; start += 2 * run) {
                int middle = (int) Math.min(size, start + run);
                merge(compare, from, into, (int) start, middle, (int) Math.min(size, start + 2 * run));
            }
            int[] merged = into;
            into = from;
            from = merged;
        }
        return from;
    }

    private static void merge(IntBinaryOperator compare, int[] from, int[] into, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean isLeft = right == end || (left < middle && compare.applyAsInt(from[left], from[right]) <= 0);
            into[at] = isLeft ? from[left++] : from[right++];
        }
    }
}
