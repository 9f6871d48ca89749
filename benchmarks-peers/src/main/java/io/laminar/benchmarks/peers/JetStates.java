package io.laminar.benchmarks.peers;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import io.laminar.benchmarks.peers.JetEvents.Auction;
import io.laminar.benchmarks.peers.JetEvents.Bid;
import io.laminar.benchmarks.peers.JetEvents.Event;
import io.laminar.benchmarks.peers.JetEvents.Gone;
import io.laminar.benchmarks.peers.JetEvents.Item;
import io.laminar.benchmarks.peers.JetEvents.Mean;
import io.laminar.benchmarks.peers.JetEvents.Person;
import io.laminar.benchmarks.peers.JetEvents.Raised;
import io.laminar.benchmarks.peers.JetEvents.Row;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What the stages with state remember by key; each gives what an event changes. */
final class JetStates {
    private JetStates() {}

    /** q3: a person and the auctions that wait for him. */
    static final class Seller implements Serializable {
        private static final long serialVersionUID = 1;
        private Person person;
        private final List<Auction> waiting = new ArrayList<>(0);

        Traverser<Row> add(Event event) {
            if (event instanceof Person comes) {
                person = comes;
                List<Row> items = new ArrayList<>(waiting.size());
                waiting.forEach(auction -> items.add(new Item(comes, auction.id())));
                return Traversers.traverseIterable(items);
            }
            Auction auction = (Auction) event;
            waiting.add(auction);
            return person == null ? Traversers.empty() : Traversers.singleton(new Item(person, auction.id()));
        }
    }

    /** q4, q6: an auction and its highest bid. */
    static final class Highest implements Serializable {
        private static final long serialVersionUID = 1;
        private Auction auction;
        private double price;

        Raised add(Event event) {
            if (event instanceof Auction begins) {
                auction = begins;
                return null;
            }
            Bid bid = (Bid) event;
            if (auction == null
                    || bid.time() < auction.time()
                    || bid.time() > auction.expires()
                    || bid.price() <= price) {
                return null;
            }
            double before = price;
            price = bid.price();
            return new Raised(auction, before, price);
        }
    }

    /** q4: the mean of a category. */
    static final class Category implements Serializable {
        private static final long serialVersionUID = 1;
        private long count;
        private double sum;
        private Mean mean;

        Traverser<Row> add(Raised raised) {
            count += raised.isFirst() ? 1 : 0;
            sum += raised.price() - raised.before();
            Mean before = mean;
            mean = new Mean(raised.auction().category(), sum / count);
            return before == null ? Traversers.singleton(mean) : Traversers.traverseItems(new Gone(before), mean);
        }
    }

    /** q6: the auctions of a seller, by their ends. */
    static final class Sales implements Serializable {
        private static final long serialVersionUID = 1;
        private static final int LAST = 10;
        private final List<Sale> sales = new ArrayList<>();

        private static final class Sale implements Serializable {
            private static final long serialVersionUID = 1;
            private final Auction auction;
            private double price;
            private Mean mean;

            Sale(Auction auction) {
                this.auction = auction;
            }

            boolean isBefore(Auction other) {
                return auction.expires() < other.expires()
                        || (auction.expires() == other.expires() && auction.id() < other.id());
            }
        }

        Traverser<Row> add(Raised raised) {
            int at = sales.size();
            while (at > 0 && !sales.get(at - 1).isBefore(raised.auction())) {
                at--;
            }
            if (raised.isFirst()) {
                sales.add(at, new Sale(raised.auction()));
            }
            sales.get(at).price = raised.price();
            return changed(at, Math.min(sales.size(), at + LAST));
        }

        private Traverser<Row> changed(int from, int to) {
            List<Row> changes = new ArrayList<>(2 * LAST);
            for (int at = from; at < to; at++) {
                Sale sale = sales.get(at);
                if (sale.mean != null) {
                    changes.add(new Gone(sale.mean));
                }
                sale.mean = new Mean(sale.auction.seller(), mean(at));
                changes.add(sale.mean);
            }
            return Traversers.traverseIterable(changes);
        }

        private double mean(int last) {
            int first = Math.max(0, last - LAST + 1);
            double sum = 0;
            for (int at = first; at <= last; at++) {
                sum += sales.get(at).price;
            }
            return sum / (last - first + 1);
        }
    }

    /** q18: the last bid. */
    static final class Last implements Serializable {
        private static final long serialVersionUID = 1;
        private Bid bid;

        Traverser<Row> add(Bid next) {
            Bid before = bid;
            bid = next;
            return before == null ? Traversers.singleton(next) : Traversers.traverseItems(new Gone(before), next);
        }
    }

    /** q19: the highest bids on an auction, highest first; of equal prices the earlier bid wins. */
    static final class Top implements Serializable {
        private static final long serialVersionUID = 1;
        private static final int MOST = 10;
        private final List<Bid> bids = new ArrayList<>(MOST + 1);

        Traverser<Row> add(Bid bid) {
            int at = bids.size();
            while (at > 0 && bids.get(at - 1).price() < bid.price()) {
                at--;
            }
            if (at == MOST) {
                return Traversers.empty();
            }
            bids.add(at, bid);
            return bids.size() > MOST
                    ? Traversers.traverseItems(new Gone(bids.remove(MOST)), bid)
                    : Traversers.singleton(bid);
        }
    }
}
