package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import java.util.LinkedHashMap;
import java.util.Map;

/** q15, and q16 by channel. */
final class RankedBids extends PerTenSeconds {
    private final boolean isByChannel;
    private final Map<String, Group> groups = new LinkedHashMap<>();

    /** What is known of the bids of a channel, or of all. */
    private static final class Group {
        private long bids;
        private final long[] ranks = new long[Ranks.COUNT];
        private final LongIndex bidders = new LongIndex();
        private final LongIndex lowBidders = new LongIndex();
        private final LongIndex auctions = new LongIndex();
    }

    RankedBids(boolean isByChannel) {
        this.isByChannel = isByChannel;
    }

    @Override
    void add(Events.Bids bids, int row) {
        Group group = groups.computeIfAbsent(isByChannel ? bids.channel[row] : "", ignored -> new Group());
        int rank = Ranks.of(bids.price[row]);
        group.bids++;
        group.ranks[rank]++;
        group.bidders.add(bids.bidder[row]);
        if (rank == 0) {
            group.lowBidders.add(bids.bidder[row]);
        }
        group.auctions.add(bids.auction[row]);
    }

    @Override
    void close(long window, Fold out) {
        groups.forEach((channel, group) -> {
            long hash = isByChannel ? Fold.mix(Fold.START, channel) : Fold.START;
            hash = Fold.mix(Fold.mix(hash, window), group.bids);
            for (long rank : group.ranks) {
                hash = Fold.mix(hash, rank);
            }
            hash = Fold.mix(Fold.mix(hash, (long) group.bidders.size()), (long) group.lowBidders.size());
            out.add(Fold.mix(hash, (long) group.auctions.size()), 1);
        });
        groups.clear();
    }
}
