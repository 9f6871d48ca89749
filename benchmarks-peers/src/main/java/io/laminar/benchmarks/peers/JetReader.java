package io.laminar.benchmarks.peers;

import com.hazelcast.jet.pipeline.SourceBuilder;
import io.laminar.benchmarks.peers.JetEvents.Auction;
import io.laminar.benchmarks.peers.JetEvents.Bid;
import io.laminar.benchmarks.peers.JetEvents.Event;
import io.laminar.benchmarks.peers.JetEvents.Person;
import io.laminar.nexmark.Events;
import io.laminar.nexmark.Feed;
import io.laminar.nexmark.Relation;

/** Makes objects of the events, some at a time. */
final class JetReader {
    private static final int AT_ONCE = 256;
    private final Feed feed;
    private Events events;
    private int next;
    private int bid;
    private int auction;
    private int person;

    JetReader(Feed feed) {
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
                yield new Auction(
                        rows.id[row], rows.seller[row], rows.category[row], rows.time[row], rows.expires[row]);
            }
            case PERSON -> {
                Events.Persons rows = events.persons;
                int row = person++;
                yield new Person(rows.id[row], rows.name[row], rows.city[row], rows.state[row], rows.time[row]);
            }
        };
    }
}
