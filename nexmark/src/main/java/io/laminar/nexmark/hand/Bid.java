package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events.Bids;
import io.laminar.nexmark.Fold;

/** Bids as rows of results. */
final class Bid {
    private Bid() {}

    static long hash(Bids bids, int row) {
        return hash(
                bids.auction[row], bids.bidder[row], bids.price[row], bids.channel[row], bids.url[row], bids.time[row]);
    }

    static long hash(long auction, long bidder, double price, String channel, String url, long time) {
        long hash = Fold.mix(Fold.mix(Fold.mix(Fold.START, auction), bidder), price);
        return Fold.mix(Fold.mix(Fold.mix(hash, channel), url), time);
    }
}
