package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;
import java.util.Arrays;

/** q12. Looks at the clock every now and then. */
final class BidsByClock implements HandLoop {
    private static final int ROWS = 1024;
    private static final long SECONDS = 10_000;
    private final LongIndex bidders = new LongIndex();
    private long[] counts = new long[64];
    private long current = Long.MIN_VALUE;

    @Override
    public void round(Events events, Fold out) {
        long[] keys = events.bids.bidder;
        int count = events.rows(Relation.BID);
        for (int from = 0; from < count; from += ROWS) {
            long window = System.currentTimeMillis() / SECONDS;
            if (window != current) {
                end(out);
                current = window;
            }
            for (int row = from; row < Math.min(count, from + ROWS); row++) {
                int bidder = bidders.add(keys[row]);
                if (bidder == counts.length) {
                    counts = Arrays.copyOf(counts, bidder * 2);
                }
                counts[bidder]++;
            }
        }
    }

    @Override
    public void end(Fold out) {
        for (int i = 0; i < bidders.size(); i++) {
            out.add(Fold.mix(Fold.START, bidders.key(i)), counts[i]);
        }
        bidders.clear();
        Arrays.fill(counts, 0);
    }
}
