package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.CompilerMode;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryResult;
import io.laminar.api.QueryState;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import io.laminar.api.SubscriptionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ALTER STREAM and ALTER MATERIALIZED VIEW: another query in the place of a running one. */
@Timeout(60)
class AlterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LaminarEngine engine = Laminar.builder().workers(2).open();

    @AfterEach
    void close() {
        engine.close();
    }

    private RowSource trades() {
        engine.execute("CREATE SOURCE trades (symbol VARCHAR, price INTEGER, ts TIMESTAMP, WATERMARK FOR ts AS ts)");
        return engine.source("trades");
    }

    private void settle() {
        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
    }

    private List<List<Object>> rows(String sql) {
        List<List<Object>> rows = new ArrayList<>();
        try (QueryResult result = engine.query(sql)) {
            for (Row row : result) {
                List<Object> values = new ArrayList<>();
                for (int i = 0; i < row.size(); i++) {
                    values.add(row.get(i));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private static void assertRefused(ErrorCode code, String part, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(LaminarException.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error).hasMessageContaining(part);
        });
    }

    @Test
    void aStatelessStreamGoesOnByTheNewQueryForItsOldSubscribers() {
        RowSource trades = trades();
        engine.execute("CREATE STREAM dear AS SELECT symbol, price FROM trades WHERE price > 10");
        PollableSubscription<Row> subscription = engine.subscribe("dear", Row.class, SubscriptionOptions.DEFAULT);
        trades.push("a", 11, "2026-01-01T00:00:00");
        trades.push("b", 5, "2026-01-01T00:00:01");
        settle();
        engine.execute(
                "ALTER STREAM dear AS SELECT LOWER(symbol) AS symbol, price * 2 AS price FROM trades WHERE price > 3");
        trades.push("C", 5, "2026-01-01T00:00:02");
        settle();
        assertThat(drain(subscription)).containsExactly("INSERT {symbol=a, price=11}", "INSERT {symbol=c, price=10}");
        assertThat(engine.findQuery("dear").orElseThrow().sql())
                .isEqualTo(
                        "CREATE STREAM dear AS SELECT LOWER(symbol) AS symbol, price * 2 AS price FROM trades WHERE price > 3");
        assertThat(engine.findQuery("dear").orElseThrow().metrics().rowsIn()).isEqualTo(3);
        assertThat(rows("SHOW CREATE STREAM dear").toString()).contains("price > 3");
    }

    private static long number(Row row, int column) {
        return ((Number) Objects.requireNonNull(row.get(column))).longValue();
    }

    private static @Nullable Change<Row> next(PollableSubscription<Row> subscription) {
        return subscription.poll(Duration.ZERO).orElse(null);
    }

    private static List<String> drain(PollableSubscription<Row> subscription) {
        List<String> changes = new ArrayList<>();
        for (Change<Row> change = next(subscription); change != null; change = next(subscription)) {
            changes.add(change.kind() + " " + change.row());
        }
        return changes;
    }

    @Test
    void anOpenWindowKeepsWhatItHasCounted() {
        RowSource trades = trades();
        engine.execute("CREATE STREAM minutes AS SELECT symbol, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE trades,"
                + " DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY symbol, window_start, window_end");
        PollableSubscription<Row> subscription = engine.subscribe("minutes", Row.class, SubscriptionOptions.DEFAULT);
        trades.push("a", 1, "2026-01-01T00:00:01");
        trades.push("a", 1, "2026-01-01T00:00:02");
        settle();
        engine.execute("ALTER STREAM minutes AS SELECT symbol, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE trades,"
                + " DESCRIPTOR(ts), INTERVAL '1' MINUTE)) WHERE price > 5 GROUP BY symbol, window_start, window_end");
        trades.push("a", 1, "2026-01-01T00:00:03");
        trades.push("a", 6, "2026-01-01T00:00:04");
        trades.push("a", 6, "2026-01-01T00:01:04");
        settle();
        assertThat(drain(subscription)).containsExactly("INSERT {symbol=a, n=3}");
    }

    @Test
    void aViewShowsWhatTheNewQuerySaysOfTheOldState() {
        RowSource trades = trades();
        engine.execute(
                "CREATE MATERIALIZED VIEW totals AS SELECT symbol, SUM(price) AS total FROM trades GROUP BY symbol");
        engine.execute("CREATE MATERIALIZED VIEW rich AS SELECT symbol FROM totals WHERE total > 100");
        for (int i = 1; i <= 20; i++) {
            trades.push(i % 2 == 0 ? "even" : "odd", i, "2026-01-01T00:00:00");
        }
        settle();
        engine.execute(
                "ALTER MATERIALIZED VIEW totals AS SELECT symbol, SUM(price) * 2 AS total FROM trades GROUP BY symbol"
                        + " HAVING SUM(price) <> 110");
        assertThat(rows("SELECT symbol, total FROM totals")).containsExactly(List.of("odd", 200L));
        assertThat(rows("SELECT symbol FROM rich")).containsExactly(List.of("odd"));
        trades.push("even", 0, "2026-01-01T00:00:00");
        trades.push("even", 1, "2026-01-01T00:00:00");
        settle();
        assertThat(rows("SELECT symbol, total FROM totals ORDER BY symbol"))
                .containsExactly(List.of("even", 222L), List.of("odd", 200L));
    }

    @Test
    void whatCannotGoOnIsRefusedAndTheQueryGoesOnAsItWas() {
        RowSource trades = trades();
        engine.execute(
                "CREATE MATERIALIZED VIEW totals AS SELECT symbol, SUM(price) AS total FROM trades GROUP BY symbol;"
                        + "CREATE STREAM other AS SELECT * FROM trades;"
                        + "CREATE STREAM dear AS SELECT symbol FROM totals WHERE total > 3");
        trades.push("a", 1, "2026-01-01T00:00:00");
        settle();
        assertRefused(
                ErrorCode.INCOMPATIBLE_SCHEMAS,
                "SUM",
                () -> engine.execute(
                        "ALTER MATERIALIZED VIEW totals AS SELECT symbol, CAST(AVG(price) AS BIGINT) AS total FROM trades GROUP BY symbol"));
        assertRefused(
                ErrorCode.INCOMPATIBLE_SCHEMAS,
                "columns",
                () -> engine.execute("ALTER MATERIALIZED VIEW totals AS SELECT symbol, SUM(price) AS sum_of_prices"
                        + " FROM trades GROUP BY symbol"));
        assertRefused(
                ErrorCode.INCOMPATIBLE_SCHEMAS,
                "Scan",
                () -> engine.execute("ALTER STREAM dear AS SELECT symbol FROM other"));
        assertRefused(
                ErrorCode.VALIDATION_ERROR,
                "is made of",
                () -> engine.execute(
                        "ALTER MATERIALIZED VIEW totals AS SELECT symbol, SUM(1) AS total FROM dear GROUP BY symbol"));
        assertRefused(
                ErrorCode.WRONG_OBJECT_KIND,
                "MATERIALIZED VIEW",
                () -> engine.execute("ALTER STREAM totals AS SELECT * FROM trades"));
        assertRefused(
                ErrorCode.OBJECT_NOT_FOUND,
                "totls",
                () -> engine.execute("ALTER STREAM totls AS SELECT * FROM trades"));
        assertRefused(
                ErrorCode.INVALID_OPTION,
                "keep or discard",
                () -> engine.execute("ALTER STREAM other AS SELECT * FROM trades WITH ('state' = 'loose')"));
        assertThat(engine.findQuery("totals").orElseThrow().state()).isEqualTo(QueryState.RUNNING);
        trades.push("a", 1, "2026-01-01T00:00:00");
        settle();
        assertThat(rows("SELECT * FROM totals")).containsExactly(List.of("a", 2L));
    }

    /** A join by window forgets by the length of the windows that it knows. */
    @Test
    void timesThatAreFurtherBehindTheWatermarkAreRefusedWhileOthersReadThem() {
        trades();
        String minutes =
                "SELECT symbol, window_start FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '%s' MINUTE))";
        engine.execute("CREATE STREAM starts AS " + minutes.formatted("5"));
        engine.execute("ALTER STREAM starts AS " + minutes.formatted("10") + " WITH ('state' = 'discard')");
        engine.execute("CREATE STREAM twins AS SELECT a.symbol, b.symbol AS other FROM starts a"
                + " JOIN starts b ON a.window_start = b.window_start");
        assertRefused(
                ErrorCode.INCOMPATIBLE_SCHEMAS,
                "further behind the watermark",
                () -> engine.execute(
                        "ALTER STREAM starts AS " + minutes.formatted("15") + " WITH ('state' = 'discard')"));
        engine.execute("ALTER STREAM starts AS " + minutes.formatted("5") + " WITH ('state' = 'discard')");
    }

    /** The join holds the watermark back by more then, so that readers need not know. */
    @Test
    void boundsOfAJoinMayBecomeLongerWhileOthersReadItsTime() {
        trades();
        engine.execute("CREATE SOURCE quotes (symbol VARCHAR, ts TIMESTAMP, WATERMARK FOR ts)");
        String pairs = "SELECT t.symbol, t.ts FROM trades t JOIN quotes q"
                + " ON t.symbol = q.symbol AND q.ts BETWEEN t.ts AND t.ts + INTERVAL '%s' MINUTE";
        engine.execute("CREATE STREAM pairs AS " + pairs.formatted("1"));
        engine.execute("CREATE MATERIALIZED VIEW counts AS SELECT TUMBLE_END(ts, INTERVAL '10' MINUTE) AS until,"
                + " COUNT(*) AS n FROM pairs GROUP BY TUMBLE(ts, INTERVAL '10' MINUTE)");
        engine.execute("ALTER STREAM pairs AS " + pairs.formatted("5") + " WITH ('state' = 'discard')");
        engine.source("trades").push("a", 1, "2026-01-01T00:09:00");
        engine.source("trades").push("b", 1, "2026-01-01T01:00:00");
        engine.source("quotes").push("a", "2026-01-01T00:14:00");
        settle();
        assertThat(rows("SELECT n FROM counts")).isEmpty();
        engine.source("quotes").push("a", "2026-01-01T00:15:00");
        settle();
        assertThat(rows("SELECT n FROM counts")).containsExactly(List.of(1L));
    }

    @Test
    void discardingTheStateBeginsAnewAndTakesBackWhatWasGiven() {
        RowSource trades = trades();
        engine.execute(
                "CREATE MATERIALIZED VIEW totals AS SELECT symbol, SUM(price) AS total FROM trades GROUP BY symbol;"
                        + "CREATE MATERIALIZED VIEW symbols AS SELECT COUNT(*) AS n FROM totals");
        trades.push("a", 7, "2026-01-01T00:00:00");
        trades.push("b", 7, "2026-01-01T00:00:00");
        settle();
        engine.execute(
                "ALTER MATERIALIZED VIEW totals AS SELECT symbol, CAST(MAX(price) AS BIGINT) AS total FROM trades"
                        + " GROUP BY symbol WITH ('state' = 'discard')");
        assertThat(rows("SELECT * FROM totals")).isEmpty();
        assertThat(rows("SELECT * FROM symbols")).containsExactly(List.of(0L));
        trades.push("b", 3, "2026-01-01T00:00:00");
        settle();
        assertThat(rows("SELECT * FROM totals")).containsExactly(List.of("b", 3L));
        assertThat(rows("SELECT * FROM symbols")).containsExactly(List.of(1L));
        assertThat(engine.findQuery("totals").orElseThrow().sql()).doesNotContain("discard");
    }

    @Test
    void rowsThatWaitBeforeAPausedQueryGoToItsSuccessor() {
        RowSource trades = trades();
        engine.execute("CREATE MATERIALIZED VIEW counts AS SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol");
        engine.findQuery("counts").orElseThrow().pause();
        trades.push("a", 7, "2026-01-01T00:00:00");
        trades.push("b", 1, "2026-01-01T00:00:00");
        settle();
        engine.findQuery("counts")
                .orElseThrow()
                .alter("SELECT symbol, COUNT(*) AS n FROM trades WHERE price > 5 GROUP BY symbol");
        assertThat(engine.findQuery("counts").orElseThrow().state()).isEqualTo(QueryState.PAUSED);
        engine.execute("RESUME QUERY counts");
        settle();
        assertThat(rows("SELECT * FROM counts")).containsExactly(List.of("a", 1L));
    }

    @Test
    void aPausedQueryBeforeWhichRowsWaitDoesNotBeginAnewWithoutThem() {
        RowSource trades = trades();
        engine.execute("CREATE MATERIALIZED VIEW counts AS SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol");
        engine.findQuery("counts").orElseThrow().pause();
        trades.push("a", 7, "2026-01-01T00:00:00");
        settle();
        String anew = "ALTER MATERIALIZED VIEW counts AS SELECT symbol, SUM(2) AS n FROM trades GROUP BY symbol"
                + " WITH ('state' = 'discard')";
        assertRefused(ErrorCode.INVALID_QUERY_STATE, "RESUME it first", () -> engine.execute(anew));
        assertThat(engine.findQuery("counts").orElseThrow().state()).isEqualTo(QueryState.PAUSED);
        engine.execute("RESUME QUERY counts");
        settle();
        assertThat(rows("SELECT * FROM counts")).containsExactly(List.of("a", 1L));
        engine.execute(anew);
        trades.push("b", 7, "2026-01-01T00:00:00");
        settle();
        assertThat(rows("SELECT * FROM counts")).containsExactly(List.of("b", 2L));
    }

    @Test
    void aStreamThatNobodyReadsMayGetOtherColumns() {
        trades();
        engine.execute("CREATE STREAM s AS SELECT symbol FROM trades");
        engine.execute("ALTER STREAM s AS SELECT symbol, price FROM trades");
        PollableSubscription<Row> subscription = engine.subscribe("s", Row.class, SubscriptionOptions.DEFAULT);
        engine.source("trades").push("a", 1, "2026-01-01T00:00:00");
        settle();
        assertThat(drain(subscription)).containsExactly("INSERT {symbol=a, price=1}");
    }

    @Test
    void aQueryOverAViewGivesTheRowsOfTheViewAnew() {
        RowSource trades = trades();
        engine.execute(
                "CREATE MATERIALIZED VIEW totals AS SELECT symbol, SUM(price) AS total FROM trades GROUP BY symbol;"
                        + "CREATE MATERIALIZED VIEW small AS SELECT symbol, total FROM totals WHERE total < 5");
        trades.push("a", 4, "2026-01-01T00:00:00");
        trades.push("b", 7, "2026-01-01T00:00:00");
        settle();
        engine.execute("ALTER MATERIALIZED VIEW small AS SELECT symbol, total FROM totals WHERE total > 5");
        assertThat(rows("SELECT symbol FROM small")).containsExactly(List.of("b"));
        trades.push("a", 4, "2026-01-01T00:00:00");
        settle();
        assertThat(rows("SELECT symbol FROM small ORDER BY symbol")).containsExactly(List.of("a"), List.of("b"));
    }

    /** Another thread pushes all the while; each row is counted once, by one version of the query or another. */
    @ParameterizedTest
    @EnumSource(CompilerMode.class)
    void noRowIsLostOrDoubledWhileRowsKeepArriving(CompilerMode compiler) throws Exception {
        try (LaminarEngine busy =
                Laminar.builder().workers(2).compiler(compiler).open()) {
            busy.execute("CREATE SOURCE numbers (k INTEGER, v BIGINT)");
            busy.execute("CREATE STREAM tagged AS SELECT k, v, 0 AS version FROM numbers");
            busy.execute(
                    "CREATE MATERIALIZED VIEW sums AS SELECT k, COUNT(*) AS n, SUM(v) AS s FROM numbers GROUP BY k");
            AtomicLong sumOfVersions = new AtomicLong();
            AtomicLong rowsSeen = new AtomicLong();
            busy.subscribe("tagged", Row.class, change -> {
                rowsSeen.incrementAndGet();
                sumOfVersions.addAndGet(number(change.row(), 2));
            });
            Map<Integer, Long> expected = new HashMap<>();
            AtomicBoolean isDone = new AtomicBoolean();
            AtomicLong pushed = new AtomicLong();
            Thread pusher = new Thread(() -> {
                RowSource numbers = busy.source("numbers");
                for (int i = 0; !isDone.get(); i++) {
                    numbers.push(i % 7, (long) i);
                    expected.merge(i % 7, (long) i, Long::sum);
                    pushed.set(i + 1L);
                }
            });
            pusher.start();
            for (int version = 1; version <= 10; version++) {
                long before = pushed.get();
                busy.execute("ALTER STREAM tagged AS SELECT k, v, " + version + " AS version FROM numbers");
                busy.execute("ALTER MATERIALIZED VIEW sums AS SELECT k, COUNT(*) AS n, SUM(v"
                        + (version % 2 == 0 ? "" : " + 0") + ") AS s FROM numbers GROUP BY k");
                while (pushed.get() < before + 1_000) {
                    Thread.onSpinWait();
                }
            }
            isDone.set(true);
            pusher.join();
            assertThat(busy.awaitIdle(PATIENCE)).isTrue();
            long total = pushed.get();
            assertThat(rowsSeen).hasValue(total);
            assertThat(sumOfVersions.get()).isGreaterThan(0);
            try (QueryResult result = busy.query("SELECT k, n, s FROM sums")) {
                Map<Integer, Long> sums = new HashMap<>();
                long rows = 0;
                for (Row row : result) {
                    sums.put((int) number(row, 0), number(row, 2));
                    rows += number(row, 1);
                }
                assertThat(rows).isEqualTo(total);
                assertThat(sums).isEqualTo(expected);
            }
        }
    }
}
