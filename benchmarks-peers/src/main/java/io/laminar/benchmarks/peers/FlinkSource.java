package io.laminar.benchmarks.peers;

import io.laminar.nexmark.NexmarkQuery;
import io.laminar.nexmark.Relation;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

/** Events of a feed as rows of Flink, by one reader without splits. */
final class FlinkSource implements Source<RowData, FlinkSource.NoSplit, Boolean> {
    private static final long serialVersionUID = 1;
    private final NexmarkQuery query;

    FlinkSource(NexmarkQuery query) {
        this.query = query;
    }

    /** What the rows are. */
    enum Shape {
        BIDS,
        /** Auctions and persons, with a column that says which. */
        ITEMS,
        /** Auctions and bids, likewise. */
        TRADES;

        static Shape of(NexmarkQuery query) {
            if (!query.relations().contains(Relation.BID)) {
                return ITEMS;
            }
            return query.relations().contains(Relation.AUCTION) ? TRADES : BIDS;
        }
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
        return new FlinkReader(FlinkTables.feed(), query);
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
