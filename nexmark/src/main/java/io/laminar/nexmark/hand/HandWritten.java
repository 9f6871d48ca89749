package io.laminar.nexmark.hand;

import io.laminar.nexmark.Contender;
import io.laminar.nexmark.Feed;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.NexmarkQuery;

/** Answers by loops written by hand. */
public final class HandWritten implements Contender {
    @Override
    public void run(NexmarkQuery query, Feed feed, Fold result) {
        HandLoop loop = loop(query);
        while (feed.next()) {
            loop.round(feed.events(), result);
        }
        loop.end(result);
    }

    private static HandLoop loop(NexmarkQuery query) {
        return switch (query) {
            case Q0 -> new PassThrough();
            case Q1 -> new Conversion();
            case Q2 -> new Selection();
            case Q3 -> new LocalItems();
            case Q4 -> new WinningBids();
            case Q5 -> new HotItems();
            case Q6 -> new LastWinningBids();
            case Q7 -> new HighestPrice();
            case QT -> new PriceStatistics();
            case Q8 -> new NewSellers();
            case Q11 -> new Sessions();
            case Q12 -> new BidsByClock();
            case Q15 -> new RankedBids(false);
            case Q16 -> new RankedBids(true);
            case Q17 -> new AuctionStatistics();
            case Q18 -> new LastBids();
            case Q19 -> new TopBids();
        };
    }
}
