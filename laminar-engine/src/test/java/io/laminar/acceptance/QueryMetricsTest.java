package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.CompilerMode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.OverflowPolicy;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryMetadata;
import io.laminar.api.QueryMetrics;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import io.laminar.api.SubscriptionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a query tells of its work. */
@Timeout(30)
class QueryMetricsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SOURCE =
            "CREATE SOURCE t (k VARCHAR, v INTEGER, ts TIMESTAMP_LTZ, WATERMARK FOR ts AS ts);";

    private static List<Map<String, Object>> rows(int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Map.of("k", "k" + i % 2, "v", i, "ts", Instant.EPOCH.plusMillis(i)));
        }
        return rows;
    }

    private static QueryHandle query(LaminarEngine engine, String name) {
        return engine.findQuery(name).orElseThrow();
    }

    @Test
    void pipelinesAndOperatorsCountWhatGoesThroughThem() {
        try (LaminarEngine engine =
                Laminar.builder().compiler(CompilerMode.COMPILED).open()) {
            engine.execute(SOURCE + "CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(v + 1) AS s FROM t WHERE v >= 250"
                    + " GROUP BY k");
            engine.source("t").pushBatch(rows(1000));
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            QueryMetrics metrics = query(engine, "sums").metrics();
            assertThat(metrics.rowsIn()).isEqualTo(1000);
            assertThat(metrics.ring0().rowsIn()).isGreaterThanOrEqualTo(1000);
            assertThat(metrics.ring0().rowsDropped()).isEqualTo(250);
            assertThat(metrics.ring0().rowsIn() - metrics.ring0().rowsOut()).isEqualTo(250);
            assertThat(metrics.ring1().rowsIn()).isEqualTo(750);
            assertThat(metrics.ring1().batches()).isPositive().isLessThanOrEqualTo(750);
            assertThat(metrics.ring1().rowsOut()).isGreaterThanOrEqualTo(2);
            assertThat(metrics.rowsOut()).isEqualTo(metrics.ring1().rowsOut());
            assertThat(metrics.pipelinesCompiled()).isPositive();
            assertThat(metrics.bridge().batches())
                    .isEqualTo(metrics.latency().batches())
                    .isPositive();
            assertThat(metrics.bridge().pendingRows()).isZero();
        }
    }

    @Test
    void timesArePositiveAndLatencyContainsWhatPipelinesAndOperatorsTake() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(SOURCE + "CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(v + 1) AS s FROM t WHERE v >= 250"
                    + " GROUP BY k");
            for (int i = 0; i < 20; i++) {
                engine.source("t").pushBatch(rows(1000));
            }
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            QueryMetrics metrics = query(engine, "sums").metrics();
            QueryMetrics.Latency latency = metrics.latency();
            assertThat(metrics.ring0().time()).isPositive();
            assertThat(metrics.ring1().time()).isPositive();
            assertThat(metrics.ring0().p99PerRow())
                    .isGreaterThanOrEqualTo(metrics.ring0().p50PerRow());
            assertThat(metrics.ring1().p99PerRow())
                    .isGreaterThanOrEqualTo(metrics.ring1().p50PerRow());
            assertThat(latency.p50()).isPositive().isLessThanOrEqualTo(latency.p99());
            assertThat(latency.total())
                    .isGreaterThanOrEqualTo(
                            metrics.ring0().time().plus(metrics.ring1().time()).dividedBy(2))
                    .isLessThan(PATIENCE);
        }
    }

    @Test
    void aPausedQueryHasRowsPendingAndItsLatencyGrows() throws InterruptedException {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(SOURCE + "CREATE MATERIALIZED VIEW all_rows AS SELECT v FROM t");
            QueryHandle query = query(engine, "all_rows");
            query.pause();
            engine.source("t").pushBatch(rows(100));
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(query.metrics().bridge().pendingRows()).isEqualTo(100);
            Thread.sleep(30); // the time that is to be seen in the latency
            query.resume();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            assertThat(query.metrics().bridge().pendingRows()).isZero();
            assertThat(query.metrics().latency().p99()).isGreaterThanOrEqualTo(Duration.ofMillis(29));
        }
    }

    @Test
    void changesThatASubscriptionDropsAreCounted() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(SOURCE + "CREATE STREAM all_rows AS SELECT v FROM t");
            PollableSubscription<Row> slow =
                    engine.subscribe("all_rows", Row.class, new SubscriptionOptions(10, OverflowPolicy.DROP_NEWEST));
            engine.source("t").pushBatch(rows(25));
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            assertThat(query(engine, "all_rows").metrics().bridge().droppedRows())
                    .isEqualTo(15)
                    .isEqualTo(slow.dropped());
        }
    }

    @Test
    void metadataTellsWhereTheTimeWentAndWhatThereIs() {
        try (LaminarEngine engine =
                Laminar.builder().compiler(CompilerMode.COMPILED).open()) {
            engine.execute(SOURCE + "CREATE STREAM counts AS SELECT k, COUNT(*) AS n FROM"
                    + " TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' SECOND)) WHERE v > 1"
                    + " GROUP BY k, window_start, window_end");

            QueryMetadata metadata = query(engine, "counts").metadata();

            assertThat(metadata.planTime()).isPositive();
            assertThat(metadata.extractTime()).isPositive();
            assertThat(metadata.compileTime()).isPositive();
            assertThat(metadata.operators()).singleElement().asString().startsWith("WindowAggregate");
            assertThat(metadata.pipelines()).isNotEmpty();
            assertThat(query(engine, "counts").explain())
                    .contains(metadata.operators().get(0));
        }
    }

    @Test
    void theLoopOfAnAggregateIsCompiledOnceUnlessInterpreted() {
        for (CompilerMode mode : List.of(CompilerMode.COMPILED, CompilerMode.INTERPRETED)) {
            try (LaminarEngine engine = Laminar.builder().compiler(mode).open()) {
                engine.execute(
                        "CREATE SOURCE m (k BIGINT NOT NULL, x DOUBLE NOT NULL);"
                                + "CREATE MATERIALIZED VIEW a AS SELECT k, COUNT(*) AS n, SUM(x) AS s, MAX(x) AS hi FROM m GROUP BY k;");
                boolean isCompiled = mode == CompilerMode.COMPILED;
                int made = query(engine, "a").metadata().pipelines().size() + 1;
                assertThat(engine.compilerMetrics().cacheMisses()).isEqualTo(isCompiled ? made : 0);

                engine.execute(
                        "CREATE MATERIALIZED VIEW b AS SELECT k, COUNT(*) AS n, SUM(x) AS s, MAX(x) AS hi FROM m GROUP BY k;"
                                + "INSERT INTO m VALUES (1, 2.5), (2, 1), (1, -4)");
                assertThat(engine.awaitIdle(Duration.ofSeconds(30))).isTrue();

                assertThat(engine.compilerMetrics().cacheHits()).isEqualTo(isCompiled ? made : 0);
                try (QueryResult rows = engine.query("SELECT k, n, s, hi FROM b ORDER BY k")) {
                    assertThat(rows.toList().stream().map(Row::toString))
                            .containsExactly("{k=1, n=2, s=-1.5, hi=2.5}", "{k=2, n=1, s=1.0, hi=1.0}");
                }
            }
        }
    }

    @Test
    void theSecondPipelineOfAKindComesFromTheCache() {
        try (LaminarEngine engine =
                Laminar.builder().compiler(CompilerMode.COMPILED).open()) {
            assertThat(engine.compilerMetrics().cacheHitRate()).isZero();
            engine.execute(SOURCE + "CREATE STREAM a AS SELECT v + 1 AS w FROM t WHERE v > 7;");
            assertThat(engine.compilerMetrics().cacheMisses()).isEqualTo(1);
            assertThat(engine.compilerMetrics().time()).isPositive();
            engine.execute("CREATE STREAM b AS SELECT v + 1 AS w FROM t WHERE v > 7;"
                    + "CREATE STREAM c AS SELECT v + 1 AS w FROM t WHERE v > 8;");

            assertThat(engine.compilerMetrics().cacheHits()).isEqualTo(2);
            assertThat(engine.compilerMetrics().cacheMisses()).isEqualTo(1);
            assertThat(query(engine, "a").metrics().ring0().cacheHitRate()).isEqualTo(2 / 3.0);
        }
    }

    @Test
    void explainAnalyzeRunsTheQueryAndTellsWhatItDid() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE TABLE t (k INTEGER, v INTEGER, PRIMARY KEY (k))");
            for (int k = 0; k < 100; k++) {
                engine.source("t").push(k, k % 10);
            }
            try (QueryResult result =
                    engine.query("EXPLAIN ANALYZE SELECT v, COUNT(*) AS n FROM t WHERE k < 50 GROUP BY v")) {
                List<Object> lines =
                        result.toList().stream().map(row -> row.get("plan")).toList();
                assertThat(lines)
                        .anySatisfy(line -> assertThat(line).asString().startsWith("Query: 100 rows in, 10 out, PT"));
                assertThat(lines)
                        .anySatisfy(line -> assertThat(line)
                                .asString()
                                .startsWith("Ring 0: ")
                                .contains(" 50 dropped, PT"));
                assertThat(lines)
                        .anySatisfy(line -> assertThat(line)
                                .asString()
                                .startsWith("Ring 1: 50 rows in, ")
                                .contains("10 in state"));
            }
        }
    }

    @Test
    void sqlShowsTheFigures() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(SOURCE + "CREATE STREAM big AS SELECT v FROM t WHERE v >= 20");
            RowSource source = engine.source("t");
            rows(30).forEach(source::push);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            try (QueryResult result = engine.query("DESCRIBE EXTENDED big")) {
                List<Row> rows = result.toList();
                assertThat(rows)
                        .filteredOn(row -> "rows_in".equals(row.get("column_name")))
                        .extracting(row -> row.get("type"))
                        .containsExactly("30");
                assertThat(rows)
                        .filteredOn(row -> "ring0_rows_dropped".equals(row.get("column_name")))
                        .extracting(row -> row.get("type"))
                        .containsExactly("20");
                assertThat(rows)
                        .extracting(row -> row.get("column_name"))
                        .contains("state", "latency_p99", "plan_time");
            }
        }
    }
}
