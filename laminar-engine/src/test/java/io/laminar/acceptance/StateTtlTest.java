package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.ChangeKind;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State with a time to live where rows have no event time, so that the clock says when it is over. */
class StateTtlTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private LaminarEngine engine = Laminar.builder().open();

    private void open(int parallelism) {
        engine.close();
        engine = Laminar.builder()
                .workers(2)
                .parallelism(parallelism)
                .clock(now::get)
                .open();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void pass(Duration time) {
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue(); // what was pushed came before
        now.updateAndGet(before -> before.plus(time));
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }

    private List<String> rows(String sql) {
        try (QueryResult result = engine.query(sql)) {
            return result.toList().stream().map(Row::toMap).map(Map::toString).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void groupsThatGetNoRowsAreTakenBack(int parallelism) {
        open(parallelism);
        engine.execute("CREATE SOURCE t (k VARCHAR, v INTEGER);"
                + "CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(v) AS total FROM t GROUP BY k WITH ('state.ttl' = '1h');"
                + "CREATE MATERIALIZED VIEW n AS SELECT COUNT(*) AS n FROM sums");
        RowSource t = engine.source("t");
        t.push("A", 1);
        t.push("B", 2);
        pass(Duration.ofMinutes(30));
        t.push("A", 4);
        pass(Duration.ofMinutes(30).minusNanos(1000));
        assertThat(rows("SELECT * FROM sums ORDER BY k")).containsExactly("{k=A, total=5}", "{k=B, total=2}");
        pass(Duration.ofNanos(1000));
        assertThat(rows("SELECT * FROM sums")).containsExactly("{k=A, total=5}");
        assertThat(rows("SELECT * FROM n")).containsExactly("{n=1}");
        pass(Duration.ofMinutes(30));
        assertThat(rows("SELECT * FROM n")).containsExactly("{n=0}");
        assertThat(engine.findQuery("sums").orElseThrow().metrics().stateRows()).isZero();
        t.push("A", 8);
        assertThat(rows("SELECT * FROM sums")).containsExactly("{k=A, total=8}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void rowsOfAJoinAreForgottenAndWhatTheyGaveStays(int parallelism) {
        open(parallelism);
        engine.execute(
                "CREATE SOURCE l (k VARCHAR, x INTEGER); CREATE SOURCE r (k VARCHAR, y INTEGER);"
                        + "CREATE MATERIALIZED VIEW pairs AS SELECT l.k, x, y FROM l JOIN r ON l.k = r.k WITH ('state.ttl' = '1 minute')");
        engine.source("l").push("A", 1);
        pass(Duration.ofSeconds(59));
        engine.source("r").push("A", 2);
        pass(Duration.ofSeconds(1));
        engine.source("r").push("A", 3);
        assertThat(rows("SELECT * FROM pairs")).containsExactly("{k=A, x=1, y=2}");
        pass(Duration.ofMinutes(1));
        assertThat(engine.findQuery("pairs").orElseThrow().metrics().stateRows())
                .as("the row of the view alone")
                .isEqualTo(1);
        assertThat(rows("SELECT * FROM pairs")).containsExactly("{k=A, x=1, y=2}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theFirstRowsOfPartitionsAreTakenBack(int parallelism) {
        open(parallelism);
        engine.execute("CREATE SOURCE t (k VARCHAR, v INTEGER);"
                + "CREATE MATERIALIZED VIEW best AS SELECT k, v FROM t"
                + " QUALIFY ROW_NUMBER() OVER (PARTITION BY k ORDER BY v DESC) = 1 WITH ('state.ttl' = '10s')");
        engine.source("t").push("A", 9);
        engine.source("t").push("B", 5);
        pass(Duration.ofSeconds(5));
        engine.source("t").push("A", 1);
        pass(Duration.ofSeconds(5));
        assertThat(rows("SELECT * FROM best")).containsExactly("{k=A, v=9}");
        pass(Duration.ofSeconds(5));
        engine.source("t").push("A", 2);
        assertThat(rows("SELECT * FROM best")).containsExactly("{k=A, v=2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"by event time", "by the clock"})
    void explainSaysByWhichTime(String time) {
        open(1);
        engine.execute("CREATE SOURCE t (k VARCHAR, ts TIMESTAMP"
                + (time.equals("by event time") ? ", WATERMARK FOR ts)" : ")"));
        assertThat(
                        rows(
                                "EXPLAIN CREATE STREAM s AS SELECT k, COUNT(*) AS n FROM t GROUP BY k WITH ('state.ttl' = '1h')"))
                .contains("{plan=State forgotten after PT1H: GroupAggregate " + time + "}");
    }

    @Test
    void theEngineSaysItForQueriesThatDoNot() {
        engine.close();
        engine = Laminar.builder()
                .workers(2)
                .clock(now::get)
                .stateTtl(Duration.ofHours(1))
                .open();
        engine.execute("CREATE SOURCE t (k VARCHAR, v INTEGER);"
                + "CREATE MATERIALIZED VIEW by_default AS SELECT k, SUM(v) AS total FROM t GROUP BY k;"
                + "CREATE MATERIALIZED VIEW by_itself AS SELECT k, SUM(v) AS total FROM t GROUP BY k WITH ('state.ttl' = '3h');"
                + "CREATE MATERIALIZED VIEW for_ever AS SELECT k, SUM(v) AS total FROM t GROUP BY k WITH ('state.ttl' = 'never');"
                + "CREATE MATERIALIZED VIEW without_keys AS SELECT COUNT(*) AS n FROM t");
        try (QueryResult live = engine.query("SELECT k, COUNT(*) AS n FROM t GROUP BY k EMIT CHANGES")) {
            engine.source("t").push("A", 1);
            pass(Duration.ofMinutes(61));

            assertThat(live.poll(Duration.ZERO).orElseThrow().kind()).isEqualTo(ChangeKind.INSERT);
            assertThat(live.poll(Duration.ZERO).orElseThrow().kind()).isEqualTo(ChangeKind.DELETE);
        }
        assertThat(rows("SELECT * FROM by_default")).isEmpty();
        assertThat(rows("SELECT * FROM by_itself")).containsExactly("{k=A, total=1}");
        assertThat(rows("SELECT * FROM without_keys")).containsExactly("{n=1}");
        pass(Duration.ofDays(100));
        assertThat(rows("SELECT * FROM by_itself")).isEmpty();
        assertThat(rows("SELECT * FROM for_ever")).containsExactly("{k=A, total=1}");
        assertThat(rows("EXPLAIN SELECT k, COUNT(*) AS n FROM t GROUP BY k EMIT CHANGES")
                        .toString())
                .contains("State forgotten after PT1H: GroupAggregate by the clock");
        assertThat(rows("SHOW CREATE MATERIALIZED VIEW by_default").toString()).doesNotContain("ttl");
    }

    @Test
    void theTimeOfTheEngineIsNoObstacleToAnotherQuery() {
        engine.close();
        engine = Laminar.builder().clock(now::get).stateTtl(Duration.ofHours(1)).open();
        engine.execute(
                "CREATE SOURCE t (k VARCHAR); CREATE TABLE names (k VARCHAR, id INTEGER PRIMARY KEY);"
                        + "CREATE MATERIALIZED VIEW v AS SELECT k, COUNT(*) AS n FROM t GROUP BY k;"
                        + "CREATE MATERIALIZED VIEW own AS SELECT k, COUNT(*) AS n FROM t GROUP BY k WITH ('state.ttl' = '2h')");
        String changing = " AS SELECT k, COUNT(*) AS n FROM names GROUP BY k WITH ('state' = 'discard')";
        engine.execute("ALTER MATERIALIZED VIEW v" + changing);
        engine.execute("INSERT INTO names VALUES ('A', 1)");
        pass(Duration.ofHours(2));
        assertThat(rows("SELECT * FROM v")).as("nothing of it can forget").containsExactly("{k=A, n=1}");

        engine.execute(
                "ALTER MATERIALIZED VIEW v AS SELECT k, COUNT(*) AS n FROM t GROUP BY k WITH ('state' = 'discard')");
        engine.source("t").push("B");
        pass(Duration.ofMinutes(61));
        assertThat(rows("SELECT * FROM v")).as("what can forget does so again").isEmpty();

        assertThatThrownBy(() -> engine.execute("ALTER MATERIALIZED VIEW own" + changing))
                .as("the query said so itself")
                .hasMessageContaining("LMR-1010");
    }

    @Test
    void theTimeOfTheEngineIsChecked() {
        assertThatThrownBy(() -> Laminar.builder().stateTtl(Duration.ZERO).open())
                .hasMessageContaining("LMR-0002")
                .hasMessageContaining("PT0S");
    }
}
