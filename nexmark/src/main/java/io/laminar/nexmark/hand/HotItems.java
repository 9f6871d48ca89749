package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;
import java.util.Arrays;

/** q5: counts of 2 seconds, of which a window adds up five. */
final class HotItems implements HandLoop {
    private static final long SLIDE = 2 * Times.SECOND;
    private static final int SLICES = 5;
    private final LongIndex[] slices = new LongIndex[SLICES];
    private final long[][] counts = new long[SLICES][64];
    private final LongIndex window = new LongIndex();
    private long[] windowCounts = new long[64];
    private long current = Long.MIN_VALUE;

    HotItems() {
        Arrays.setAll(slices, i -> new LongIndex());
    }

    @Override
    public void round(Events events, Fold out) {
        long[] times = events.bids.time;
        long[] auctions = events.bids.auction;
        int count = events.rows(Relation.BID);
        for (int row = 0; row < count; row++) {
            long slice = times[row] / SLIDE;
            if (slice != current) {
                advance(slice, out);
            }
            int at = (int) (slice % SLICES);
            int auction = slices[at].add(auctions[row]);
            long[] sliceCounts = counts[at];
            if (auction == slices[at].size() - 1 && auction == sliceCounts.length) {
                sliceCounts = Arrays.copyOf(sliceCounts, auction * 2);
                counts[at] = sliceCounts;
            }
            sliceCounts[auction]++;
        }
    }

    /** Gives the windows that end before a slice, and makes room for it. */
    private void advance(long slice, Fold out) {
        if (current != Long.MIN_VALUE) {
            for (long last = current; last < slice && last < current + SLICES; last++) {
                emit(last, out);
                int oldest = (int) ((last + 1) % SLICES);
                slices[oldest].clear();
                Arrays.fill(counts[oldest], 0);
            }
        }
        current = slice;
    }

    /** Gives the window whose last slice this is. */
    private void emit(long last, Fold out) {
        window.clear();
        Arrays.fill(windowCounts, 0);
        for (int at = 0; at < SLICES; at++) {
            for (int i = 0; i < slices[at].size(); i++) {
                int auction = window.add(slices[at].key(i));
                if (auction == windowCounts.length) {
                    windowCounts = Arrays.copyOf(windowCounts, auction * 2);
                }
                windowCounts[auction] += counts[at][i];
            }
        }
        long start = (last - SLICES + 1) * SLIDE;
        for (int i = 0; i < window.size(); i++) {
            out.add(Fold.mix(Fold.mix(Fold.mix(Fold.START, window.key(i)), start), windowCounts[i]), 1);
        }
    }

    @Override
    public void end(Fold out) {
        if (current != Long.MIN_VALUE) {
            advance(current + SLICES, out);
        }
    }
}
