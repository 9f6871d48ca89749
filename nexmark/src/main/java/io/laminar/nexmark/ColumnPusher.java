package io.laminar.nexmark;

import io.laminar.api.BatchWriter;
import io.laminar.api.LaminarEngine;
import java.util.EnumMap;
import java.util.Map;

/** The columns as they are and where they are. */
final class ColumnPusher implements EventPusher {
    /** Rows at once, so that relations stay in step. */
    private static final int AT_ONCE = 8192;

    private final LaminarEngine engine;
    private final Map<Relation, BatchWriter> writers = new EnumMap<>(Relation.class);

    ColumnPusher(LaminarEngine engine) {
        this.engine = engine;
    }

    @Override
    public void push(Events events) {
        Slices.forEach(events, AT_ONCE, (relation, from, to) -> {
            BatchWriter writer = writers.computeIfAbsent(
                    relation, wanted -> engine.source(wanted.source()).batchWriter());
            switch (relation) {
                case BID -> {
                    Events.Bids bids = events.bids;
                    writer.set(0, bids.auction, from)
                            .set(1, bids.bidder, from)
                            .set(2, bids.price, from)
                            .set(3, bids.channel, from)
                            .set(4, bids.url, from)
                            .set(5, bids.time, from);
                }
                case AUCTION -> {
                    Events.Auctions auctions = events.auctions;
                    writer.set(0, auctions.id, from)
                            .set(1, auctions.item, from)
                            .set(2, auctions.seller, from)
                            .set(3, auctions.category, from)
                            .set(4, auctions.time, from)
                            .set(5, auctions.expires, from);
                }
                case PERSON -> {
                    Events.Persons persons = events.persons;
                    writer.set(0, persons.id, from)
                            .set(1, persons.name, from)
                            .set(2, persons.city, from)
                            .set(3, persons.state, from)
                            .set(4, persons.time, from);
                }
            }
            writer.lend(to - from, () -> {}); // events are written once
        });
    }

    @Override
    public void close() {}
}
