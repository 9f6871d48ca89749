package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;

/** q2. */
final class Selection implements HandLoop {
    @Override
    public void round(Events events, Fold out) {
        long[] auctions = events.bids.auction;
        double[] prices = events.bids.price;
        int count = events.rows(Relation.BID);
        for (int row = 0; row < count; row++) {
            if (auctions[row] % 123 == 0) {
                out.add(Fold.mix(Fold.mix(Fold.START, auctions[row]), prices[row]), 1);
            }
        }
    }

    @Override
    public void end(Fold out) {}
}
