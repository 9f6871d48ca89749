package io.laminar.nexmark;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The queries. Those that the benchmark suite Nexmark has keep their numbers; what differs is in the description. The SQL is
 * what an application would write.
 */
public enum NexmarkQuery {
    Q0(
            "all columns of the bids",
            Keeps.NOTHING,
            "SELECT auction, bidder, price, channel, url, ts FROM bid",
            Relation.BID),

    Q1(
            "prices of bids in another currency",
            Keeps.NOTHING,
            "SELECT auction, bidder, 0.908 * price AS price, channel, url, ts FROM bid",
            Relation.BID),

    Q2(
            "bids on some auctions",
            Keeps.NOTHING,
            "SELECT auction, price FROM bid WHERE MOD(auction, 123) = 0",
            Relation.BID),

    Q3(
            "who sells in a category in some states: a join without windows",
            Keeps.ROWS,
            """
            SELECT p.name, p.city, p.state, a.id
            FROM auction a JOIN person p ON a.seller = p.id
            WHERE a.category = 10 AND p.state IN ('OR', 'ID', 'CA')""",
            Relation.AUCTION,
            Relation.PERSON),

    Q4("mean of the winning bids by category", Keeps.ROWS, """
            SELECT category, AVG(final) AS mean
            FROM (SELECT a.id, a.category, MAX(b.price) AS final
                  FROM auction a JOIN bid b ON a.id = b.auction AND b.ts BETWEEN a.ts AND a.expires
                  GROUP BY a.id, a.category) AS winning
            GROUP BY category""", Relation.AUCTION, Relation.BID),

    Q6(
            "mean of the winning bids of the last ten auctions of a seller, by their ends",
            Keeps.ROWS,
            """
            SELECT seller, AVG(final) OVER (PARTITION BY seller ORDER BY expires, id
              ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS mean
            FROM (SELECT a.id, a.seller, a.expires, MAX(b.price) AS final
                  FROM auction a JOIN bid b ON a.id = b.auction AND b.ts BETWEEN a.ts AND a.expires
                  GROUP BY a.id, a.seller, a.expires) AS winning""",
            Relation.AUCTION,
            Relation.BID),

    Q5("bids by auction in 10 seconds, every 2 seconds", Keeps.WINDOWS, """
            SELECT auction, window_start, COUNT(*) AS bids
            FROM TABLE(HOP(TABLE bid, DESCRIPTOR(ts), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
            GROUP BY auction, window_start, window_end""", Relation.BID),

    Q7("the highest price of every 10 seconds", Keeps.WINDOWS, """
            SELECT window_start, MAX(price) AS price
            FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(ts), INTERVAL '10' SECOND))
            GROUP BY window_start, window_end""", Relation.BID),

    QT("count, sum, mean, lowest and highest price by auction in every 10 seconds", Keeps.WINDOWS, """
            SELECT auction, window_start, COUNT(*) AS bids, SUM(price) AS total, AVG(price) AS mean, MIN(price) AS low,
              MAX(price) AS high
            FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(ts), INTERVAL '10' SECOND))
            GROUP BY auction, window_start, window_end""", Relation.BID),

    Q8("persons who came and sold within the same 10 seconds", Keeps.WINDOWS, """
            SELECT p.id, p.name, p.window_start
            FROM (SELECT id, name, window_start, window_end
                  FROM TABLE(TUMBLE(TABLE person, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                  GROUP BY id, name, window_start, window_end) AS p
            JOIN (SELECT seller, window_start, window_end
                  FROM TABLE(TUMBLE(TABLE auction, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                  GROUP BY seller, window_start, window_end) AS a
            ON p.id = a.seller AND p.window_start = a.window_start AND p.window_end = a.window_end""", Relation.AUCTION, Relation.PERSON),

    Q11("bids by bidder and session with a gap of 10 seconds", Keeps.WINDOWS, """
            SELECT bidder, COUNT(*) AS bids, SESSION_START(ts, INTERVAL '10' SECOND) AS s,
              SESSION_END(ts, INTERVAL '10' SECOND) AS e
            FROM bid GROUP BY bidder, SESSION(ts, INTERVAL '10' SECOND)""", Relation.BID),

