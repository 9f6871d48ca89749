package io.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.catalog.Catalog;
import org.junit.jupiter.api.Test;

class QueryPlannerTest {
    private static final Catalog CATALOG = Catalogs.of("""
            CREATE SOURCE trades (symbol VARCHAR, price DOUBLE, volume BIGINT, ts TIMESTAMP,
              WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
            CREATE SOURCE orders (id BIGINT NOT NULL, symbol VARCHAR, flag BOOLEAN, ts TIMESTAMP, WATERMARK FOR ts);
            CREATE SOURCE flights (flight_date TIMESTAMP, delay INT, distance INT, origin VARCHAR, destination VARCHAR,
              WATERMARK FOR flight_date AS flight_date - INTERVAL '12' HOUR);
            CREATE TABLE companies (symbol VARCHAR, name VARCHAR, PRIMARY KEY (symbol));
            CREATE STREAM counts AS SELECT symbol, window_start, window_end, COUNT(*) AS n
              FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
              GROUP BY symbol, window_start, window_end;
            """);

    private static String plan(String sql) {
        return Catalogs.print(CATALOG, sql, true);
    }

    private static String boundedPlan(String sql) {
        return Catalogs.print(CATALOG, sql, false);
    }

    @Test
    void passesRowsOnWithoutANode() {
        assertThat(plan("""
                SELECT * FROM trades EMIT CHANGES""")).isEqualTo("""
                Scan trades
                """);
    }

    @Test
    void projectsAndFilters() {
        assertThat(plan("""
                SELECT symbol, price * 2 AS twice FROM trades WHERE price > 10 AND symbol IS NOT NULL
                EMIT CHANGES""")).isEqualTo("""
                Project symbol, (price * 2.0) AS twice
                  Filter ((price > 10.0) AND NOT symbol IS NULL)
                    Scan trades
                """);
    }

    @Test
    void expandsInListsAndRanges() {
        assertThat(plan("""
                SELECT * FROM trades WHERE price BETWEEN 1 AND 5 AND symbol IN ('A', 'B', 'C') OR symbol
                IS NULL""")).isEqualTo("""
                Filter (((price >= 1.0) AND (price <= 5.0) AND ((symbol = 'A') OR (symbol = 'B') OR (symbol = \
                'C'))) OR symbol IS NULL)
                  Scan trades
                """);
    }

    @Test
    void translatesCaseCoalesceAndCasts() {
        assertThat(plan("""
                SELECT CASE WHEN price > 10 THEN 'high' ELSE 'low' END AS level, COALESCE(symbol,
                'none') AS s, CAST(price AS INT) AS i, TRY_CAST(symbol AS DOUBLE) AS td, symbol::INT AS
                si FROM trades""")).isEqualTo("""
                Project CASE WHEN (price > 10.0) THEN 'high' ELSE 'low' END AS level, CASE WHEN NOT symbol IS \
                NULL THEN symbol ELSE 'none' END AS s, CAST(price AS INTEGER) AS i, TRY_CAST(symbol AS DOUBLE) \
                AS td, CAST(symbol AS INTEGER) AS si
                  Scan trades
                """);
    }

    @Test
    void translatesFunctionsOfTime() {
        assertThat(plan("""
                SELECT FLOOR(ts TO HOUR) AS a, EXTRACT(HOUR FROM ts) AS b, ts - INTERVAL '1.5' SECOND AS
                c, DATE_TRUNC('hour', ts) AS d, TIMESTAMPDIFF(SECOND, ts, ts) AS e FROM trades""")).isEqualTo("""
                Project FLOOR('HOUR', ts) AS a, EXTRACT('HOUR', ts) AS b, (ts - INTERVAL 'PT1.5S') AS c, \
                FLOOR('HOUR', ts) AS d, CAST(TIMESTAMPDIFF('SECOND', ts, ts) AS INTEGER) AS e
                  Scan trades
                """);
    }

