package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;
import java.util.Arrays;

/** The highest bid of each auction while it lasts. Auctions come before their bids. */
abstract class HighestBids implements HandLoop {
    private static final int AUCTION = Relation.AUCTION.code();
    private final LongIndex auctions = new LongIndex();
    private long[] times = new long[64];
    private long[] expires = new long[64];
    private double[] highest = new double[64];

    @Override
    public final void round(Events events, Fold out) {
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
            highest = Arrays.copyOf(highest, auction * 2);
        }
        times[auction] = rows.time[row];
        expires[auction] = rows.expires[row];
        highest[auction] = -1;
        opened(auction, rows, row);
    }

    private void bid(Events.Bids rows, int row, Fold out) {
        int auction = auctions.find(rows.auction[row]);
        long time = rows.time[row];
        double price = rows.price[row];
        if (auction < 0 || time < times[auction] || time > expires[auction] || price <= highest[auction]) {
            return;
        }
        raised(auction, price, out);
        highest[auction] = price;
    }

    /** An auction is new; auctions are numbered from 0. */
    abstract void opened(int auction, Events.Auctions rows, int row);

    /** An auction gets a higher price; {@link #highest} is still the one before. */
    abstract void raised(int auction, double price, Fold out);

    /** The highest bid, -1 before the first. */
    final double highest(int auction) {
        return highest[auction];
    }

    final long id(int auction) {
        return auctions.key(auction);
    }

    /** When an auction ends. */
    final long end(int auction) {
        return expires[auction];
    }

    @Override
    public final void end(Fold out) {}
}
