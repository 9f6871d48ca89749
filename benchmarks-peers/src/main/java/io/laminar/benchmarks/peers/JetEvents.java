package io.laminar.benchmarks.peers;

import io.laminar.nexmark.Fold;
import java.io.Serializable;

/** What goes through the pipelines of Jet. */
final class JetEvents {
    private JetEvents() {}

    /** Something that happened. */
    interface Event extends Serializable {
        long time();
    }

    /** A row of a result. */
    interface Row extends Serializable {
        long hash();

        /** 1 when it comes, -1 when it goes again, or how often it counts. */
        default long weight() {
            return 1;
        }
    }

    record Bid(long auction, long bidder, double price, String channel, String url, long time) implements Event, Row {
        Bid inDollars() {
            return new Bid(auction, bidder, 0.908 * price, channel, url, time);
        }

        @Override
        public long hash() {
            long hash = Fold.mix(Fold.mix(Fold.mix(Fold.START, auction), bidder), price);
            return Fold.mix(Fold.mix(Fold.mix(hash, channel), url), time);
        }
    }

    record Auction(long id, long seller, long category, long time, long expires) implements Event {}

    record Person(long id, String name, String city, String state, long time) implements Event {}

    record Selected(long auction, double price) implements Row {
        @Override
        public long hash() {
            return Fold.mix(Fold.mix(Fold.START, auction), price);
        }
    }

    record Counted(long auction, long start, long count) implements Row {
        @Override
        public long hash() {
            return Fold.mix(Fold.mix(Fold.mix(Fold.START, auction), start), count);
        }
    }

    record Highest(long start, double price) implements Row {
        @Override
        public long hash() {
            return Fold.mix(Fold.mix(Fold.START, start), price);
        }
    }

    record Session(long bidder, long count, long start, long end) implements Row {
        @Override
        public long hash() {
            return Fold.mix(Fold.mix(Fold.mix(Fold.mix(Fold.START, bidder), count), start), end);
        }
    }

    record NewSeller(long id, String name, long start) implements Row {
        @Override
        public long hash() {
            return Fold.mix(Fold.mix(Fold.mix(Fold.START, id), name), start);
        }
    }

    record Statistics(long auction, long start, JetFigures.Prices prices) implements Row {
        @Override
        public long hash() {
            return prices.hash(Fold.mix(Fold.mix(Fold.START, auction), start));
        }
    }

    record CountedByClock(long bidder, long count) implements Row {
        @Override
        public long hash() {
            return Fold.mix(Fold.START, bidder);
        }

        @Override
        public long weight() {
            return count;
        }
    }

    /** Figures of the bids of a channel, or of all; then without channel. */
    record Ranked(String channel, long start, JetFigures.Bidders figures) implements Row {
        @Override
        public long hash() {
            return figures.hash(Fold.mix(channel.isEmpty() ? Fold.START : Fold.mix(Fold.START, channel), start));
        }
    }

    record RankedPrices(long auction, long start, JetFigures.Ranks figures) implements Row {
        @Override
        public long hash() {
            return figures.hash(Fold.mix(Fold.mix(Fold.START, auction), start));
        }
    }

    record Item(Person person, long auction) implements Row {
        @Override
        public long hash() {
            long hash = Fold.mix(Fold.mix(Fold.START, person.name()), person.city());
            return Fold.mix(Fold.mix(hash, person.state()), auction);
        }
    }

    /** A mean by category or by seller. */
    record Mean(long key, double mean) implements Row {
        @Override
        public long hash() {
            return Fold.mix(Fold.mix(Fold.START, key), mean);
        }
    }

    /** A row that goes again. */
    record Gone(Row row) implements Row {
        @Override
        public long hash() {
            return row.hash();
        }

        @Override
        public long weight() {
            return -1;
        }
    }

    /** The highest bid on an auction is another, or there is a first; the one before is 0 then. */
    record Raised(Auction auction, double before, double price) {
        boolean isFirst() {
            return before == 0;
        }
    }
}
