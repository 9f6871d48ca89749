package io.laminar.benchmarks.peers;

import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import io.laminar.benchmarks.peers.JetEvents.Bid;
import io.laminar.benchmarks.peers.JetEvents.Event;
import io.laminar.nexmark.Fold;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/** Aggregates of bids, one object for all figures of a query. */
final class JetFigures {
    private static final double LOW = 10_000;
    private static final double HIGH = 1_000_000;

    private JetFigures() {}

    static AggregateOperation1<Event, Prices, Prices> prices() {
        return AggregateOperation.withCreate(Prices::new)
                .andAccumulate((Prices prices, Event event) -> prices.add(((Bid) event).price()))
                .andCombine(Prices::add)
                .andExportFinish(prices -> prices);
    }

    static AggregateOperation1<Event, Ranks, Ranks> ranks() {
        return AggregateOperation.withCreate(Ranks::new)
                .andAccumulate((Ranks ranks, Event event) -> ranks.add(((Bid) event).price()))
                .andCombine(Ranks::add)
                .andExportFinish(ranks -> ranks);
    }

    static AggregateOperation1<Event, Bidders, Bidders> bidders() {
        return AggregateOperation.withCreate(Bidders::new)
                .andAccumulate((Bidders bidders, Event event) -> bidders.add((Bid) event))
                .andCombine(Bidders::add)
                .andExportFinish(bidders -> bidders);
    }

    /** Figures of some prices. */
    static final class Prices implements Serializable {
        private static final long serialVersionUID = 1;
        private long count;
        private double sum;
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;

        void add(double price) {
            count++;
            sum += price;
            low = Math.min(low, price);
            high = Math.max(high, price);
        }

        void add(Prices other) {
            count += other.count;
            sum += other.sum;
            low = Math.min(low, other.low);
            high = Math.max(high, other.high);
        }

        double high() {
            return high;
        }

        long hash(long start) {
            long hash = Fold.mix(Fold.mix(Fold.mix(start, count), sum), sum / count);
            return Fold.mix(Fold.mix(hash, low), high);
        }
    }

    /** Figures of some prices, with how many are of each rank. */
    static final class Ranks implements Serializable {
        private static final long serialVersionUID = 1;
        private final Prices prices = new Prices();
        private long low;
        private long middle;

        void add(double price) {
            prices.add(price);
            if (price < LOW) {
                low++;
            } else if (price < HIGH) {
                middle++;
            }
        }

        void add(Ranks other) {
            prices.add(other.prices);
            low += other.low;
            middle += other.middle;
        }

        long hash(long start) {
            long hash = Fold.mix(Fold.mix(Fold.mix(start, prices.count), low), middle);
            hash = Fold.mix(Fold.mix(Fold.mix(hash, prices.count - low - middle), prices.low), prices.high);
            return Fold.mix(Fold.mix(hash, prices.sum / prices.count), prices.sum);
        }
    }

    /** How many bids are of each rank, and who bids on what. */
    static final class Bidders implements Serializable {
        private static final long serialVersionUID = 1;
        private long count;
        private long low;
        private long middle;
        private final Set<Long> bidders = new HashSet<>();
        private final Set<Long> lowBidders = new HashSet<>();
        private final Set<Long> auctions = new HashSet<>();

        void add(Bid bid) {
            Long bidder = bid.bidder();
            count++;
            bidders.add(bidder);
            auctions.add(bid.auction());
            if (bid.price() < LOW) {
                low++;
                lowBidders.add(bidder);
            } else if (bid.price() < HIGH) {
                middle++;
            }
        }

        void add(Bidders other) {
            count += other.count;
            low += other.low;
            middle += other.middle;
            bidders.addAll(other.bidders);
            lowBidders.addAll(other.lowBidders);
            auctions.addAll(other.auctions);
        }

        long hash(long start) {
            long hash = Fold.mix(Fold.mix(Fold.mix(start, count), low), middle);
            hash = Fold.mix(Fold.mix(hash, count - low - middle), (long) bidders.size());
            return Fold.mix(Fold.mix(hash, (long) lowBidders.size()), (long) auctions.size());
        }
    }
}
