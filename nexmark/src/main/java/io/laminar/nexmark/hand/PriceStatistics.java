package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import java.util.Arrays;

/** qT. */
final class PriceStatistics extends PerTenSeconds {
    private final LongIndex auctions = new LongIndex();
    private long[] counts = new long[64];
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
            if (index == counts.length) {
                grow();
            }
            counts[index] = 1;
            sums[index] = price;
            lows[index] = price;
            highs[index] = price;
        } else {
            counts[index]++;
            sums[index] += price;
            lows[index] = Math.min(lows[index], price);
            highs[index] = Math.max(highs[index], price);
        }
    }

    private void grow() {
        int length = counts.length * 2;
        counts = Arrays.copyOf(counts, length);
        sums = Arrays.copyOf(sums, length);
        lows = Arrays.copyOf(lows, length);
        highs = Arrays.copyOf(highs, length);
    }

    @Override
    void close(long window, Fold out) {
        for (int i = 0; i < auctions.size(); i++) {
            long hash = Fold.mix(Fold.mix(Fold.mix(Fold.START, auctions.key(i)), window), counts[i]);
            hash = Fold.mix(Fold.mix(hash, sums[i]), sums[i] / counts[i]);
            out.add(Fold.mix(Fold.mix(hash, lows[i]), highs[i]), 1);
        }
        auctions.clear();
    }
}
