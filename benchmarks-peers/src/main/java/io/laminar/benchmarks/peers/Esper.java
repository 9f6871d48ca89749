package io.laminar.benchmarks.peers;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import io.laminar.nexmark.Contender;
import io.laminar.nexmark.Events;
import io.laminar.nexmark.Feed;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Generator;
import io.laminar.nexmark.NexmarkQuery;
import io.laminar.nexmark.Relation;

/**
 * EPL over beans, time by the events, no threads of its own. Windows are contexts that start at the bounds; the listener is
 * called once with all rows of a window.
 */
final class Esper implements Contender {
    private static final long SECOND = 1_000_000;

    /** Ten seconds early, for the windows that begin before the first event. */
    private long now = Generator.START_MICROS - 10 * SECOND;

    @Override
    public void run(NexmarkQuery query, Feed feed, Fold result) throws Exception {
        String epl = epl(query);
        Configuration configuration = new Configuration();
        configuration.getCommon().addEventType("Bid", Bid.class);
        configuration.getCommon().addEventType("Auction", Auction.class);
        configuration.getCommon().addEventType("Person", Person.class);
        configuration.getCommon().getTimeSource().setTimeUnit(java.util.concurrent.TimeUnit.MICROSECONDS);
        configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
        configuration.getRuntime().getThreading().setListenerDispatchPreserveOrder(false);
        configuration.getRuntime().getThreading().setInsertIntoDispatchPreserveOrder(false);
        EPCompiled compiled = EPCompilerProvider.getCompiler().compile(epl, new CompilerArguments(configuration));
        EPRuntime runtime = EPRuntimeProvider.getRuntime("nexmark", configuration);
        EPEventService service = runtime.getEventService();
        service.advanceTime(now);
        for (EPStatement statement :
                runtime.getDeploymentService().deploy(compiled).getStatements()) {
            if (statement.getName().equals("result")) {
                statement.addListener((inserted, removed, source, engine) -> {
                    fold(query, inserted, 1, result);
                    fold(query, removed, -1, result);
                });
            }
        }
        while (feed.next()) {
            send(feed.events(), service);
        }
        advance(service, now + 20 * SECOND);
        runtime.destroy();
    }

    /** Tells the time at every second, which is where windows begin and end. */
    private void advance(EPEventService service, long time) {
        while (time - now >= SECOND) {
            now += SECOND;
            service.advanceTime(now);
        }
    }

    private void send(Events events, EPEventService service) {
        int bid = 0;
        int auction = 0;
        int person = 0;
        for (int i = 0; i < events.count(); i++) {
            switch (Relation.ofCode(events.kinds[i])) {
                case BID -> {
                    Events.Bids bids = events.bids;
                    advance(service, bids.time[bid]);
                    service.sendEventBean(
                            new Bid(
                                    bids.auction[bid],
                                    bids.bidder[bid],
                                    bids.price[bid],
                                    bids.channel[bid],
                                    bids.url[bid],
                                    bids.time[bid]),
                            "Bid");
                    bid++;
                }
                case AUCTION -> {
                    Events.Auctions auctions = events.auctions;
                    advance(service, auctions.time[auction]);
                    service.sendEventBean(
                            new Auction(
                                    auctions.id[auction],
                                    auctions.seller[auction],
                                    auctions.category[auction],
                                    auctions.time[auction]),
                            "Auction");
                    auction++;
                }
                case PERSON -> {
                    Events.Persons persons = events.persons;
                    advance(service, persons.time[person]);
                    service.sendEventBean(
                            new Person(
                                    persons.id[person],
                                    persons.name[person],
                                    persons.city[person],
                                    persons.state[person],
                                    persons.time[person]),
                            "Person");
                    person++;
                }
            }
        }
    }