    @Test
    void fusesTumbleIntoTheAggregation() {
        assertThat(plan("""
                SELECT symbol, window_end, SUM(price * volume) / SUM(volume) AS vwap, COUNT(*) AS trades
                FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY symbol,
                window_start, window_end""")).isEqualTo("""
                Project symbol, window_end, ($f3 / CAST($f4 AS DOUBLE)) AS vwap, trades
                  WindowAggregate TUMBLE(size PT1M) on ts keys [symbol] [SUM($f3) AS $f3, SUM(volume) AS $f4, \
                COUNT(*) AS trades] emit ON WINDOW CLOSE
                    Project symbol, (price * CAST(volume AS DOUBLE)) AS $f3, volume, ts
                      Scan trades
                """);
    }

    @Test
    void fusesHopBelowAFilterAndGroupsByTheStartAlone() {
        assertThat(plan("""
                SELECT symbol, window_start, SUM(volume) AS v FROM TABLE(HOP(TABLE trades,
                DESCRIPTOR(ts), INTERVAL '10' SECOND, INTERVAL '1' MINUTE)) WHERE price > 10 GROUP BY
                symbol, window_start""")).isEqualTo("""
                Project symbol, window_start, v
                  WindowAggregate HOP(slide PT10S, size PT1M) on ts keys [symbol] [SUM(volume) AS v] emit ON \
                WINDOW CLOSE
                    Project symbol, volume, ts
                      Filter (price > 10.0)
                        Scan trades
                """);
    }

    @Test
    void windowsOverASubQueryWithAnOffset() {
        assertThat(plan("""
                SELECT * FROM TABLE(TUMBLE((SELECT symbol, ts FROM trades WHERE price > 1),
                DESCRIPTOR(ts), INTERVAL '10' SECOND, INTERVAL '2' SECOND))""")).isEqualTo("""
                WindowAssign TUMBLE(size PT10S, offset PT2S) on ts
                  Project symbol, ts
                    Filter (price > 1.0)
                      Scan trades
                """);
    }

    @Test
    void takesNamedArguments() {
        assertThat(plan("""
                SELECT symbol, window_time FROM TABLE(TUMBLE(DATA => TABLE trades, TIMECOL =>
                DESCRIPTOR(ts), SIZE => INTERVAL '10' SECOND))""")).isEqualTo("""
                Project symbol, window_time
                  WindowAssign TUMBLE(size PT10S) on ts
                    Scan trades
                """);
    }

    @Test
    void groupsByAWindowCallWithItsStartAndEnd() {
        assertThat(plan("""
                SELECT symbol, TUMBLE_START(ts, INTERVAL '1' MINUTE) AS s, TUMBLE_END(ts, INTERVAL '1'
                MINUTE) AS e, MAX(price) AS m FROM trades GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE),
                symbol HAVING COUNT(*) > 1""")).isEqualTo("""
                Project symbol, s, window_end AS e, m
                  Filter ($f3 > 1)
                    Project window_start AS s, symbol, m, $f3, window_start, window_end, window_time
                      WindowAggregate TUMBLE(size PT1M) on ts keys [symbol] [MAX(price) AS m, COUNT(*) AS $f3] \
                emit ON WINDOW CLOSE
                        Project symbol, price, ts
                          Scan trades
                """);
    }

    @Test
    void takesABareWindowCallForItsStart() {
        assertThat(plan("""
                SELECT HOP(ts, INTERVAL '10' SECOND, INTERVAL '1' MINUTE) AS s, COUNT(*) AS n FROM
                trades GROUP BY HOP(ts, INTERVAL '10' SECOND, INTERVAL '1' MINUTE)""")).isEqualTo("""
                Project window_start AS s, n
                  WindowAggregate HOP(slide PT10S, size PT1M) on ts keys [] [COUNT(*) AS n] emit ON WINDOW \
                CLOSE
                    Project ts
                      Scan trades
                """);
    }

    @Test
    void keepsTheWindowWhereSomethingComputesWithIt() {
        assertThat(plan("""
                SELECT window_start, MAX(window_end) AS e FROM TABLE(TUMBLE(TABLE trades,
                DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY window_start""")).isEqualTo("""
                Project window_start, e
                  WindowAggregate ATTACHED on window_start, window_end keys [] [MAX(window_end) AS e] emit ON \
                WINDOW CLOSE
                    Project window_start, window_end
                      WindowAssign TUMBLE(size PT1M) on ts
                        Scan trades
                """);
    }

