package io.laminar.benchmarks.peers;

import io.laminar.nexmark.Feed;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.NexmarkQuery;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;

/** The connector {@code nexmark}: events of a feed in, a fold out. There is one run at a time in this JVM. */
public final class FlinkTables implements DynamicTableSourceFactory, DynamicTableSinkFactory {
    private static volatile Feed feed;
    private static volatile Fold fold;
    private static volatile NexmarkQuery query;

    static void begin(NexmarkQuery newQuery, Feed newFeed, Fold newFold) {
        query = newQuery;
        feed = newFeed;
        fold = newFold;
    }

    static Feed feed() {
        return feed;
    }

    @Override
    public String factoryIdentifier() {
        return "nexmark";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSource createDynamicTableSource(DynamicTableFactory.Context context) {
        return new TableSource((RowType) context.getPhysicalRowDataType().getLogicalType());
    }

    @Override
    public DynamicTableSink createDynamicTableSink(DynamicTableFactory.Context context) {
        return new TableSink((RowType) context.getPhysicalRowDataType().getLogicalType());
    }

    private record TableSource(RowType type) implements ScanTableSource, SupportsSourceWatermark {
        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }

        @Override
        public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
            int time = type.getFieldCount() - 1;
            return new DataStreamScanProvider() {
                @Override
                public DataStream<RowData> produceDataStream(
                        ProviderContext provider, StreamExecutionEnvironment environment) {
                    return environment.fromSource(
                            new FlinkSource(query),
                            WatermarkStrategy.<RowData>forMonotonousTimestamps()
                                    .withTimestampAssigner((row, before) ->
                                            row.getTimestamp(time, 3).getMillisecond()),
                            "nexmark",
                            InternalTypeInfo.of(type));
                }

                @Override
                public boolean isBounded() {
                    return false;
                }
            };
        }

        @Override
        public void applySourceWatermark() {}

        @Override
        public DynamicTableSource copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return "nexmark";
        }
    }

    private record TableSink(RowType type) implements DynamicTableSink {
        @Override
        public ChangelogMode getChangelogMode(ChangelogMode requested) {
            return ChangelogMode.all();
        }

        @Override
        public SinkRuntimeProvider getSinkRuntimeProvider(DynamicTableSink.Context context) {
            return new DataStreamSinkProvider() {
                @Override
                public DataStreamSink<?> consumeDataStream(ProviderContext provider, DataStream<RowData> rows) {
                    return rows.sinkTo(new FoldingSink(type)).setParallelism(1);
                }
            };
        }

        @Override
        public DynamicTableSink copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return "fold";
        }
    }

    private static final class FoldingSink implements Sink<RowData> {
        private static final long serialVersionUID = 1;
        private final LogicalType[] types;

        FoldingSink(RowType type) {
            types = type.getChildren().toArray(LogicalType[]::new);
        }

        @Override
        public SinkWriter<RowData> createWriter(WriterInitContext context) {
            return new FoldingWriter(types, query, fold);
        }
    }

    private static final class FoldingWriter implements SinkWriter<RowData> {
        private final LogicalType[] types;
        private final NexmarkQuery query;
        private final int columns;
        private final Fold result;

        FoldingWriter(LogicalType[] types, NexmarkQuery query, Fold result) {
            this.types = types;
            this.query = query;
            this.result = result;
            columns = types.length - (query.isByClock() ? 1 : 0);
        }

        @Override
        public void write(RowData row, SinkWriter.Context context) {
            long hash = Fold.START;
            for (int column = 0; column < columns; column++) {
                hash = switch (types[column].getTypeRoot()) {
                    case BIGINT -> Fold.mix(hash, row.getLong(column));
                    case DOUBLE -> Fold.mix(hash, row.getDouble(column));
                    case VARCHAR -> Fold.mix(hash, row.getString(column).toString());
                    case TIMESTAMP_WITHOUT_TIME_ZONE ->
                        Fold.mix(
                                hash,
                                FlinkReader.toMicros(
                                        query, row.getTimestamp(column, 3).getMillisecond()));
                    default -> throw new IllegalStateException("no hash of " + types[column]);
                };
            }
            RowKind kind = row.getRowKind();
            long times = query.isByClock() ? row.getLong(columns) : 1;
            result.add(hash, kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER ? times : -times);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
