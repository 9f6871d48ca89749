package io.laminar.benchmarks.peers;

import io.laminar.nexmark.Contender.NotAnswered;
import io.laminar.nexmark.NexmarkQuery;

/** The queries in the SQL of Flink. */
final class FlinkQueries {
    private static final String RANKS =
            "COUNT(*), COUNT(*) FILTER (WHERE price < 10000), COUNT(*) FILTER (WHERE price >= 10000 AND price < 1000000),"
                    + " COUNT(*) FILTER (WHERE price >= 1000000)";
    private static final String BIDDERS =
            ", COUNT(DISTINCT bidder), COUNT(DISTINCT bidder) FILTER (WHERE price < 10000), COUNT(DISTINCT auction)";
    private static final String TEN_SECONDS =
            " FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(rowtime), INTERVAL '10' SECOND)) ";
    private static final String RANK_COLUMNS = "bids BIGINT, low BIGINT, middle BIGINT, high BIGINT";
    private static final String BIDDER_COLUMNS = ", bidders BIGINT, low_bidders BIGINT, auctions BIGINT";

    private FlinkQueries() {}

    static String sql(NexmarkQuery query) throws NotAnswered {
        return switch (query) {
            case Q0 -> "SELECT auction, bidder, price, channel, url, ts FROM bid";
            case Q1 -> "SELECT auction, bidder, CAST(0.908 AS DOUBLE) * price, channel, url, ts FROM bid";
            case Q2 -> "SELECT auction, price FROM bid WHERE MOD(auction, 123) = 0";
            case Q3 -> """
                    SELECT p.name, p.city, p.state, a.id FROM auction a JOIN person p ON a.seller = p.id
                    WHERE a.category = 10 AND p.state IN ('OR', 'ID', 'CA')""";
            case Q4 -> """
                    SELECT category, AVG(final)
                    FROM (SELECT a.id, a.category, MAX(b.price) AS final
                          FROM auction a JOIN bid b ON a.id = b.auction AND b.ts BETWEEN a.ts AND a.expires
                          GROUP BY a.id, a.category)
                    GROUP BY category""";
            case Q5 -> """
                    SELECT auction, window_start, COUNT(*)
                    FROM TABLE(HOP(TABLE bid, DESCRIPTOR(rowtime), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
                    GROUP BY auction, window_start, window_end""";
            case Q6 ->
                throw new NotAnswered(
                        "OVER with ROWS n PRECEDING takes rows that do not change, in the order of a time attribute alone");
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
            case Q11 -> """
                    SELECT bidder, COUNT(*), window_start, window_end
                    FROM TABLE(SESSION(TABLE bid PARTITION BY bidder, DESCRIPTOR(rowtime), INTERVAL '10000' SECOND(5)))
                    GROUP BY bidder, window_start, window_end""";
            case Q12 -> """
                    SELECT bidder, COUNT(*) FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(clock), INTERVAL '10' SECOND))
                    GROUP BY bidder, window_start, window_end""";
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
        };
    }

    static String columns(NexmarkQuery query) {
        return switch (query) {
            case Q2 -> "auction BIGINT, price DOUBLE";
            case Q3 -> "name STRING, city STRING, state STRING, id BIGINT";
            case Q5 -> "auction BIGINT, window_start TIMESTAMP(3), bids BIGINT";
            case Q7 -> "window_start TIMESTAMP(3), price DOUBLE";
            case QT ->
                "auction BIGINT, window_start TIMESTAMP(3), bids BIGINT, total DOUBLE, mean DOUBLE, low DOUBLE, high DOUBLE";
            case Q8 -> "id BIGINT, name STRING, window_start TIMESTAMP(3)";
            case Q4 -> "category BIGINT, mean DOUBLE";
            case Q11 -> "bidder BIGINT, bids BIGINT, window_start TIMESTAMP(3), window_end TIMESTAMP(3)";
            case Q12 -> "bidder BIGINT, bids BIGINT";
            case Q15 -> "window_start TIMESTAMP(3), " + RANK_COLUMNS + BIDDER_COLUMNS;
            case Q16 -> "channel STRING, window_start TIMESTAMP(3), " + RANK_COLUMNS + BIDDER_COLUMNS;
            case Q17 ->
                "auction BIGINT, window_start TIMESTAMP(3), " + RANK_COLUMNS
                        + ", lowest DOUBLE, highest DOUBLE, mean DOUBLE, total DOUBLE";
            default -> "auction BIGINT, bidder BIGINT, price DOUBLE, channel STRING, url STRING, ts BIGINT";
        };
    }
}