    @Test
    void attachesToTheWindowOfAnInnerAggregation() {
        assertThat(plan("""
                SELECT window_start, MAX(v) AS m FROM (SELECT symbol, window_start, SUM(volume) AS v
                FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY symbol,
                window_start) t GROUP BY window_start""")).isEqualTo("""
                Project window_start, m
                  WindowAggregate ATTACHED on window_start, window_end keys [] [MAX(v) AS m] emit ON WINDOW \
                CLOSE
                    Project window_start, v, window_start, window_end
                      WindowAggregate TUMBLE(size PT1M) on ts keys [symbol] [SUM(volume) AS v] emit ON WINDOW \
                CLOSE
                        Project symbol, volume, ts
                          Scan trades
                """);
    }

    @Test
    void attachesToTheWindowOfAStream() {
        assertThat(plan("""
                SELECT window_start, COUNT(*) AS n FROM counts GROUP BY window_start, window_end""")).isEqualTo("""
                Project window_start, n
                  WindowAggregate ATTACHED on window_start, window_end keys [] [COUNT(*) AS n] emit ON WINDOW \
                CLOSE
                    Project window_start, window_end
                      Scan counts
                """);
    }

    @Test
    void windowsOverTheWindowsOfAStream() {
        assertThat(plan("""
                SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE counts,
                DESCRIPTOR(window_end), INTERVAL '1' HOUR)) GROUP BY window_start""")).isEqualTo("""
                Project window_start, n
                  WindowAggregate TUMBLE(size PT1H) on window_end keys [] [COUNT(*) AS n] emit ON WINDOW CLOSE
                    Project window_end
                      Scan counts
                """);
    }

    @Test
    void keepsAllColumnsForLateRows() {
        assertThat(plan("""
                SELECT symbol, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL
                '1' MINUTE)) GROUP BY symbol, window_start, window_end ALLOW LATENESS INTERVAL '10'
                SECOND LATE DATA TO late_trades EMIT ON WINDOW CLOSE""")).isEqualTo("""
                Project symbol, n
                  WindowAggregate TUMBLE(size PT1M) on ts keys [symbol] [COUNT(*) AS n] emit ON WINDOW CLOSE \
                lateness PT10S late [symbol, price, volume, ts]
                    Project symbol, ts, price, volume
                      Scan trades
                Late rows to late_trades
                """);
    }

    @Test
    void emitsChangesOfWindowsWhenAsked() {
        assertThat(plan("""
                SELECT symbol, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL
                '1' MINUTE)) GROUP BY symbol, window_start, window_end EMIT CHANGES""")).isEqualTo("""
                Project symbol, n [changes]
                  WindowAggregate TUMBLE(size PT1M) on ts keys [symbol] [COUNT(*) AS n] emit CHANGES [changes]
                    Project symbol, ts
                      Scan trades
                """);
    }

    @Test
    void groupsWithoutAWindow() {
        assertThat(plan("""
                SELECT symbol, COUNT(*) FILTER (WHERE price > 10) AS big, AVG(volume) AS mean,
                FIRST_VALUE(price) AS first FROM trades GROUP BY symbol HAVING SUM(volume) > 10 EMIT
                CHANGES""")).isEqualTo("""
                Project symbol, big, mean, first [changes]
                  Filter ($f4 > 10) [changes]
                    GroupAggregate keys [symbol] [COUNT(*) FILTER $f1 AS big, AVG(volume) AS mean, \
                FIRST_VALUE(price) AS first, SUM(volume) AS $f4] [changes]
                      Project symbol, COALESCE((price > 10.0), FALSE) AS $f1, volume, price
                        Scan trades
                """);
    }

    @Test
    void groupsForDistinct() {
        assertThat(plan("""
                SELECT DISTINCT symbol FROM trades EMIT CHANGES""")).isEqualTo("""
                GroupAggregate keys [symbol] [] [changes]
                  Project symbol
                    Scan trades
                """);
    }

