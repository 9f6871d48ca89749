package io.laminar.benchmarks.peers;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.WindowDefinition;
import io.laminar.benchmarks.peers.JetEvents.Auction;
import io.laminar.benchmarks.peers.JetEvents.Bid;
import io.laminar.benchmarks.peers.JetEvents.Counted;
import io.laminar.benchmarks.peers.JetEvents.CountedByClock;
import io.laminar.benchmarks.peers.JetEvents.Event;
import io.laminar.benchmarks.peers.JetEvents.Highest;
import io.laminar.benchmarks.peers.JetEvents.NewSeller;
import io.laminar.benchmarks.peers.JetEvents.Person;
import io.laminar.benchmarks.peers.JetEvents.Raised;
import io.laminar.benchmarks.peers.JetEvents.Ranked;
import io.laminar.benchmarks.peers.JetEvents.RankedPrices;
import io.laminar.benchmarks.peers.JetEvents.Row;
import io.laminar.benchmarks.peers.JetEvents.Selected;
import io.laminar.benchmarks.peers.JetEvents.Session;
import io.laminar.benchmarks.peers.JetEvents.Statistics;
import io.laminar.nexmark.NexmarkQuery;
import java.util.Set;

/** The queries as stages of a pipeline: windows where there are windows, otherwise state by key that gives changes. */
final class JetQueries {
    private static final long SECOND = 1_000_000;
    private static final WindowDefinition TENS = WindowDefinition.tumbling(10 * SECOND);
    private static final Set<String> STATES = Set.of("OR", "ID", "CA");

    private JetQueries() {}

    static StreamStage<Row> rows(NexmarkQuery query, StreamStage<Event> events) {
        return switch (query) {
            case Q0 -> events.map(event -> (Row) (Bid) event);
            case Q1 -> events.map(event -> (Row) ((Bid) event).inDollars());
            case Q2 ->
                events.filter(event -> ((Bid) event).auction() % 123 == 0)
                        .map(event -> (Row) new Selected(((Bid) event).auction(), ((Bid) event).price()));
            case Q3 -> items(events);
            case Q4 ->
                raised(events)
                        .groupingKey(raised -> raised.auction().category())
                        .flatMapStateful(JetStates.Category::new, (mean, key, raised) -> mean.add(raised));
            case Q5 ->
                events.groupingKey(event -> ((Bid) event).auction())
                        .window(WindowDefinition.sliding(10 * SECOND, 2 * SECOND))
                        .aggregate(AggregateOperations.counting())
                        .map(window -> (Row) new Counted(window.key(), window.start(), window.result()));
            case Q6 ->
                raised(events)
                        .groupingKey(raised -> raised.auction().seller())
                        .flatMapStateful(JetStates.Sales::new, (sales, key, raised) -> sales.add(raised));
            case Q7 ->
                events.window(TENS).aggregate(JetFigures.prices()).map(window ->
                        (Row) new Highest(window.start(), window.result().high()));
            case QT ->
                events.groupingKey(event -> ((Bid) event).auction())
                        .window(TENS)
                        .aggregate(JetFigures.prices())
                        .map(window -> (Row) new Statistics(window.key(), window.start(), window.result()));
            case Q8 -> newSellers(events);
            case Q11 ->
                events.groupingKey(event -> ((Bid) event).bidder())
                        .window(WindowDefinition.session(10 * SECOND))
                        .aggregate(AggregateOperations.counting())
                        .map(window -> (Row) new Session(window.key(), window.result(), window.start(), window.end()));
            case Q12 ->
                events.groupingKey(event -> ((Bid) event).bidder())
                        .window(TENS)
                        .aggregate(AggregateOperations.counting())
                        .map(window -> (Row) new CountedByClock(window.key(), window.result()));
            case Q15 ->
                events.window(TENS).aggregate(JetFigures.bidders()).map(window ->
                        (Row) new Ranked("", window.start(), window.result()));
            case Q16 ->
                events.groupingKey(event -> ((Bid) event).channel())
                        .window(TENS)
                        .aggregate(JetFigures.bidders())
                        .map(window -> (Row) new Ranked(window.key(), window.start(), window.result()));
            case Q17 ->
                events.groupingKey(event -> ((Bid) event).auction())
                        .window(TENS)
                        .aggregate(JetFigures.ranks())
                        .map(window -> (Row) new RankedPrices(window.key(), window.start(), window.result()));
            case Q18 ->
                events.groupingKey(event -> pair((Bid) event))
                        .flatMapStateful(JetStates.Last::new, (last, key, event) -> last.add((Bid) event));
            case Q19 ->
                events.groupingKey(event -> ((Bid) event).auction())
                        .flatMapStateful(JetStates.Top::new, (top, key, event) -> top.add((Bid) event));
        };
    }

    /** Who bids on what, as a key that takes no serializer to find its partition; ids stay below 2^32. */
    private static long pair(Bid bid) {
        return bid.auction() << 32 | bid.bidder();
    }

    private static StreamStage<Row> items(StreamStage<Event> events) {
        return events.filter(event -> event instanceof Auction auction
                        ? auction.category() == 10
                        : STATES.contains(((Person) event).state()))
                .groupingKey(event -> event instanceof Auction auction ? auction.seller() : ((Person) event).id())
                .flatMapStateful(JetStates.Seller::new, (seller, key, event) -> seller.add(event));
    }

    private static StreamStage<Raised> raised(StreamStage<Event> events) {
        return events.groupingKey(event -> event instanceof Auction auction ? auction.id() : ((Bid) event).auction())
                .mapStateful(JetStates.Highest::new, (highest, key, event) -> highest.add(event));
    }

    private static StreamStage<Row> newSellers(StreamStage<Event> events) {
        return events.filter(Person.class::isInstance)
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
                .map(window ->
                        (Row) new NewSeller(window.key(), window.result().f0().name(), window.start()));
    }
}
