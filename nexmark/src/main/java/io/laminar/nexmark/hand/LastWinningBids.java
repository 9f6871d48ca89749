package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** q6. The auctions of a seller lie in the order of their ends. */
final class LastWinningBids extends HighestBids {
    private int[] sellers = new int[64];
    private final LongIndex sellerIds = new LongIndex();
    private final List<Seller> bySeller = new ArrayList<>();

    @Override
    void opened(int auction, Events.Auctions rows, int row) {
        if (auction == sellers.length) {
            sellers = Arrays.copyOf(sellers, auction * 2);
        }
        sellers[auction] = sellerIds.add(rows.seller[row]);
        if (sellers[auction] == bySeller.size()) {
            bySeller.add(new Seller(rows.seller[row]));
        }
    }

    @Override
    void raised(int auction, double price, Fold out) {
        Seller seller = bySeller.get(sellers[auction]);
        if (highest(auction) < 0) {
            seller.insert(end(auction), id(auction), price, out);
        } else {
            seller.update(end(auction), id(auction), price, out);
        }
    }

    /** The auctions of a seller that somebody bids on, by their ends, then their ids. */
    private static final class Seller {
        private static final int LAST = 10;
        private final long id;
        private int size;
        private long[] ends = new long[8];
        private long[] ids = new long[8];
        private double[] prices = new double[8];
        private long[] rows = new long[8];

        Seller(long id) {
            this.id = id;
        }

        void insert(long end, long auction, double price, Fold out) {
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, size * 2);
                ids = Arrays.copyOf(ids, size * 2);
                prices = Arrays.copyOf(prices, size * 2);
                rows = Arrays.copyOf(rows, size * 2);
            }
            int at = position(end, auction);
            System.arraycopy(ends, at, ends, at + 1, size - at);
            System.arraycopy(ids, at, ids, at + 1, size - at);
            System.arraycopy(prices, at, prices, at + 1, size - at);
            System.arraycopy(rows, at, rows, at + 1, size - at);
            ends[at] = end;
            ids[at] = auction;
            prices[at] = price;
            size++;
            rows[at] = mean(at);
            out.add(rows[at], 1);
            changed(at + 1, at + LAST, out);
        }

        void update(long end, long auction, double price, Fold out) {
            int at = position(end, auction);
            prices[at] = price;
            changed(at, at + LAST, out);
        }

        /** First position that is not before an auction; most end after those that are known. */
        private int position(long end, long auction) {
            int at = size;
            while (at > 0 && (ends[at - 1] > end || (ends[at - 1] == end && ids[at - 1] >= auction))) {
                at--;
            }
            return at;
        }

        private void changed(int from, int to, Fold out) {
            for (int at = from; at < Math.min(size, to); at++) {
                long row = mean(at);
                if (row != rows[at]) {
                    out.add(rows[at], -1);
                    out.add(row, 1);
                    rows[at] = row;
                }
            }
        }

        private long mean(int at) {
            int first = Math.max(0, at - LAST + 1);
            double sum = 0;
            for (int i = first; i <= at; i++) {
                sum += prices[i];
            }
            return Fold.mix(Fold.mix(Fold.START, id), sum / (at - first + 1));
        }
    }
}
