package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.CompilerMode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
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

    @ParameterizedTest
    @EnumSource
    void aContinuousQueryReadsItForEachRow(CompilerMode mode) throws InterruptedException {
        try (LaminarEngine engine = Laminar.builder().workers(1).compiler(mode).open()) {
            engine.execute(
                    "CREATE SOURCE s (k BIGINT NOT NULL);"
                            + " CREATE STREAM stamped AS SELECT k, CURRENT_TIMESTAMP AS seen FROM s WHERE NOW() > TIMESTAMP '2024-01-01 00:00:00'");
            try (PollableSubscription<Row> rows = engine.subscribe("stamped", Row.class)) {
                Instant before = Instant.now().minusMillis(1);
                engine.source("s").push(1L);
                Instant first = seen(rows);
                Thread.sleep(5);
                engine.source("s").push(2L);
                Instant second = seen(rows);

                assertThat(first).isBetween(before, Instant.now());
                assertThat(second).isBetween(first.plusMillis(4), Instant.now());
            }
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
