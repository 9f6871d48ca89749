package io.laminar.benchmarks.peers;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.pipeline.BatchSource;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.WindowDefinition;
import io.laminar.nexmark.Contender;
import io.laminar.nexmark.Events;
import io.laminar.nexmark.Feed;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.NexmarkQuery;
import io.laminar.nexmark.Relation;
import java.io.Serializable;

/**
 * A pipeline of Jet on a member without network: one thread, parallelism 1, results folded in a sink. There is one run at a time
 * in this JVM.
 */
final class Jet implements Contender {
    private static final long SECOND = 1_000_000;
    private static final WindowDefinition TENS = WindowDefinition.tumbling(10 * SECOND);
    private static volatile Reader reader;
    private static volatile Fold fold;

    @Override
    public void run(NexmarkQuery query, Feed feed, Fold result) throws Exception {
        reader = new Reader(feed);
        fold = result;
        Pipeline pipeline = pipeline(query);
        Config config = new Config();
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getJetConfig().setEnabled(true).setCooperativeThreadCount(1);
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        try {
            member.getJet().newJob(pipeline).join();
        } finally {
            member.shutdown();
        }
    }

    private static Pipeline pipeline(NexmarkQuery query) throws NotAnswered {
        Pipeline pipeline = Pipeline.create();
        BatchSource<Event> source = SourceBuilder.batch("nexmark", context -> reader)
                .<Event>fillBufferFn(Reader::fill)
                .build();
        StreamStage<Event> events = pipeline.readFrom(source).addTimestamps(Event::time, 0);
        StreamStage<Row> rows = rows(query, events);
        Sink<Row> sink = SinkBuilder.sinkBuilder("fold", context -> fold)
                .<Row>receiveFn((result, row) -> result.add(row.hash(), 1))
                .preferredLocalParallelism(1)
                .build();
        rows.writeTo(sink);
        pipeline.setPreserveOrder(true);
        return pipeline;
    }

    private static StreamStage<Row> rows(NexmarkQuery query, StreamStage<Event> events) throws NotAnswered {
        return switch (query) {
            case Q0 -> events.map(event -> (Row) (Bid) event);
            case Q1 -> events.map(event -> (Row) ((Bid) event).inDollars());
            case Q2 ->
                events.filter(event -> ((Bid) event).auction() % 123 == 0)
                        .map(event -> (Row) new Selected(((Bid) event).auction(), ((Bid) event).price()));
            case Q5 ->
                events.groupingKey(event -> ((Bid) event).auction())
                        .window(WindowDefinition.sliding(10 * SECOND, 2 * SECOND))
                        .aggregate(AggregateOperations.counting())
                        .map(window -> (Row) new Counted(window.key(), window.start(), window.result()));
            case Q7 ->
                events.window(TENS).aggregate(statistics()).map(window ->
                        (Row) new Highest(window.start(), window.result().high));
            case QT ->
                events.groupingKey(event -> ((Bid) event).auction())
                        .window(TENS)
                        .aggregate(statistics())
                        .map(window -> (Row) new Statistics(window.key(), window.start(), window.result()));
            case Q11 ->
                events.groupingKey(event -> ((Bid) event).bidder())
                        .window(WindowDefinition.session(10 * SECOND))
                        .aggregate(AggregateOperations.counting())
                        .map(window -> (Row) new Session(window.key(), window.result(), window.start(), window.end()));
            case Q8 ->
                events.filter(Person.class::isInstance)
                        .map(event -> (Person) event)
                        .groupingKey(Person::id)
                        .window(TENS)
                        .aggregate2(
                                AggregateOperations.<Person>pickAny(),
                                events.filter(Auction.class::isInstance)
                                        .map(event -> (Auction) event)
                                        .groupingKey(Auction::seller),
                                AggregateOperations.counting())
                        .filter(window ->
                                window.result().f0() != null && window.result().f1() > 0)
                        .map(window -> (Row)
                                new NewSeller(window.key(), window.result().f0().name(), window.start()));
            default -> throw new NotAnswered("not written");
        };
    }

    private static AggregateOperation1<Event, Prices, Prices> statistics() {
        return AggregateOperation.withCreate(Prices::new)
                .andAccumulate((Prices prices, Event event) -> prices.add(((Bid) event).price()))
                .andCombine(Prices::add)
                .andExportFinish(prices -> prices);
    }

    /** Something that happened. */
    interface Event extends Serializable {
        long time();
    }

    /** A row of a result. */
    interface Row extends Serializable {
        long hash();
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

    record Auction(long id, long seller, long category, long time) implements Event {}

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

    record Statistics(long auction, long start, Prices prices) implements Row {
        @Override
        public long hash() {
            long hash = Fold.mix(Fold.mix(Fold.mix(Fold.START, auction), start), prices.count);
            hash = Fold.mix(Fold.mix(hash, prices.sum), prices.sum / prices.count);
            return Fold.mix(Fold.mix(hash, prices.low), prices.high);
        }
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
    }

    /** Makes objects of the events, some at a time. */
    static final class Reader {
        private static final int AT_ONCE = 256;
        private final Feed feed;
        private Events events;
        private int next;
        private int bid;
        private int auction;
        private int person;

        Reader(Feed feed) {
            this.feed = feed;
        }

        void fill(SourceBuilder.SourceBuffer<Event> buffer) {
            if (events == null || next == events.count()) {
                if (!feed.next()) {
                    buffer.close();
                    return;
                }
                events = feed.events();
                next = 0;
                bid = 0;
                auction = 0;
                person = 0;
            }
            int end = Math.min(events.count(), next + AT_ONCE);
            for (; next < end; next++) {
                buffer.add(event(Relation.ofCode(events.kinds[next])));
            }
        }

        private Event event(Relation relation) {
            return switch (relation) {
                case BID -> {
                    Events.Bids rows = events.bids;
                    int row = bid++;
                    yield new Bid(
                            rows.auction[row],
                            rows.bidder[row],
                            rows.price[row],
                            rows.channel[row],
                            rows.url[row],
                            rows.time[row]);
                }
                case AUCTION -> {
                    Events.Auctions rows = events.auctions;
                    int row = auction++;
                    yield new Auction(rows.id[row], rows.seller[row], rows.category[row], rows.time[row]);
                }
                case PERSON -> {
                    Events.Persons rows = events.persons;
                    int row = person++;
                    yield new Person(rows.id[row], rows.name[row], rows.city[row], rows.state[row], rows.time[row]);
                }
            };
        }
    }
}
