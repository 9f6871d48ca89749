package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;

/** q7. */
final class HighestPrice implements HandLoop {
    private long window = Long.MIN_VALUE;
    private double highest;

    @Override
    public void round(Events events, Fold out) {
        long[] times = events.bids.time;
        double[] prices = events.bids.price;
        int count = events.rows(Relation.BID);
        for (int row = 0; row < count; row++) {
            if (times[row] >= window + Times.TEN_SECONDS || window == Long.MIN_VALUE) {
                end(out);
                window = Times.tenSeconds(times[row]);
                highest = prices[row];
            } else {
                highest = Math.max(highest, prices[row]);
            }
        }
    }

    @Override
    public void end(Fold out) {
        if (window != Long.MIN_VALUE) {
            out.add(Fold.mix(Fold.mix(Fold.START, window), highest), 1);
        }
    }
}
