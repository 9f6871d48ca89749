package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Events.Bids;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;

/** q0. */
final class PassThrough implements HandLoop {
    @Override
    public void round(Events events, Fold out) {
        Bids bids = events.bids;
        int count = events.rows(Relation.BID);
        for (int row = 0; row < count; row++) {
            out.add(Bid.hash(bids, row), 1);
        }
    }

    @Override
    public void end(Fold out) {}
}
