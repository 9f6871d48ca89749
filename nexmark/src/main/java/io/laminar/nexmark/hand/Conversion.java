package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Events.Bids;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;

/** q1. */
final class Conversion implements HandLoop {
    @Override
    public void round(Events events, Fold out) {
        Bids bids = events.bids;
        int count = events.rows(Relation.BID);
        for (int row = 0; row < count; row++) {
            double price = 0.908 * bids.price[row];
            out.add(
                    Bid.hash(
                            bids.auction[row],
                            bids.bidder[row],
                            price,
                            bids.channel[row],
                            bids.url[row],
                            bids.time[row]),
                    1);
        }
    }

    @Override
    public void end(Fold out) {}
}
