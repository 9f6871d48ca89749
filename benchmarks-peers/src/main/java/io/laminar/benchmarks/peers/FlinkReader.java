package io.laminar.benchmarks.peers;

import io.laminar.benchmarks.peers.FlinkSource.NoSplit;
import io.laminar.benchmarks.peers.FlinkSource.Shape;
import io.laminar.nexmark.Events;
import io.laminar.nexmark.Feed;
import io.laminar.nexmark.Generator;
import io.laminar.nexmark.NexmarkQuery;
import io.laminar.nexmark.Relation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * Rows of Flink from the events of a feed.
 *
 * <p>Times of Flink's windows are milliseconds. In q11, whose sessions depend on every microsecond, a millisecond stands for a
 * microsecond since the first event. In q12 the end comes when the last window of the clock is over; before, Flink would drop it.
 */
final class FlinkReader implements SourceReader<RowData, NoSplit> {
    private static final int AT_ONCE = 256;
    private static final long LAST_WINDOW_SECONDS = 11;
    private final Feed feed;
    private final NexmarkQuery query;
    private final Shape shape;
    private final CompletableFuture<Void> lastWindow = new CompletableFuture<>();
    private boolean isOver;
    private Events events;
    private int next;
    private int bid;
    private int auction;
    private int person;

    FlinkReader(Feed feed, NexmarkQuery query) {
        this.feed = feed;
        this.query = query;
        shape = Shape.of(query);
    }

    /** Where the milliseconds of q11 begin, as microseconds since 1970. */
    static long toMicros(NexmarkQuery query, long millis) {
        return query == NexmarkQuery.Q11 ? Generator.START_MICROS + millis : millis * 1000;
    }

    private TimestampData rowTime(long micros) {
        return TimestampData.fromEpochMillis(
                query == NexmarkQuery.Q11 ? micros - Generator.START_MICROS : micros / 1000);
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) {
        if (isOver) {
            return InputStatus.END_OF_INPUT;
        }
        if (events == null || next == events.count()) {
            if (!feed.next()) {
                return end();
            }
            events = feed.events();
            next = 0;
            bid = 0;
            auction = 0;
            person = 0;
        }
        int end = Math.min(events.count(), next + AT_ONCE);
        while (next < end) {
            Relation relation = Relation.ofCode(events.kinds[next++]);
            output.collect(
                    switch (shape) {
                        case BIDS -> bid(bid++);
                        case ITEMS -> relation == Relation.AUCTION ? auction(auction++) : person(person++);
                        case TRADES -> relation == Relation.AUCTION ? tradedAuction(auction++) : tradedBid(bid++);
                    });
        }
        return InputStatus.MORE_AVAILABLE;
    }

    private InputStatus end() {
        isOver = true;
        if (!query.isByClock()) {
            return InputStatus.END_OF_INPUT;
        }
        lastWindow.completeOnTimeout(null, LAST_WINDOW_SECONDS, TimeUnit.SECONDS);
        return InputStatus.NOTHING_AVAILABLE;
    }

    private RowData bid(int row) {
        Events.Bids bids = events.bids;
        return GenericRowData.of(
                bids.auction[row],
                bids.bidder[row],
                bids.price[row],
                StringData.fromString(bids.channel[row]),
                StringData.fromString(bids.url[row]),
                bids.time[row],
                rowTime(bids.time[row]));
    }

    private RowData auction(int row) {
        Events.Auctions rows = events.auctions;
        return GenericRowData.of(
                Relation.AUCTION.code(),
                rows.id[row],
                rows.seller[row],
                rows.category[row],
                null,
                null,
                null,
                rowTime(rows.time[row]));
    }

    private RowData person(int row) {
        Events.Persons rows = events.persons;
        return GenericRowData.of(
                Relation.PERSON.code(),
                rows.id[row],
                0L,
                0L,
                StringData.fromString(rows.name[row]),
                StringData.fromString(rows.city[row]),
                StringData.fromString(rows.state[row]),
                rowTime(rows.time[row]));
    }

    private RowData tradedAuction(int row) {
        Events.Auctions rows = events.auctions;
        return GenericRowData.of(
                Relation.AUCTION.code(),
                rows.id[row],
                rows.seller[row],
                rows.category[row],
                0.0,
                rows.time[row],
                rows.expires[row],
                rowTime(rows.time[row]));
    }

    private RowData tradedBid(int row) {
        Events.Bids bids = events.bids;
        return GenericRowData.of(
                Relation.BID.code(),
                bids.auction[row],
                0L,
                0L,
                bids.price[row],
                bids.time[row],
                0L,
                rowTime(bids.time[row]));
    }

    @Override
    public List<NoSplit> snapshotState(long checkpoint) {
        return List.of();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return isOver ? lastWindow : CompletableFuture.completedFuture(null);
    }

    @Override
    public void addSplits(List<NoSplit> splits) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
}