    Q12("bids by bidder in every 10 seconds of the clock", Keeps.WINDOWS, """
            SELECT bidder, COUNT(*) AS bids FROM bid GROUP BY bidder, TUMBLE(PROCTIME(), INTERVAL '10' SECOND)""", Relation.BID),

    Q15("bids, bidders and auctions by rank of price in every 10 seconds", Keeps.WINDOWS, """
            SELECT window_start, COUNT(*) AS bids, COUNT(*) FILTER (WHERE price < 10000) AS low,
              COUNT(*) FILTER (WHERE price >= 10000 AND price < 1000000) AS middle,
              COUNT(*) FILTER (WHERE price >= 1000000) AS high, COUNT(DISTINCT bidder) AS bidders,
              COUNT(DISTINCT bidder) FILTER (WHERE price < 10000) AS low_bidders, COUNT(DISTINCT auction) AS auctions
            FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(ts), INTERVAL '10' SECOND))
            GROUP BY window_start, window_end""", Relation.BID),

    Q16("the same by channel", Keeps.WINDOWS, """
            SELECT channel, window_start, COUNT(*) AS bids, COUNT(*) FILTER (WHERE price < 10000) AS low,
              COUNT(*) FILTER (WHERE price >= 10000 AND price < 1000000) AS middle,
              COUNT(*) FILTER (WHERE price >= 1000000) AS high, COUNT(DISTINCT bidder) AS bidders,
              COUNT(DISTINCT bidder) FILTER (WHERE price < 10000) AS low_bidders, COUNT(DISTINCT auction) AS auctions
            FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(ts), INTERVAL '10' SECOND))
            GROUP BY channel, window_start, window_end""", Relation.BID),

    Q17(
            "bids by rank of price, lowest, highest, mean and sum by auction in every 10 seconds",
            Keeps.WINDOWS,
            """
            SELECT auction, window_start, COUNT(*) AS bids, COUNT(*) FILTER (WHERE price < 10000) AS low,
              COUNT(*) FILTER (WHERE price >= 10000 AND price < 1000000) AS middle,
              COUNT(*) FILTER (WHERE price >= 1000000) AS high, MIN(price) AS lowest, MAX(price) AS highest,
              AVG(price) AS mean, SUM(price) AS total
            FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(ts), INTERVAL '10' SECOND))
            GROUP BY auction, window_start, window_end""",
            Relation.BID),

    Q18("the last bid of each bidder on each auction", Keeps.ROWS, """
            SELECT auction, bidder, price, channel, url, ts
            FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY bidder, auction ORDER BY ts DESC) AS rn FROM bid) AS ranked
            WHERE rn <= 1""", Relation.BID),

    Q19("the ten highest bids on each auction", Keeps.ROWS, """
            SELECT auction, bidder, price, channel, url, ts
            FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY auction ORDER BY price DESC, ts) AS rn FROM bid) AS ranked
            WHERE rn <= 10""", Relation.BID);

    /** What a query remembers. */
    public enum Keeps {
        NOTHING,
        /** Until a window has closed. */
        WINDOWS,
        /** For ever; so contenders are compared over equally many events. */
        ROWS
    }

    private final String description;
    private final Keeps keeps;
    private final String sql;

    @SuppressWarnings("ImmutableEnumChecker") // handed out as copies only
    private final Set<Relation> relations;

    NexmarkQuery(String description, Keeps keeps, String sql, Relation first, Relation... others) {
        this.description = description;
        this.keeps = keeps;
        this.sql = sql;
        this.relations = EnumSet.of(first, others);
    }

    /** What it asks, in words. */
    public String description() {
        return description;
    }

    public Keeps keeps() {
        return keeps;
    }

    /** The SELECT. */
    public String sql() {
        return sql;
    }

    /**
     * Whether the last column counts rows that were put together as the clock wanted it, so that contenders agree on the sum of these counts
     * alone.
     */
    public boolean isByClock() {
        return this == Q12;
    }

    /** What it reads. */
    public Set<Relation> relations() {
        return EnumSet.copyOf(relations);
    }

    /** The query with a name; case is ignored. */
    public static NexmarkQuery of(String name) {
        return valueOf(name.trim().toUpperCase(Locale.ROOT));
    }

    /** The name as people write it. */
    public String label() {
        return this == QT ? "qT" : name().toLowerCase(Locale.ROOT);
    }
}
