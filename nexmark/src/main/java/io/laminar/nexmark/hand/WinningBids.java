package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import java.util.Arrays;

/** q4. */
final class WinningBids extends HighestBids {
    private static final int CATEGORIES = 16;
    private int[] categories = new int[64];
    private final long[] counts = new long[CATEGORIES];
    private final double[] sums = new double[CATEGORIES];

    @Override
    void opened(int auction, Events.Auctions rows, int row) {
        if (auction == categories.length) {
            categories = Arrays.copyOf(categories, auction * 2);
        }
        categories[auction] = (int) rows.category[row];
    }

    @Override
    void raised(int auction, double price, Fold out) {
        int category = categories[auction];
        if (counts[category] > 0) {
            out.add(mean(category), -1);
        }
        if (highest(auction) < 0) {
            counts[category]++;
            sums[category] += price;
        } else {
            sums[category] += price - highest(auction);
        }
        out.add(mean(category), 1);
    }

    private long mean(int category) {
        return Fold.mix(Fold.mix(Fold.START, (long) category), sums[category] / counts[category]);
    }
}
