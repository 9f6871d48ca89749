package io.laminar.benchmarks.peers;

import io.laminar.nexmark.Contender;
import io.laminar.nexmark.Feed;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.NexmarkQuery;
import io.laminar.nexmark.Relation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Flink SQL in an embedded cluster: parallelism 1, objects reused, state on the heap, no checkpoints. Source and sink work on
 * Flink's own rows, as its connectors do. As in Nexmark for Flink, one source gives all relations that a query reads. What needs times
 * more exact than milliseconds has them as numbers.
 */
final class Flink implements Contender {
    private static final String BIDS = """
            CREATE TABLE bid (auction BIGINT NOT NULL, bidder BIGINT NOT NULL, price DOUBLE NOT NULL, channel STRING NOT NULL,
              url STRING NOT NULL, ts BIGINT NOT NULL, rowtime TIMESTAMP(3) NOT NULL, clock AS PROCTIME(),
              WATERMARK FOR rowtime AS SOURCE_WATERMARK()) WITH ('connector' = 'nexmark')""";
    private static final String ITEMS = """
            CREATE TABLE events (kind INT NOT NULL, id BIGINT NOT NULL, seller BIGINT NOT NULL, category BIGINT NOT NULL,
              name STRING, city STRING, state STRING, rowtime TIMESTAMP(3) NOT NULL,
              WATERMARK FOR rowtime AS SOURCE_WATERMARK()) WITH ('connector' = 'nexmark')""";

    private static final String TRADES = """
            CREATE TABLE events (kind INT NOT NULL, id BIGINT NOT NULL, seller BIGINT NOT NULL, category BIGINT NOT NULL,
              price DOUBLE NOT NULL, ts BIGINT NOT NULL, expires BIGINT NOT NULL, rowtime TIMESTAMP(3) NOT NULL,
              WATERMARK FOR rowtime AS SOURCE_WATERMARK()) WITH ('connector' = 'nexmark')""";

    @Override
    public void run(NexmarkQuery query, Feed feed, Fold result) throws Exception {
        String sql = FlinkQueries.sql(query);
        Configuration configuration = new Configuration();
        configuration.setString("pipeline.object-reuse", "true");
        configuration.setString("state.backend.type", "hashmap");
        configuration.setString("parallelism.default", "1");
        configuration.setString("table.local-time-zone", "UTC");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        createViews(tables, FlinkSource.Shape.of(query));
        tables.executeSql("CREATE TABLE folded (" + FlinkQueries.columns(query) + ") WITH ('connector' = 'nexmark')");
        FlinkTables.begin(query, feed, result);
        tables.executeSql("INSERT INTO folded " + sql).await();
    }

    private static void createViews(StreamTableEnvironment tables, FlinkSource.Shape shape) {
        switch (shape) {
            case BIDS -> tables.executeSql(BIDS);
            case ITEMS -> {
                tables.executeSql(ITEMS);
                createView(tables, Relation.AUCTION, "id, seller, category, rowtime");
                createView(tables, Relation.PERSON, "id, name, city, state, rowtime");
            }
            case TRADES -> {
                tables.executeSql(TRADES);
                createView(tables, Relation.AUCTION, "id, seller, category, ts, expires, rowtime");
                createView(tables, Relation.BID, "id AS auction, price, ts, rowtime");
            }
        }
    }

    private static void createView(StreamTableEnvironment tables, Relation relation, String columns) {
        tables.executeSql("CREATE TEMPORARY VIEW " + relation.source() + " AS SELECT " + columns
                + " FROM events WHERE kind = " + relation.code());
    }
}
