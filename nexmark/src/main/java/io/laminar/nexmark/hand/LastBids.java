package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;
import java.util.Arrays;

/** q18. Of a bid that may have to go again its hash is all that is kept. Ids stay below 2^32. */
final class LastBids implements HandLoop {
    private final LongIndex pairs = new LongIndex();
    private long[] hashes = new long[64];

    @Override
    public void round(Events events, Fold out) {
        Events.Bids bids = events.bids;
        int count = events.rows(Relation.BID);
        for (int row = 0; row < count; row++) {
            int known = pairs.size();
            int index = pairs.add(bids.auction[row] << 32 | bids.bidder[row]);
            if (index == known) {
                if (index == hashes.length) {
                    hashes = Arrays.copyOf(hashes, index * 2);
                }
            } else {
                out.add(hashes[index], -1);
            }
            hashes[index] = Bid.hash(bids, row);
            out.add(hashes[index], 1);
        }
    }

    @Override
    public void end(Fold out) {}
}
