package io.laminar.nexmark;

import io.laminar.api.LaminarEngine;
import io.laminar.api.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One record per event, pushed some at a time. */
final class RecordPusher implements EventPusher {
    private static final int AT_ONCE = 1024;

    private final LaminarEngine engine;
    private final Map<Relation, Source<?>> sources = new EnumMap<>(Relation.class);

    RecordPusher(LaminarEngine engine) {
        this.engine = engine;
    }

    @Override
    public void push(Events events) {
        Slices.forEach(events, AT_ONCE, (relation, from, to) -> {
            switch (relation) {
                case BID -> source(relation, Bid.class).pushBatch(bids(events.bids, from, to));
                case AUCTION -> source(relation, Auction.class).pushBatch(auctions(events.auctions, from, to));
                case PERSON -> source(relation, Person.class).pushBatch(persons(events.persons, from, to));
            }
        });
    }

    @SuppressWarnings("unchecked") // a relation is always asked for with the same type
    private <T> Source<T> source(Relation relation, Class<T> type) {
        return (Source<T>) sources.computeIfAbsent(relation, r -> engine.source(r.source(), type));
    }

    private static List<Bid> bids(Events.Bids bids, int from, int to) {
        List<Bid> rows = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            rows.add(new Bid(
                    bids.auction[i],
                    bids.bidder[i],
                    bids.price[i],
                    bids.channel[i],
                    bids.url[i],
                    instant(bids.time[i])));
        }
        return rows;
    }

    private static List<Auction> auctions(Events.Auctions rows, int from, int to) {
        List<Auction> auctions = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            auctions.add(new Auction(
                    rows.id[i],
                    rows.item[i],
                    rows.seller[i],
                    rows.category[i],
                    instant(rows.time[i]),
                    instant(rows.expires[i])));
        }
        return auctions;
    }

    private static List<Person> persons(Events.Persons rows, int from, int to) {
        List<Person> persons = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            persons.add(new Person(rows.id[i], rows.name[i], rows.city[i], rows.state[i], instant(rows.time[i])));
        }
        return persons;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
    }

    @Override
    public void close() {}

    record Bid(long auction, long bidder, double price, String channel, String url, Instant ts) {}

    record Auction(long id, String item, long seller, long category, Instant ts, Instant expires) {}

    record Person(long id, String name, String city, String state, Instant ts) {}
}
