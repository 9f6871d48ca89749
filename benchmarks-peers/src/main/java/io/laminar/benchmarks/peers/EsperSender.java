package io.laminar.benchmarks.peers;

import com.espertech.esper.runtime.client.EPEventService;
import io.laminar.nexmark.Events;
import io.laminar.nexmark.Generator;
import io.laminar.nexmark.NexmarkQuery;
import io.laminar.nexmark.Relation;

/**
 * Sends events to Esper and tells it the time: at every second, which is where windows begin and end; for q6 also at each auction, whose
 * end is a timer; for q12 the time of the clock, every now and then.
 */
final class EsperSender {
    private static final long SECOND = 1_000_000;
    private static final int ROWS_PER_LOOK = 1024;

    private final EPEventService service;
    private final boolean isByClock;
    private final boolean isExactAtAuctions;
    private long now;
    private int rowsUntilLook = ROWS_PER_LOOK;

    EsperSender(EPEventService service, NexmarkQuery query) {
        this.service = service;
        isByClock = query.isByClock();
        isExactAtAuctions = query == NexmarkQuery.Q6;
        now = service.getCurrentTime();
    }

    /** The time to begin with; ten seconds early, for the windows that begin before the first event. */
    static long startOf(NexmarkQuery query) {
        return query.isByClock() ? clock() : Generator.START_MICROS - 10 * SECOND;
    }

    private static long clock() {
        return System.currentTimeMillis() * 1000;
    }

    void send(Events events) {
        int bid = 0;
        int auction = 0;
        int person = 0;
        for (int i = 0; i < events.count(); i++) {
            switch (Relation.ofCode(events.kinds[i])) {
                case BID -> send(events.bids, bid++);
                case AUCTION -> send(events.auctions, auction++);
                case PERSON -> send(events.persons, person++);
            }
        }
    }

    /** Lets the last windows close. */
    void end() {
        service.advanceTimeSpan(now + 20 * SECOND);
    }

    private void advance(long time) {
        if (isByClock) {
            if (--rowsUntilLook == 0) {
                rowsUntilLook = ROWS_PER_LOOK;
                now = Math.max(now, clock());
                service.advanceTime(now);
            }
        } else if (time - now >= SECOND) {
            now = time - time % SECOND;
            service.advanceTimeSpan(now);
        }
    }

    private void send(Events.Bids bids, int row) {
        advance(bids.time[row]);
        service.sendEventBean(
                new EsperEvents.Bid(
                        bids.auction[row],
                        bids.bidder[row],
                        bids.price[row],
                        bids.channel[row],
                        bids.url[row],
                        bids.time[row]),
                "Bid");
    }

    private void send(Events.Auctions auctions, int row) {
        long time = auctions.time[row];
        advance(time);
        if (isExactAtAuctions) {
            service.advanceTimeSpan(time);
        }
        service.sendEventBean(
                new EsperEvents.Auction(
                        auctions.id[row], auctions.seller[row], auctions.category[row], time, auctions.expires[row]),
                "Auction");
    }

    private void send(Events.Persons persons, int row) {
        advance(persons.time[row]);
        service.sendEventBean(
                new EsperEvents.Person(
                        persons.id[row], persons.name[row], persons.city[row], persons.state[row], persons.time[row]),
                "Person");
    }
}