    @Test
    void looksUpATableForEachRowOfAStream() {
        assertThat(plan("""
                SELECT t.symbol, c.name FROM trades t LEFT JOIN companies c ON t.symbol = c.symbol""")).isEqualTo("""
                Project symbol, name
                  Join LEFT STREAM_TABLE on (symbol = symbol)
                    Project symbol, ts
                      Scan trades
                    Scan companies (snapshot) [changes]
                """);
    }

    @Test
    void joinsStreamsRegularlyWithAFurtherCondition() {
        assertThat(plan("""
                SELECT t.symbol, o.id FROM trades t JOIN orders o ON t.symbol = o.symbol AND t.volume >
                o.id WHERE o.flag""")).isEqualTo("""
                Project symbol, id
                  Join INNER REGULAR on (symbol = symbol) where (volume > id)
                    Project symbol, volume, ts
                      Scan trades
                    Project id, symbol, ts
                      Filter flag
                        Scan orders
                """);
    }

    @Test
    void forgetsByBoundsBetweenTimes() {
        assertThat(plan("""
                SELECT t.symbol FROM trades t JOIN orders o ON t.symbol = o.symbol AND o.ts BETWEEN t.ts AND t.ts +
                INTERVAL '5' SECOND""")).isEqualTo("""
                Project symbol
                  Join INNER REGULAR on (symbol = symbol) where ((ts >= ts) AND (ts <= (ts + INTERVAL 'PT5S'))) \
                forgets left after ts + PT5S, right after ts
                    Project symbol, ts
                      Scan trades
                    Project symbol, ts
                      Scan orders
                """);
    }

    @Test
    void aJoinHoldsTheWatermarkBackForTheTimesThatAreGoneBy() {
        String from =
                " FROM trades t JOIN orders o ON t.symbol = o.symbol AND o.ts >= t.ts AND o.ts < t.ts + INTERVAL '5' SECOND";
        assertThat(plan("SELECT t.ts" + from)).contains("holds the watermark back by PT4.999999S");
        assertThat(plan("SELECT o.ts" + from)).doesNotContain("holds");
        assertThat(plan("SELECT o.ts, t.ts AS earlier" + from)).contains("holds the watermark back by PT4.999999S");
        assertThat(plan("SELECT t.ts, COUNT(*) AS n" + from + " GROUP BY t.ts")).doesNotContain("holds");
        assertThat(plan("SELECT SUM(o.id) OVER (ORDER BY t.ts) AS total" + from))
                .contains("holds");
        assertThat(plan("SELECT SUM(o.id) OVER (ORDER BY o.ts) AS total" + from))
                .doesNotContain("holds");
    }

    @Test
    void ofJoinsOverJoinsTheTopmostHoldsForAll() {
        assertThat(plan("""
                SELECT t.ts FROM trades t JOIN orders o ON t.symbol = o.symbol AND o.ts BETWEEN t.ts AND t.ts +
                INTERVAL '5' SECOND JOIN orders p ON p.id = o.id AND p.ts BETWEEN o.ts - INTERVAL '1' SECOND AND
                o.ts + INTERVAL '3' SECOND""")).containsOnlyOnce("holds").startsWith("""
                Project ts
                  Join INNER REGULAR on (id = id) where ((ts >= (ts0 - INTERVAL 'PT1S')) AND \
                (ts <= (ts0 + INTERVAL 'PT3S'))) holds the watermark back by PT8S \
                forgets left after ts0 + PT3S, right after ts + PT1S
                    Project ts, id, ts0
                """);
    }

    @Test
    void forgetsByTheWindowThatIsOverFirst() {
        assertThat(plan("""
                SELECT t.symbol, t.window_end FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) t
                JOIN TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) o
                ON t.symbol = o.symbol AND t.window_start = o.window_start AND t.window_end =
                o.window_end""")).isEqualTo("""
                Project symbol, window_end
                  Join INNER REGULAR on (symbol = symbol, window_start = window_start, window_end = window_end) \
                forgets by window window_end
                    WindowAssign TUMBLE(size PT1M) on ts
                      Project symbol, ts
                        Scan trades
                    Project symbol, ts, window_start, window_end
                      WindowAssign TUMBLE(size PT1M) on ts
                        Project symbol, ts
                          Scan orders
                """);
    }

