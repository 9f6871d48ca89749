package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryMetadata;
import io.laminar.api.QueryResult;
import io.laminar.api.QueryState;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import io.laminar.api.SubscriptionOptions;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that run in partitions by key. */
@Timeout(120)
class PartitionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final SubscriptionOptions ALL = SubscriptionOptions.DEFAULT;

    private static final String SOURCES =
            "CREATE SOURCE trades (symbol VARCHAR, venue INTEGER, price DOUBLE, volume INTEGER, ts TIMESTAMP,"
                    + " WATERMARK FOR ts AS ts - INTERVAL '3' SECOND);"
                    + " CREATE SOURCE quotes (symbol VARCHAR, bid INTEGER);"
                    + " CREATE TABLE names (symbol VARCHAR, name VARCHAR, PRIMARY KEY (symbol));";

    /** Each of them in several partitions, but for the last three. */
    private static final List<String> QUERIES = List.of(
            "SELECT symbol, venue, COUNT(*) AS n, SUM(volume) AS v, MIN(volume) AS lo, MAX(volume) AS hi FROM trades"
                    + " GROUP BY symbol, venue",
            "SELECT symbol, MIN(venue) AS venues FROM trades WHERE volume > 20 GROUP BY symbol"
                    + " HAVING COUNT(*) > 3",
            "SELECT symbol, window_start, COUNT(*) AS n, SUM(volume) AS v FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts),"
                    + " INTERVAL '10' SECOND)) GROUP BY symbol, window_start, window_end",
            "SELECT symbol, MAX(n) AS most FROM (SELECT symbol, venue, COUNT(*) AS n FROM trades GROUP BY symbol, venue)"
                    + " GROUP BY symbol",
            "SELECT UPPER(symbol) AS s, venue + 1 AS v, COUNT(*) AS n FROM trades GROUP BY UPPER(symbol), venue + 1",
            "SELECT t.symbol, n.name, t.volume FROM trades t LEFT JOIN names n ON t.symbol = n.symbol",
            "SELECT n.name, COUNT(*) AS n FROM trades t JOIN names n ON t.symbol = n.symbol GROUP BY n.name",
            "SELECT t.symbol, t.volume, q.bid FROM trades t JOIN quotes q ON t.symbol = q.symbol WHERE t.volume > 95",
            "SELECT a.symbol, a.n, b.top FROM (SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol) a"
                    + " FULL JOIN (SELECT symbol, MAX(bid) AS top FROM quotes GROUP BY symbol) b ON a.symbol = b.symbol",
            "SELECT window_start, SUM(n) AS n FROM (SELECT symbol, window_start, window_end, COUNT(*) AS n FROM"
                    + " TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '5' SECOND)) GROUP BY symbol, window_start,"
                    + " window_end) GROUP BY window_start",
            "SELECT SUM(most) AS total FROM (SELECT symbol, MAX(volume) AS most FROM trades GROUP BY symbol)",
            "SELECT COUNT(*) AS n FROM trades",
            "SELECT symbol, volume FROM trades WHERE volume > 90",
            "SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '10' SECOND))"
                    + " GROUP BY window_start, window_end");

    private static final int UNPARTITIONED = 3;

    @ParameterizedTest
    @CsvSource({"1, 2, 1024, 1", "2, 2, 1024, 2", "3, 4, 7, 3", "4, 7, 1, 4", "3, 5, 64, 5", "2, 16, 1024, 6"})
    void sameResultsAsInOnePartition(int workers, int parallelism, int batchRows, long seed) {
        List<Map<String, Integer>> expected = run(1, 1, 1024, seed);
        List<Map<String, Integer>> actual = run(workers, parallelism, batchRows, seed);

        for (int i = 0; i < QUERIES.size(); i++) {
            assertThat(actual.get(i)).as(QUERIES.get(i) + " with seed " + seed).isEqualTo(expected.get(i));
            assertThat(expected.get(i)).as(QUERIES.get(i)).isNotEmpty();
        }
    }

    /** What each query gave, folded. */
    private static List<Map<String, Integer>> run(int workers, int parallelism, int batchRows, long seed) {
        Random random = new Random(seed);
        try (LaminarEngine engine = Laminar.builder()
                .workers(workers)
                .parallelism(parallelism)
                .batchRows(batchRows)
                .open()) {
            engine.execute(SOURCES);
            List<PollableSubscription<Row>> subscriptions = new ArrayList<>();
            for (int i = 0; i < QUERIES.size(); i++) {
                engine.execute(
                        (i % 2 == 0 ? "CREATE STREAM q" : "CREATE MATERIALIZED VIEW q") + i + " AS " + QUERIES.get(i));
                subscriptions.add(engine.subscribe("q" + i, Row.class, ALL));
                boolean isPartitioned = parallelism > 1 && i < QUERIES.size() - UNPARTITIONED;
                assertThat(metadata(engine, "q" + i).parallelism())
                        .as(QUERIES.get(i))
                        .isEqualTo(isPartitioned ? parallelism : 1);
            }
            List<Map<String, Integer>> folded = new ArrayList<>();
            QUERIES.forEach(query -> folded.add(new TreeMap<>()));
            for (int round = 0; round < 40; round++) {
                push(engine, random, round);
                drain(subscriptions, folded);
            }
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            engine.endOfInput();
            drain(subscriptions, folded);
            for (int i = 0; i < QUERIES.size(); i++) {
                QueryHandle query = engine.findQuery("q" + i).orElseThrow();
                assertThat(query.error()).isEmpty();
                assertThat(query.state()).isEqualTo(QueryState.FINISHED);
                folded.get(i).put("late", (int) query.metrics().rowsLate());
                folded.get(i).put("state", (int) query.metrics().stateRows());
                folded.get(i).put("in", (int) query.metrics().rowsIn());
            }
            return folded;
        }
    }

    private static QueryMetadata metadata(LaminarEngine engine, String query) {
        return engine.findQuery(query).orElseThrow().metadata();
    }

    private static void push(LaminarEngine engine, Random random, int round) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("symbol", random.nextInt(20) == 0 ? null : symbol(random));
            row.put("venue", random.nextInt(4));
            row.put("price", random.nextDouble());
            row.put("volume", random.nextInt(100));
            row.put("ts", random.nextInt(30) == 0 ? null : START.plusSeconds(round - random.nextInt(12)));
            rows.add(row);
        }
        engine.source("trades").pushBatch(rows);
        engine.source("quotes").push(symbol(random), random.nextInt(50));
        engine.source("names").push(symbol(random), "n" + random.nextInt(5));
    }

    private static String symbol(Random random) {
        return "s" + random.nextInt(30);
    }

    private static void drain(List<PollableSubscription<Row>> subscriptions, List<Map<String, Integer>> folded) {
        for (int i = 0; i < subscriptions.size(); i++) {
            Map<String, Integer> rows = folded.get(i);
            for (Optional<Change<Row>> change = subscriptions.get(i).poll(Duration.ZERO);
                    change.isPresent();
                    change = subscriptions.get(i).poll(Duration.ZERO)) {
                rows.merge(
                        change.get().row().toString(),
                        change.get().kind().symbol().startsWith("-") ? -1 : 1,
                        Integer::sum);
            }
            rows.values().removeIf(weight -> weight == 0);
        }
    }

    @Test
    void aViewInPartitionsIsLookedUpAsItWasWhenTheRowWasPushed() {
        ConcurrentLinkedQueue<List<Object>> seen = new ConcurrentLinkedQueue<>();
        try (LaminarEngine engine = Laminar.builder().workers(3).parallelism(4).open()) {
            engine.execute(
                    "CREATE SOURCE orders (id INTEGER, symbol VARCHAR);"
                            + " CREATE SOURCE trades (symbol VARCHAR, price INTEGER);"
                            + " CREATE MATERIALIZED VIEW prices AS SELECT symbol, MAX(price) AS price FROM trades GROUP BY symbol;"
                            + " CREATE STREAM priced AS SELECT o.id, p.price FROM orders o JOIN prices p ON o.symbol = p.symbol");
            engine.subscribe(
                    "priced",
                    Row.class,
                    change -> seen.add(
                            List.of(change.row().get("id"), change.row().get("price"))));
            RowSource orders = engine.source("orders");
            RowSource trades = engine.source("trades");
            for (int i = 0; i < 5_000; i++) {
                trades.push("s" + i % 10, i);
                orders.push(i, "s" + i % 10);
            }
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 5_000)
                        .mapToObj(i -> List.<Object>of(i, i))
                        .toList());
    }

    @Test
    void keepsTheOrderOfEachKey() {
        Map<String, List<Integer>> seen = new HashMap<>();
        try (LaminarEngine engine = Laminar.builder().workers(3).open()) {
            engine.execute("CREATE SOURCE trades (symbol VARCHAR, price INTEGER); CREATE STREAM last AS"
                    + " SELECT symbol, MAX(price) AS price FROM trades GROUP BY symbol WITH ('parallelism' = '4')");
            engine.subscribe("last", Row.class, change -> {
                if (change.kind().symbol().startsWith("+")) {
                    seen.computeIfAbsent(String.valueOf(change.row().get("symbol")), key -> new ArrayList<>())
                            .add((Integer) change.row().get("price"));
                }
            });
            for (int i = 0; i < 20_000; i++) {
                engine.source("trades").push("s" + i % 100, i);
            }
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(seen).hasSize(100);
        seen.values().forEach(prices -> assertThat(prices).isSorted());
    }

    @Test
    void pausesResumesAndStops() {
        try (LaminarEngine engine = Laminar.builder().workers(3).parallelism(4).open()) {
            engine.execute("CREATE SOURCE trades (symbol VARCHAR, price INTEGER);"
                    + " CREATE MATERIALIZED VIEW counts AS SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol");
            QueryHandle counts = engine.findQuery("counts").orElseThrow();
            push(engine, 1_000);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            counts.pause();
            push(engine, 500);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(total(engine)).isEqualTo(1_000);
            counts.resume();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(total(engine)).isEqualTo(1_500);

            engine.execute("DROP MATERIALIZED VIEW counts");
            push(engine, 100);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(engine.findQuery("counts")).isEmpty();
        }
    }

    private static void push(LaminarEngine engine, int rows) {
        for (int i = 0; i < rows; i++) {
            engine.source("trades").push("s" + i % 50, i);
        }
    }

    private static long total(LaminarEngine engine) {
        try (QueryResult rows = engine.query("SELECT SUM(n) AS n FROM counts")) {
            return ((Number) java.util.Objects.requireNonNull(
                            rows.toList().get(0).get("n")))
                    .longValue();
        }
    }

    @Test
    void anErrorInAPartitionFailsTheQueryAlone() {
        try (LaminarEngine engine = Laminar.builder().workers(3).parallelism(4).open()) {
            engine.execute("CREATE SOURCE trades (symbol VARCHAR, price INTEGER);"
                    + " CREATE STREAM shares AS SELECT symbol, 100 / (MAX(price) - 7) AS share FROM trades GROUP BY symbol;"
                    + " CREATE MATERIALIZED VIEW counts AS SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol");
            try (PollableSubscription<Row> subscription = engine.subscribe("shares", Row.class, ALL)) {
                push(engine, 7);
                assertThat(engine.awaitIdle(PATIENCE)).isTrue();
                engine.source("trades").push("s1", 7);
                assertThat(engine.awaitIdle(PATIENCE)).isTrue();

                QueryHandle shares = engine.findQuery("shares").orElseThrow();
                assertThat(shares.state()).isEqualTo(QueryState.FAILED);
                assertThat(shares.error().map(LaminarException::code)).contains(ErrorCode.DIVISION_BY_ZERO);
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 20; i++) {
                                subscription.poll(Duration.ZERO);
                            }
                        })
                        .isInstanceOf(LaminarException.class);
                push(engine, 100);
                assertThat(engine.awaitIdle(PATIENCE)).isTrue();
                assertThat(total(engine)).isEqualTo(108);
            }
        }
    }

    @Test
    void goesOnWithItsStateWhenItIsAltered() {
        try (LaminarEngine engine = Laminar.builder().workers(3).open()) {
            engine.execute("CREATE SOURCE trades (symbol VARCHAR, price INTEGER); CREATE MATERIALIZED VIEW counts AS"
                    + " SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol WITH ('parallelism' = '4')");
            push(engine, 1_000);
            engine.execute(
                    "ALTER MATERIALIZED VIEW counts AS SELECT symbol, COUNT(*) * 10 AS n FROM trades GROUP BY symbol");
            assertThat(total(engine)).isEqualTo(10_000);
            push(engine, 500);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(total(engine)).isEqualTo(15_000);
            assertThat(metadata(engine, "counts").parallelism()).isEqualTo(4);

            assertThatThrownBy(
                            () -> engine.execute("ALTER MATERIALIZED VIEW counts AS SELECT symbol, COUNT(*) AS n FROM"
                                    + " trades GROUP BY symbol WITH ('parallelism' = '2')"))
                    .isInstanceOfSatisfying(
                            LaminarException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.INCOMPATIBLE_SCHEMAS))
                    .hasMessageContaining("4 partitions");
            engine.execute("ALTER MATERIALIZED VIEW counts AS SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol"
                    + " WITH ('parallelism' = '2', 'state' = 'discard')");
            push(engine, 50);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(total(engine)).isEqualTo(50);
            assertThat(metadata(engine, "counts").parallelism()).isEqualTo(2);
        }
    }

    @Test
    void saysInHowManyPartitionsAndWhy() {
        try (LaminarEngine engine = Laminar.builder().workers(2).parallelism(3).open()) {
            engine.execute(SOURCES + "CREATE STREAM a AS SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol;"
                    + " CREATE STREAM b AS SELECT COUNT(*) AS n FROM trades;"
                    + " CREATE STREAM c AS SELECT symbol FROM trades;"
                    + " CREATE STREAM d AS SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol WITH ('parallelism' = '1');"
                    + " CREATE STREAM e AS SELECT n, COUNT(*) AS m FROM (SELECT symbol, COUNT(*) AS n FROM trades GROUP BY"
                    + " symbol) GROUP BY n");

            assertThat(said(engine, "a")).isEqualTo("3 by [symbol]");
            assertThat(said(engine, "b")).isEqualTo("1 no grouping key");
            assertThat(said(engine, "c")).isEqualTo("1 nothing to group or join by");
            assertThat(said(engine, "d")).isEqualTo("1 null");
            assertThat(said(engine, "e")).isEqualTo("3 by [symbol], then [n]");
            assertThat(explain(
                            engine,
                            "EXPLAIN CREATE STREAM x AS SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol"))
                    .contains("Parallelism 3: by [symbol]");
            assertThat(explain(engine, "EXPLAIN SELECT COUNT(*) AS n FROM trades EMIT CHANGES"))
                    .contains("Parallelism 1: no grouping key");
        }
    }

    private static String said(LaminarEngine engine, String query) {
        return metadata(engine, query).parallelism() + " "
                + metadata(engine, query).parallelismReason();
    }

    private static String explain(LaminarEngine engine, String sql) {
        try (QueryResult rows = engine.query(sql)) {
            return rows.toList().stream().map(row -> String.valueOf(row.get(0))).collect(Collectors.joining("\n"));
        }
    }
}