    private static String epl(NexmarkQuery query) throws NotAnswered {
        return switch (query) {
            case Q0 -> "@name('result') select auction, bidder, price, channel, url, time from Bid";
            case Q1 -> "@name('result') select auction, bidder, 0.908 * price as price, channel, url, time from Bid";
            case Q2 -> "@name('result') select auction, price from Bid(auction % 123 = 0)";
            case Q3 -> """
                    @name('result') select p.name as name, p.city as city, p.state as state, a.id as id
                    from Auction(category = 10)#keepall as a, Person(state in ('OR', 'ID', 'CA'))#keepall as p
                    where a.seller = p.id""";
            case Q5 -> """
                    create context Hops initiated @now and pattern [every timer:interval(2 sec)] terminated after 10 sec;
                    @name('result') context Hops
                    select auction, context.startTime as startTime, count(*) as n from Bid group by auction
                    output snapshot when terminated""";
            case Q7 -> """
                    create context Tens start @now end after 10 sec;
                    @name('result') context Tens select context.startTime as startTime, max(price) as price from Bid having count(*) > 0
                    output snapshot when terminated""";
            case QT -> """
                    create context Tens start @now end after 10 sec;
                    @name('result') context Tens
                    select auction, context.startTime as startTime, count(*) as n, sum(price) as total, avg(price) as mean,
                      min(price) as low, max(price) as high
                    from Bid group by auction output snapshot when terminated""";
            default -> throw new NotAnswered("not written");
        };
    }

    private static void fold(NexmarkQuery query, EventBean[] rows, int weight, Fold result) {
        if (rows == null) {
            return;
        }
        for (EventBean row : rows) {
            long hash = Fold.START;
            for (String column : columns(query)) {
                Object value = row.get(column);
                if (value instanceof Long number) {
                    hash = Fold.mix(hash, number);
                } else if (value instanceof Double number) {
                    hash = Fold.mix(hash, number);
                } else {
                    hash = Fold.mix(hash, (String) value);
                }
            }
            result.add(hash, weight);
        }
    }

    private static final String[] BID = {"auction", "bidder", "price", "channel", "url", "time"};
    private static final String[] SELECTED = {"auction", "price"};
    private static final String[] ITEM = {"name", "city", "state", "id"};
    private static final String[] COUNTED = {"auction", "startTime", "n"};
    private static final String[] HIGHEST = {"startTime", "price"};
    private static final String[] STATISTICS = {"auction", "startTime", "n", "total", "mean", "low", "high"};

    private static String[] columns(NexmarkQuery query) {
        return switch (query) {
            case Q2 -> SELECTED;
            case Q3 -> ITEM;
            case Q5 -> COUNTED;
            case Q7 -> HIGHEST;
            case QT -> STATISTICS;
            default -> BID;
        };
    }

    /** A bid, as beans are. */
    public static final class Bid {
        private final long auction;
        private final long bidder;
        private final double price;
        private final String channel;
        private final String url;
        private final long time;

        Bid(long auction, long bidder, double price, String channel, String url, long time) {
            this.auction = auction;
            this.bidder = bidder;
            this.price = price;
            this.channel = channel;
            this.url = url;
            this.time = time;
        }

        public long getAuction() {
            return auction;
        }

        public long getBidder() {
            return bidder;
        }

        public double getPrice() {
            return price;
        }

        public String getChannel() {
            return channel;
        }

        public String getUrl() {
            return url;
        }

        public long getTime() {
            return time;
        }
    }

    /** An auction, as beans are. */
    public static final class Auction {
        private final long id;
        private final long seller;
        private final long category;
        private final long time;

        Auction(long id, long seller, long category, long time) {
            this.id = id;
            this.seller = seller;
            this.category = category;
            this.time = time;
        }

        public long getId() {
            return id;
        }

        public long getSeller() {
            return seller;
        }

        public long getCategory() {
            return category;
        }

        public long getTime() {
            return time;
        }
    }

    /** A person, as beans are. */
    public static final class Person {
        private final long id;
        private final String name;
        private final String city;
        private final String state;
        private final long time;

        Person(long id, String name, String city, String state, long time) {
            this.id = id;
            this.name = name;
            this.city = city;
            this.state = state;
            this.time = time;
        }

        public long getId() {
            return id;
        }

        public String getName() {
            return name;
        }

        public String getCity() {
            return city;
        }

        public String getState() {
            return state;
        }

        public long getTime() {
            return time;
        }
    }
}
