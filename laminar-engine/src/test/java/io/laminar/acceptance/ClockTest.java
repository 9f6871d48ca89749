package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.CompilerMode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clock stands still in a statement that ends, and goes on in one that does not. */
@Timeout(60)
class ClockTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Instant NOW = Instant.parse("2031-05-06T07:08:09.123456Z");

    @ParameterizedTest
    @EnumSource
    void aContinuousQueryReadsItForEachRow(CompilerMode mode) throws InterruptedException {
        FakeClock clock = new FakeClock(NOW);
        try (LaminarEngine engine = Laminar.builder()
                .workers(3)
                .parallelism(3)
                .clock(clock)
                .compiler(mode)
                .open()) {
            engine.execute("CREATE SOURCE s (k BIGINT NOT NULL);"
                    + " CREATE STREAM stamped AS SELECT k, CURRENT_TIMESTAMP AS seen FROM s WHERE NOW() > TIMESTAMP '2031-01-01 00:00:00';"
                    + " CREATE STREAM grouped AS SELECT k, MAX(PROCTIME()) AS seen FROM s GROUP BY k");
            try (PollableSubscription<Row> rows = engine.subscribe("stamped", Row.class);
                    PollableSubscription<Row> groups = engine.subscribe("grouped", Row.class)) {
                engine.source("s").push(1L);
                assertThat(seen(rows)).isEqualTo(NOW);
                assertThat(seen(groups)).isEqualTo(NOW);
                assertThat(engine.awaitIdle(PATIENCE)).isTrue();
                clock.set(NOW.plusSeconds(100));
                engine.source("s").push(2L);

                assertThat(seen(rows)).isEqualTo(NOW.plusSeconds(100));
                assertThat(seen(groups)).isEqualTo(NOW.plusSeconds(100));
            }
        }
    }

    /** In what is folded, in bounded queries with and without parameters, in INSERT and UPDATE. */
    @ParameterizedTest
    @EnumSource
    void statementsSeeTheClockOfTheEngine(CompilerMode mode) {
        FakeClock clock = new FakeClock(NOW);
        try (LaminarEngine engine =
                Laminar.builder().workers(1).clock(clock).compiler(mode).open()) {
            engine.execute("CREATE TABLE t (k BIGINT PRIMARY KEY, seen TIMESTAMP_LTZ, day DATE)");
            engine.execute("INSERT INTO t VALUES (1, NOW(), CURRENT_DATE)");
            engine.update("INSERT INTO t VALUES (?, CURRENT_TIMESTAMP, CURRENT_DATE)", 2L);
            clock.set(NOW.plusSeconds(86_400));
            engine.execute("UPDATE t SET day = CURRENT_DATE WHERE k = 2");

            assertThat(rows(engine, "SELECT k, seen, day FROM t ORDER BY k"))
                    .containsExactly("[1, " + NOW + ", 2031-05-06]", "[2, " + NOW + ", 2031-05-07]");
            assertThat(rows(
                            engine,
                            "SELECT NOW(), CURRENT_DATE, LOCALTIMESTAMP(0), CURRENT_TIMESTAMP(3), CURRENT_TIME"))
                    .containsExactly("[2031-05-07T07:08:09.123456Z, 2031-05-07, 2031-05-07T07:08:09,"
                            + " 2031-05-07T07:08:09.123Z, 07:08:09.123456]");
            assertThat(rows(engine, "SELECT k FROM t WHERE seen < NOW() - INTERVAL '1' HOUR AND k > ? ORDER BY k", 0L))
                    .containsExactly("[1]", "[2]");
            assertThat(rows(engine, "SELECT k FROM t WHERE seen < NOW() - INTERVAL '2' DAY"))
                    .isEmpty();
        }
    }

    private static List<String> rows(LaminarEngine engine, String sql, Object... parameters) {
        try (QueryResult result = engine.query(sql, parameters)) {
            return result.toList().stream()
                    .map(row -> row.toMap().values().toString())
                    .toList();
        }
    }

    /** Two engines whose threads meet in a callback. */
    @Test
    void aCallbackThatAsksAnotherEngineSeesTheClockOfThatOne() {
        try (LaminarEngine first =
                        Laminar.builder().workers(1).clock(new FakeClock(NOW)).open();
                LaminarEngine second = Laminar.builder()
                        .workers(1)
                        .clock(new FakeClock(NOW.plusSeconds(60)))
                        .open()) {
            first.execute("CREATE SOURCE s (k BIGINT); CREATE STREAM stamped AS SELECT k, NOW() AS seen FROM s");
            List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
            first.subscribe("stamped", Row.class, change -> {
                seen.addAll(rows(second, "SELECT NOW()"));
                seen.add(String.valueOf(change.row().get("seen")));
            });
            first.source("s").push(1L);
            first.source("s").push(2L);
            assertThat(first.awaitIdle(PATIENCE)).isTrue();

            String of2 = "[" + NOW.plusSeconds(60) + "]";
            assertThat(seen).containsExactly(of2, NOW.toString(), of2, NOW.toString());
        }
    }

    private static Instant seen(PollableSubscription<Row> rows) {
        return (Instant) java.util.Objects.requireNonNull(
                rows.poll(PATIENCE).orElseThrow().row().get("seen"));
    }

    @Test
    void aStatementThatEndsSeesOneTime() {
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            StringBuilder values = new StringBuilder("(0)");
            for (int i = 1; i < 3000; i++) {
                values.append(", (").append(i).append(')');
            }
            try (QueryResult result = engine.query("SELECT COUNT(*) AS n, MIN(t) AS a, MAX(t) AS b, MIN(d) AS d FROM"
                    + " (SELECT v, CURRENT_TIMESTAMP AS t, CURRENT_DATE AS d FROM (VALUES " + values
                    + ") AS x (v)) AS y")) {
                Row row = result.toList().get(0);
                assertThat(row.get("n")).isEqualTo(3000L);
                assertThat(row.get("a")).isEqualTo(row.get("b"));
                assertThat((Instant) java.util.Objects.requireNonNull(row.get("a")))
                        .isBetween(Instant.now().minusSeconds(30), Instant.now());
            }
            engine.execute("CREATE TABLE t (k BIGINT PRIMARY KEY, at TIMESTAMP_LTZ)".replace(" at ", " ts "));
            engine.execute("INSERT INTO t VALUES (1, CURRENT_TIMESTAMP), (2, NOW())");
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            try (QueryResult result = engine.query("SELECT MIN(ts) AS a, MAX(ts) AS b FROM t")) {
                List<Row> rows = result.toList();
                assertThat(rows.get(0).get("a"))
                        .isNotNull()
                        .isEqualTo(rows.get(0).get("b"));
            }
        }
    }

    @Test
    void isRefusedOverRowsThatChange() {
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            engine.execute("CREATE SOURCE s (k BIGINT NOT NULL, v BIGINT NOT NULL);"
                    + " CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(v) AS total FROM s GROUP BY k");
            assertThatThrownBy(() -> engine.execute(
                            "CREATE STREAM late AS SELECT k, total, CURRENT_TIMESTAMP AS seen FROM sums"))
                    .hasMessageContaining("LMR-2005")
                    .hasMessageContaining("CURRENT_TIMESTAMP");
            assertThatThrownBy(() -> engine.execute("CREATE STREAM sample_of AS SELECT k FROM sums WHERE RAND() < 0.5"))
                    .hasMessageContaining("LMR-2005");
            // A statement that ends takes nothing back.
            engine.query("SELECT k, RAND() AS r, NOW() AS n FROM sums").close();
        }
    }
}
