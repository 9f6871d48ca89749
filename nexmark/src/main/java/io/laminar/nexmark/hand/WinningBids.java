package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;
import java.util.Arrays;

/** q4. Auctions come before their bids. */
final class WinningBids implements HandLoop {
    private static final int AUCTION = Relation.AUCTION.code();
    private static final int CATEGORIES = 16;
    private final LongIndex auctions = new LongIndex();
    private long[] times = new long[64];
    private long[] expires = new long[64];
    private int[] categories = new int[64];
    private double[] highest = new double[64];
    private final long[] counts = new long[CATEGORIES];
    private final double[] sums = new double[CATEGORIES];

    @Override
    public void round(Events events, Fold out) {
        int auction = 0;
        int bid = 0;
        for (int i = 0; i < events.count(); i++) {
            if (events.kinds[i] == AUCTION) {
                auction(events.auctions, auction++);
            } else {
                bid(events.bids, bid++, out);
            }
        }
    }

    private void auction(Events.Auctions rows, int row) {
        int auction = auctions.add(rows.id[row]);
        if (auction == times.length) {
            times = Arrays.copyOf(times, auction * 2);
            expires = Arrays.copyOf(expires, auction * 2);
            categories = Arrays.copyOf(categories, auction * 2);
            highest = Arrays.copyOf(highest, auction * 2);
        }
        times[auction] = rows.time[row];
        expires[auction] = rows.expires[row];
        categories[auction] = (int) rows.category[row];
        highest[auction] = -1;
    }

    private void bid(Events.Bids rows, int row, Fold out) {
        int auction = auctions.find(rows.auction[row]);
        long time = rows.time[row];
        double price = rows.price[row];
        if (auction < 0 || time < times[auction] || time > expires[auction] || price <= highest[auction]) {
            return;
        }
        int category = categories[auction];
        if (counts[category] > 0) {
            out.add(mean(category), -1);
        }
        if (highest[auction] < 0) {
            counts[category]++;
            sums[category] += price;
        } else {
            sums[category] += price - highest[auction];
        }
        highest[auction] = price;
        out.add(mean(category), 1);
    }

    private long mean(int category) {
        return Fold.mix(Fold.mix(Fold.START, (long) category), sums[category] / counts[category]);
    }

    @Override
    public void end(Fold out) {}
}