    @Test
    void forgetsNothingByATimeOfRowsThatChange() {
        assertThat(plan("""
                SELECT t.symbol FROM (SELECT symbol, MAX(ts) AS ts FROM trades GROUP BY symbol) t JOIN orders o
                ON t.symbol = o.symbol AND o.ts BETWEEN t.ts AND t.ts + INTERVAL '5' SECOND""")).doesNotContain("forgets");
    }

    @Test
    void joinsFullyWithChanges() {
        assertThat(plan("""
                SELECT t.symbol FROM trades t FULL JOIN orders o ON t.symbol = o.symbol""")).isEqualTo("""
                Project symbol [changes]
                  Join FULL REGULAR on (symbol = symbol) [changes]
                    Project symbol, ts
                      Scan trades
                    Project symbol, ts
                      Scan orders
                """);
    }

    @Test
    void takesInForASemiJoin() {
        assertThat(plan("""
                SELECT symbol FROM trades WHERE symbol IN (SELECT symbol FROM companies)""")).isEqualTo("""
                Project symbol [changes]
                  Join SEMI REGULAR on (symbol = symbol) [changes]
                    Project symbol, ts
                      Scan trades
                    Project symbol [changes]
                      Scan companies (snapshot) [changes]
                """);
    }

    @Test
    void takesNotExistsForAnOuterJoin() {
        assertThat(plan("""
                SELECT symbol FROM trades t WHERE NOT EXISTS (SELECT 1 FROM companies c WHERE c.symbol =
                t.symbol)""")).isEqualTo("""
                Project symbol
                  Filter $f1 IS NULL
                    Join LEFT STREAM_TABLE on (symbol = symbol)
                      Project symbol, ts
                        Scan trades
                      Project symbol, TRUE AS $f1 [changes]
                        GroupAggregate keys [symbol] [] [changes]
                          Project symbol [changes]
                            Scan companies (snapshot) [changes]
                """);
    }

    @Test
    void unitesWithAndWithoutDuplicates() {
        assertThat(plan("""
                SELECT symbol FROM trades UNION SELECT symbol FROM orders""")).isEqualTo("""
                GroupAggregate keys [symbol] [] [changes]
                  Union
                    Project symbol
                      Scan trades
                    Project symbol
                      Scan orders
                """);
    }

    @Test
    void readsNamedSubQueries() {
        assertThat(plan("""
                WITH x AS (SELECT symbol, price FROM trades WHERE price > 1) SELECT symbol, COUNT(*) AS
                n FROM x GROUP BY symbol""")).isEqualTo("""
                GroupAggregate keys [symbol] [COUNT(*) AS n] [changes]
                  Project symbol
                    Filter (price > 1.0)
                      Scan trades
                """);
    }

    @Test
    void subscribesToAllColumns() {
        assertThat(plan("""
                SUBSCRIBE TO trades WHERE price > 10""")).isEqualTo("""
                Filter (price > 10.0)
                  Scan trades
                """);
    }

    @Test
    void windowsTheFlightsOfTheManual() {
        assertThat(plan("""
                SELECT origin, window_start, COUNT(*) AS flights, AVG(delay) AS mean_delay FROM
                TABLE(TUMBLE(TABLE flights, DESCRIPTOR(flight_date), INTERVAL '1' HOUR)) GROUP BY
                origin, window_start, window_end""")).isEqualTo("""
                Project origin, window_start, flights, mean_delay
                  WindowAggregate TUMBLE(size PT1H) on flight_date keys [origin] [COUNT(*) AS flights, \
                AVG(delay) AS mean_delay] emit ON WINDOW CLOSE
                    Project origin, delay, flight_date
                      Scan flights
                """);
    }

    @Test
    void sortsAndCutsBoundedResults() {
        assertThat(boundedPlan("""
                SELECT symbol, name FROM companies ORDER BY name DESC, symbol LIMIT 10 OFFSET 2""")).isEqualTo("""
                Sort [name DESC, symbol] offset 2 limit 10
                  Scan companies (snapshot) [changes]
                """);
    }

