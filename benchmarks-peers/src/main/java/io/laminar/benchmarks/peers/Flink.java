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
 * Flink's own rows, as its connectors do. As in Nexmark for Flink, one source gives all relations that a query reads.
 */
final class Flink implements Contender {
    private static final String BIDS = """
            CREATE TABLE bid (auction BIGINT NOT NULL, bidder BIGINT NOT NULL, price DOUBLE NOT NULL, channel STRING NOT NULL,
              url STRING NOT NULL, ts BIGINT NOT NULL, rowtime TIMESTAMP(3) NOT NULL,
              WATERMARK FOR rowtime AS SOURCE_WATERMARK()) WITH ('connector' = 'nexmark')""";
    private static final String ITEMS = """
            CREATE TABLE events (kind INT NOT NULL, id BIGINT NOT NULL, seller BIGINT NOT NULL, category BIGINT NOT NULL,
              name STRING, city STRING, state STRING, rowtime TIMESTAMP(3) NOT NULL,
              WATERMARK FOR rowtime AS SOURCE_WATERMARK()) WITH ('connector' = 'nexmark')""";

    private static final String RANKS =
            "COUNT(*), COUNT(*) FILTER (WHERE price < 10000), COUNT(*) FILTER (WHERE price >= 10000 AND price < 1000000),"
                    + " COUNT(*) FILTER (WHERE price >= 1000000)";
    private static final String BIDDERS =
            ", COUNT(DISTINCT bidder), COUNT(DISTINCT bidder) FILTER (WHERE price < 10000), COUNT(DISTINCT auction)";
    private static final String TEN_SECONDS =
            " FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(rowtime), INTERVAL '10' SECOND)) ";
    private static final String RANK_COLUMNS = "bids BIGINT, low BIGINT, middle BIGINT, high BIGINT";
    private static final String BIDDER_COLUMNS = ", bidders BIGINT, low_bidders BIGINT, auctions BIGINT";

    @Override
    public void run(NexmarkQuery query, Feed feed, Fold result) throws Exception {
        String sql = sql(query);
        Configuration configuration = new Configuration();
        configuration.setString("pipeline.object-reuse", "true");
        configuration.setString("state.backend.type", "hashmap");
        configuration.setString("parallelism.default", "1");
        configuration.setString("table.local-time-zone", "UTC");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        if (query.relations().contains(Relation.BID)) {
            tables.executeSql(BIDS);
        } else {
            tables.executeSql(ITEMS);
            tables.executeSql("CREATE TEMPORARY VIEW auction AS SELECT id, seller, category, rowtime FROM events"
                    + " WHERE kind = " + Relation.AUCTION.code());
            tables.executeSql("CREATE TEMPORARY VIEW person AS SELECT id, name, city, state, rowtime FROM events"
                    + " WHERE kind = " + Relation.PERSON.code());
        }
        tables.executeSql("CREATE TABLE folded (" + columns(query) + ") WITH ('connector' = 'nexmark')");
        FlinkTables.begin(feed, result, query.relations().contains(Relation.BID));
        tables.executeSql("INSERT INTO folded " + sql).await();
    }

    private static String sql(NexmarkQuery query) throws NotAnswered {
        return switch (query) {
            case Q0 -> "SELECT auction, bidder, price, channel, url, ts FROM bid";
            case Q1 -> "SELECT auction, bidder, CAST(0.908 AS DOUBLE) * price, channel, url, ts FROM bid";
            case Q2 -> "SELECT auction, price FROM bid WHERE MOD(auction, 123) = 0";
            case Q3 -> """
                    SELECT p.name, p.city, p.state, a.id FROM auction a JOIN person p ON a.seller = p.id
                    WHERE a.category = 10 AND p.state IN ('OR', 'ID', 'CA')""";
            case Q5 -> """
                    SELECT auction, window_start, COUNT(*)
                    FROM TABLE(HOP(TABLE bid, DESCRIPTOR(rowtime), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
                    GROUP BY auction, window_start, window_end""";
            case Q7 -> """
                    SELECT window_start, MAX(price)
                    FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(rowtime), INTERVAL '10' SECOND))
                    GROUP BY window_start, window_end""";
            case QT -> """
                    SELECT auction, window_start, COUNT(*), SUM(price), AVG(price), MIN(price), MAX(price)
                    FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(rowtime), INTERVAL '10' SECOND))
                    GROUP BY auction, window_start, window_end""";
            case Q8 -> """
                    SELECT p.id, p.name, p.window_start
                    FROM (SELECT id, name, window_start, window_end
                          FROM TABLE(TUMBLE(TABLE person, DESCRIPTOR(rowtime), INTERVAL '10' SECOND))
                          GROUP BY id, name, window_start, window_end) p
                    JOIN (SELECT seller, window_start, window_end
                          FROM TABLE(TUMBLE(TABLE auction, DESCRIPTOR(rowtime), INTERVAL '10' SECOND))
                          GROUP BY seller, window_start, window_end) a
                    ON p.id = a.seller AND p.window_start = a.window_start AND p.window_end = a.window_end""";
            case Q15 -> "SELECT window_start, " + RANKS + BIDDERS + TEN_SECONDS + "GROUP BY window_start, window_end";
            case Q16 ->
                "SELECT channel, window_start, " + RANKS + BIDDERS + TEN_SECONDS
                        + "GROUP BY channel, window_start, window_end";
            case Q17 ->
                "SELECT auction, window_start, " + RANKS + ", MIN(price), MAX(price), AVG(price), SUM(price)"
                        + TEN_SECONDS + "GROUP BY auction, window_start, window_end";
            case Q18 -> """
                    SELECT auction, bidder, price, channel, url, ts
                    FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY bidder, auction ORDER BY rowtime DESC) AS rn FROM bid)
                    WHERE rn <= 1""";
            case Q19 -> """
                    SELECT auction, bidder, price, channel, url, ts
                    FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY auction ORDER BY price DESC, ts) AS rn FROM bid)
                    WHERE rn <= 10""";
            default -> throw new NotAnswered("not written");
        };
    }

    private static String columns(NexmarkQuery query) {
        return switch (query) {
            case Q2 -> "auction BIGINT, price DOUBLE";
            case Q3 -> "name STRING, city STRING, state STRING, id BIGINT";
            case Q5 -> "auction BIGINT, window_start TIMESTAMP(3), bids BIGINT";
            case Q7 -> "window_start TIMESTAMP(3), price DOUBLE";
            case QT ->
                "auction BIGINT, window_start TIMESTAMP(3), bids BIGINT, total DOUBLE, mean DOUBLE, low DOUBLE, high DOUBLE";
            case Q8 -> "id BIGINT, name STRING, window_start TIMESTAMP(3)";
            case Q15 -> "window_start TIMESTAMP(3), " + RANK_COLUMNS + BIDDER_COLUMNS;
            case Q16 -> "channel STRING, window_start TIMESTAMP(3), " + RANK_COLUMNS + BIDDER_COLUMNS;
            case Q17 ->
                "auction BIGINT, window_start TIMESTAMP(3), " + RANK_COLUMNS
                        + ", lowest DOUBLE, highest DOUBLE, mean DOUBLE, total DOUBLE";
            default -> "auction BIGINT, bidder BIGINT, price DOUBLE, channel STRING, url STRING, ts BIGINT";
        };
    }
}
