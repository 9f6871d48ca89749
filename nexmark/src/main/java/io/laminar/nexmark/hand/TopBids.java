package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;
import java.util.Arrays;

/** q19. The ten of an auction lie next to each other, highest first; of equal prices the earlier bid wins. */
final class TopBids implements HandLoop {
    private static final int TOP = 10;
    private final LongIndex auctions = new LongIndex();
    private int[] sizes = new int[64];
    private double[] prices = new double[64 * TOP];
    private long[] hashes = new long[64 * TOP];

    @Override
    public void round(Events events, Fold out) {
        Events.Bids bids = events.bids;
        int count = events.rows(Relation.BID);
        for (int row = 0; row < count; row++) {
            int auction = auctions.add(bids.auction[row]);
            if (auction == sizes.length) {
                sizes = Arrays.copyOf(sizes, auction * 2);
                prices = Arrays.copyOf(prices, auction * 2 * TOP);
                hashes = Arrays.copyOf(hashes, auction * 2 * TOP);
            }
            int first = auction * TOP;
            int size = sizes[auction];
            double price = bids.price[row];
            if (size == TOP && prices[first + TOP - 1] >= price) {
                continue;
            }
            if (size == TOP) {
                out.add(hashes[first + TOP - 1], -1);
                size--;
            }
            int at = first + size;
            while (at > first && prices[at - 1] < price) {
                prices[at] = prices[at - 1];
                hashes[at] = hashes[at - 1];
                at--;
            }
            prices[at] = price;
            hashes[at] = Bid.hash(bids, row);
            sizes[auction] = size + 1;
            out.add(hashes[at], 1);
        }
    }

    @Override
    public void end(Fold out) {}
}