    @Test
    void sortsByWhatIsNotSelected() {
        assertThat(boundedPlan("""
                SELECT symbol FROM companies ORDER BY name""")).isEqualTo("""
                Project symbol
                  Sort [name]
                    Scan companies (snapshot) [changes]
                """);
    }

    @Test
    void joinsRegularlyWhenBounded() {
        assertThat(boundedPlan("""
                SELECT t.symbol, c.name FROM trades t JOIN companies c ON t.symbol = c.symbol""")).isEqualTo("""
                Project symbol, name [changes]
                  Join INNER REGULAR on (symbol = symbol) [changes]
                    Project symbol, ts
                      Scan trades
                    Scan companies (snapshot) [changes]
                """);
    }

    @Test
    void readsConstants() {
        assertThat(boundedPlan("""
                VALUES (1, 'a'), (2, NULL)""")).isEqualTo("""
                Values (1, 'a'), (2, NULL)
                """);
    }

    @Test
    void keepsMicrosecondsOfLiterals() {
        assertThat(boundedPlan("""
                SELECT TIMESTAMP '2024-01-02 03:04:05.123456' AS t, INTERVAL '1.5' SECOND AS i, 1 + 1 AS
                two, 'it''s' AS s""")).isEqualTo("""
                Project TIMESTAMP '2024-01-02 03:04:05.123456' AS t, INTERVAL 'PT1.5S' AS i, 2 AS two, 'it''s' \
                AS s
                  Values (0)
                """);
    }

    @Test
    void tellsWhichColumnsCarryTime() {
        assertThat(Catalogs.plan(CATALOG, "SELECT price, ts FROM trades EMIT CHANGES", true)
                        .timeColumns())
                .containsExactly(1);
        assertThat(Catalogs.plan(CATALOG, "SELECT ts + INTERVAL '1' SECOND AS ts FROM trades EMIT CHANGES", true)
                        .timeColumns())
                .isEmpty();
        var windowed = Catalogs.plan(CATALOG, """
                SELECT window_start, window_end, window_time, COUNT(*) AS n
                FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
                GROUP BY window_start, window_end, window_time""", true);
        assertThat(windowed.timeColumns()).containsExactly(2, 1, 0);
        assertThat(windowed.root().schema().timeColumn()).isEqualTo(2);
    }

    @Test
    void givesWindowColumnsTheTypeOfTheTimeColumn() {
        Catalog catalog = Catalogs.of("CREATE SOURCE s (a INT, ts TIMESTAMP_LTZ, WATERMARK FOR ts)");
        assertThat(Catalogs.plan(
                                catalog,
                                "SELECT window_start FROM TABLE(TUMBLE(TABLE s, DESCRIPTOR(ts), INTERVAL '1' DAY))",
                                true)
                        .root()
                        .schema())
                .hasToString("(window_start TIMESTAMP_LTZ NOT NULL)");
    }

    @Test
    void derivesTypesOfAggregates() {
        Catalog catalog = Catalogs.of("CREATE SOURCE s (k INT, i INT NOT NULL, r REAL, d DECIMAL(10, 2))");
        assertThat(Catalogs.plan(
                                catalog,
                                "SELECT k, SUM(i) AS si, AVG(i) AS ai, SUM(r) AS sr, SUM(d) AS sd, AVG(d) AS ad FROM s GROUP BY k",
                                true)
                        .root()
                        .schema())
                .hasToString("(k INTEGER, si BIGINT NOT NULL, ai DOUBLE NOT NULL, sr DOUBLE, sd DECIMAL(38, 2), "
                        + "ad DECIMAL(38, 8))");
    }

    @Test
    void plansTheSameParsedQueryAgain() {
        ParsedQuery query =
                ((Statement.Select) Statements.parseOne("SELECT symbol FROM trades WHERE price > 1")).query();
        QueryPlanner planner = new QueryPlanner();
        assertThat(planner.plan(query, CATALOG, true)).isEqualTo(planner.plan(query, CATALOG, true));
    }

    @Test
    void warmsUp() {
        new QueryPlanner().warmUp();
    }
}
