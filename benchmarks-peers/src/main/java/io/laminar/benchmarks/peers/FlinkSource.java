package io.laminar.benchmarks.peers;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Feed;
import io.laminar.nexmark.Relation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** Events of a feed as rows of Flink, by one reader without splits. */
final class FlinkSource implements Source<RowData, FlinkSource.NoSplit, Boolean> {
    private static final long serialVersionUID = 1;
    private final boolean isOfBids;

    FlinkSource(boolean isOfBids) {
        this.isOfBids = isOfBids;
    }

    /** Never made. */
    record NoSplit() implements SourceSplit {
        @Override
        public String splitId() {
            return "";
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RowData, NoSplit> createReader(SourceReaderContext context) {
        return new Reader(FlinkTables.feed(), isOfBids);
    }

    @Override
    public SplitEnumerator<NoSplit, Boolean> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
        return new Enumerator();
    }

    @Override
    public SplitEnumerator<NoSplit, Boolean> restoreEnumerator(
            SplitEnumeratorContext<NoSplit> context, Boolean checkpoint) {
        return new Enumerator();
    }

    @Override
    public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
        return new Nothing<>(new NoSplit());
    }

    @Override
    public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
        return new Nothing<>(true);
    }

    private static final class Reader implements SourceReader<RowData, NoSplit> {
        private static final int AT_ONCE = 256;
        private final Feed feed;
        private final boolean isOfBids;
        private Events events;
        private int next;
        private int auction;
        private int person;

        Reader(Feed feed, boolean isOfBids) {
            this.feed = feed;
            this.isOfBids = isOfBids;
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<RowData> output) {
            if (events == null || next == events.count()) {
                if (!feed.next()) {
                    return InputStatus.END_OF_INPUT;
                }
                events = feed.events();
                next = 0;
                auction = 0;
                person = 0;
            }
            int end = Math.min(events.count(), next + AT_ONCE);
            while (next < end) {
                output.collect(isOfBids ? bid(next) : item(events.kinds[next]));
                next++;
            }
            return InputStatus.MORE_AVAILABLE;
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
                    TimestampData.fromEpochMillis(bids.time[row] / 1000));
        }

        private RowData item(byte kind) {
            if (kind == Relation.AUCTION.code()) {
                Events.Auctions rows = events.auctions;
                int row = auction++;
                TimestampData time = TimestampData.fromEpochMillis(rows.time[row] / 1000);
                return GenericRowData.of(
                        (int) kind, rows.id[row], rows.seller[row], rows.category[row], null, null, null, time);
            }
            Events.Persons rows = events.persons;
            int row = person++;
            return GenericRowData.of(
                    (int) kind,
                    rows.id[row],
                    0L,
                    0L,
                    StringData.fromString(rows.name[row]),
                    StringData.fromString(rows.city[row]),
                    StringData.fromString(rows.state[row]),
                    TimestampData.fromEpochMillis(rows.time[row] / 1000));
        }

        @Override
        public List<NoSplit> snapshotState(long checkpoint) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void addSplits(List<NoSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    private static final class Enumerator implements SplitEnumerator<NoSplit, Boolean> {
        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, String host) {}

        @Override
        public void addSplitsBack(List<NoSplit> splits, int subtask) {}

        @Override
        public void addReader(int subtask) {}

        @Override
        public Boolean snapshotState(long checkpoint) {
            return true;
        }

        @Override
        public void close() {}
    }

    private record Nothing<T>(T value) implements SimpleVersionedSerializer<T> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T nothing) {
            return new byte[0];
        }

        @Override
        public T deserialize(int version, byte[] nothing) {
            return value;
        }
    }
}
