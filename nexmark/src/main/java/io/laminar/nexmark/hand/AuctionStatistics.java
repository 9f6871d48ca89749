package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import java.util.Arrays;

/** q17. */
final class AuctionStatistics extends PerTenSeconds {
    private final LongIndex auctions = new LongIndex();
    private long[] ranks = new long[64 * Ranks.COUNT];
    private double[] sums = new double[64];
    private double[] lows = new double[64];
    private double[] highs = new double[64];

    @Override
    void add(Events.Bids bids, int row) {
        add(bids.auction[row], bids.price[row]);
    }

    private void add(long auction, double price) {
        int known = auctions.size();
        int index = auctions.add(auction);
        if (index == known) {
            if (index == sums.length) {
                int length = sums.length * 2;
                ranks = Arrays.copyOf(ranks, length * Ranks.COUNT);
                sums = Arrays.copyOf(sums, length);
                lows = Arrays.copyOf(lows, length);
                highs = Arrays.copyOf(highs, length);
            }
            Arrays.fill(ranks, index * Ranks.COUNT, (index + 1) * Ranks.COUNT, 0);
            sums[index] = 0;
            lows[index] = price;
            highs[index] = price;
        }
        ranks[index * Ranks.COUNT + Ranks.of(price)]++;
        sums[index] += price;
        lows[index] = Math.min(lows[index], price);
        highs[index] = Math.max(highs[index], price);
    }

    @Override
    void close(long window, Fold out) {
        for (int i = 0; i < auctions.size(); i++) {
            long count = 0;
            for (int rank = 0; rank < Ranks.COUNT; rank++) {
                count += ranks[i * Ranks.COUNT + rank];
            }
            long hash = Fold.mix(Fold.mix(Fold.mix(Fold.START, auctions.key(i)), window), count);
            for (int rank = 0; rank < Ranks.COUNT; rank++) {
                hash = Fold.mix(hash, ranks[i * Ranks.COUNT + rank]);
            }
            hash = Fold.mix(Fold.mix(hash, lows[i]), highs[i]);
            out.add(Fold.mix(Fold.mix(hash, sums[i] / count), sums[i]), 1);
        }
        auctions.clear();
    }
}
