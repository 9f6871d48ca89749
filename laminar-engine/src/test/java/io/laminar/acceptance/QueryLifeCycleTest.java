package io.laminar.acceptance;

import static io.laminar.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.CompilerMode;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryKind;
import io.laminar.api.QueryResult;
import io.laminar.api.QueryState;
import io.laminar.api.RowSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A query from its creation to its end: failing, pausing, resuming, stopping, and what its handle tells. */
@Timeout(30)
class QueryLifeCycleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SOURCE = "CREATE SOURCE numbers (a INTEGER, b INTEGER);";

    record Ratio(@Nullable Integer x) {}

    @ParameterizedTest
    @EnumSource(CompilerMode.class)
    void aQueryThatFailsLeavesItsNeighboursAlone(CompilerMode compiler) {
        try (LaminarEngine engine = Laminar.builder().compiler(compiler).open()) {
            engine.execute(SOURCE
                    + "CREATE STREAM ratios AS SELECT a / b AS x FROM numbers;"
                    + "CREATE STREAM sums AS SELECT a + b AS x FROM numbers;");
            PollableSubscription<Ratio> ratios = engine.subscribe("ratios", Ratio.class);
            PollableSubscription<Ratio> sums = engine.subscribe("sums", Ratio.class);

            engine.source("numbers").push(6, 3);
            engine.source("numbers").push(6, 0);
            engine.source("numbers").push(9, 3);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            assertThat(values(sums, 3)).containsExactly(9, 6, 12);
            assertThat(values(ratios, 1)).containsExactly(2);
            QueryHandle failed = engine.findQuery("RATIOS").orElseThrow();
            assertThat(failed.state()).isEqualTo(QueryState.FAILED);
            assertThat(failed.error()).hasValueSatisfying(QueryLifeCycleTest::isDivisionByZero);
            assertThatThrownBy(() -> ratios.poll(PATIENCE))
                    .isInstanceOfSatisfying(LaminarException.class, QueryLifeCycleTest::isDivisionByZero);
            assertThat(ratios.isDone()).isTrue();
            assertThat(ratios.error()).isPresent();
            assertThat(engine.findQuery("sums").orElseThrow().state()).isEqualTo(QueryState.RUNNING);

            engine.source("numbers").push(1, 1);
            assertThat(values(sums, 1)).containsExactly(2);
        }
    }

    private static void isDivisionByZero(LaminarException error) {
        boolean isItself = error.code() == ErrorCode.DIVISION_BY_ZERO;
        boolean isCause = error.code() == ErrorCode.QUERY_FAILED
                && error.getCause() instanceof LaminarException cause
                && cause.code() == ErrorCode.DIVISION_BY_ZERO;
        assertThat(isItself || isCause).as("%s", error).isTrue();
    }

    @ParameterizedTest
    @EnumSource(CompilerMode.class)
    void rowsInErrorCanBeSkippedAndAreCounted(CompilerMode compiler) {
        try (LaminarEngine engine = Laminar.builder().compiler(compiler).open()) {
            engine.execute(
                    SOURCE + "CREATE STREAM ratios AS SELECT a / b AS x FROM numbers WITH ('on-error' = 'skip');");
            PollableSubscription<Ratio> ratios = engine.subscribe("ratios", Ratio.class);
            RowSource source = engine.source("numbers");

            for (int i = 0; i < 100; i++) {
                source.push(12, i % 3);
            }
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            QueryHandle query = engine.findQuery("ratios").orElseThrow();
            assertThat(query.metrics().rowsFailed()).isEqualTo(34);
            assertThat(query.metrics().rowsIn()).isEqualTo(100);
            assertThat(query.metrics().rowsOut()).isEqualTo(66);
            assertThat(query.state()).isEqualTo(QueryState.RUNNING);
            assertThat(values(ratios, 66)).startsWith(12, 6, 12, 6).hasSize(66);
        }
    }

    @Test
    void aPausedQueryTakesItsRowsLater() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(SOURCE
                    + "CREATE STREAM sums AS SELECT a + b AS x FROM numbers;"
                    + "CREATE STREAM products AS SELECT a * b AS x FROM numbers;");
            PollableSubscription<Ratio> sums = engine.subscribe("sums", Ratio.class);
            PollableSubscription<Ratio> products = engine.subscribe("products", Ratio.class);
            QueryHandle query = engine.findQuery("sums").orElseThrow();
            engine.source("numbers").push(1, 2);
            assertThat(values(sums, 1)).containsExactly(3);

            query.pause();
            assertThat(query.state()).isEqualTo(QueryState.PAUSED);
            engine.source("numbers").push(3, 4);
            engine.source("numbers").push(5, 6);
            assertThat(values(products, 3)).containsExactly(2, 12, 30);
            assertThat(sums.poll(Duration.ofMillis(50))).isEmpty();

            query.resume();
            assertThat(query.state()).isEqualTo(QueryState.RUNNING);
            assertThat(values(sums, 2)).containsExactly(7, 11);
        }
    }

    @Test
    void pausingNeedsARunningQueryAndResumingAPausedOne() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(SOURCE + "CREATE STREAM sums AS SELECT a + b AS x FROM numbers");
            QueryHandle query = engine.findQuery("sums").orElseThrow();

            assertCode(ErrorCode.INVALID_QUERY_STATE, query::resume);
            query.pause();
            assertCode(ErrorCode.INVALID_QUERY_STATE, query::pause);
            query.resume();
        }
    }

    @Test
    void theEndOfInputFinishesAQueryAndStopTakesItAway() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(SOURCE + "CREATE STREAM sums AS SELECT a + b AS x FROM numbers;"
                    + "CREATE SOURCE others (a INTEGER); CREATE STREAM copies AS SELECT a AS x FROM others");
            QueryHandle sums = engine.findQuery("sums").orElseThrow();
            QueryHandle copies = engine.findQuery("copies").orElseThrow();

            copies.stop();
            engine.endOfInput();

            assertThat(sums.state()).isEqualTo(QueryState.FINISHED);
            assertThat(sums.metrics().watermark()).isEqualTo(Instant.MAX);
            assertThat(copies.state()).isEqualTo(QueryState.STOPPED);
            assertThat(engine.findQuery("copies")).isEmpty();
            assertThat(engine.queries()).extracting(QueryHandle::name).containsExactly("sums");
        }
    }

    @Test
    void aHandleTellsWhatTheQueryIsAndDoes() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE SOURCE t (v INTEGER, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);"
                    + "CREATE STREAM s AS SELECT v + 1 AS w, ts FROM t WHERE v > 10");
            engine.source("t").push(1, Instant.EPOCH);
            engine.source("t").push(11, Instant.EPOCH.plusSeconds(10));
            engine.source("t").push(12, Instant.EPOCH.plusSeconds(7));
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            QueryHandle query = engine.findQuery("s").orElseThrow();
            assertThat(query.name()).isEqualTo("s");
            assertThat(query.kind()).isEqualTo(QueryKind.STREAM);
            assertThat(query.sql()).startsWith("CREATE STREAM s AS SELECT");
            assertThat(query.schema().names()).containsExactly("w", "ts");
            assertThat(query.schema().timeColumn()).isEqualTo(1);
            assertThat(query.metrics().rowsIn()).isEqualTo(3);
            assertThat(query.metrics().rowsOut()).isEqualTo(2);
            assertThat(query.metrics().rowsFiltered()).isEqualTo(1);
            assertThat(query.metrics().watermark()).isEqualTo(Instant.EPOCH.plusSeconds(5));
            eventually("the pipeline is compiled", () -> query.metrics().pipelinesCompiled() > 0);
            assertThat(query.metrics().pipelinesInterpreted()).isZero();
            assertThat(query.metadata().pipelines())
                    .isNotEmpty()
                    .allSatisfy(pipeline ->
                            assertThat(pipeline.compiled()).as("%s", pipeline).isTrue());
            assertThat(query.metadata().createdAt()).isBeforeOrEqualTo(Instant.now());
            assertThat(query.explain()).containsIgnoringCase("filter").contains("t");
            assertThat(engine.sources()).singleElement().satisfies(source -> {
                assertThat(source.name()).isEqualTo("t");
                assertThat(source.rows()).isEqualTo(3);
                assertThat(source.pendingRows()).isZero();
                assertThat(source.watermark()).isEqualTo(Instant.EPOCH.plusSeconds(5));
                assertThat(source.maxEventTime()).isEqualTo(Instant.EPOCH.plusSeconds(10));
            });
        }
    }

    @Test
    void interpretedPipelinesSayWhy() {
        try (LaminarEngine engine =
                Laminar.builder().compiler(CompilerMode.INTERPRETED).open()) {
            engine.execute(SOURCE + "CREATE STREAM sums AS SELECT a + b AS x FROM numbers WHERE a > 1");

            QueryHandle query = engine.findQuery("sums").orElseThrow();

            assertThat(query.metrics().pipelinesCompiled()).isZero();
            assertThat(query.metrics().pipelinesInterpreted()).isPositive();
            assertThat(query.metadata().pipelines()).isNotEmpty().allSatisfy(pipeline -> {
                assertThat(pipeline.compiled()).isFalse();
                assertThat(pipeline.reason()).isNotBlank();
            });
        }
    }

    @Test
    void anAdHocQueryRunsUntilItIsClosed() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(SOURCE);
            QueryResult result = engine.query("SELECT a + ? AS x FROM numbers WHERE b = ? EMIT CHANGES", 100, 1);
            assertThat(result.isContinuous()).isTrue();
            assertThat(engine.queries()).extracting(QueryHandle::kind).containsExactly(QueryKind.AD_HOC);

            engine.source("numbers").push(1, 1);
            engine.source("numbers").push(2, 0);
            engine.source("numbers").push(3, 1);

            assertThat(result.poll(PATIENCE).orElseThrow().row().get("x")).isEqualTo(101);
            assertThat(result.poll(PATIENCE).orElseThrow().row().get(0)).isEqualTo(103);
            result.close();
            assertThat(result.isDone()).isTrue();
            eventually("the query is gone", () -> engine.queries().isEmpty());
        }
    }

    @Test
    void aBoundedQueryTakesParametersAndSeesWhatWasPushedBefore() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE TABLE t (k VARCHAR, v INTEGER, PRIMARY KEY (k))");
            RowSource source = engine.source("t");
            for (int i = 0; i < 1000; i++) {
                source.push("k" + i, i);
            }

            try (QueryResult result =
                    engine.query("SELECT COUNT(*) AS n, SUM(v) AS total FROM t WHERE v >= ? AND k <> ?", 10, "k10")) {
                assertThat(result.isContinuous()).isFalse();
                assertThat(result.toList()).singleElement().satisfies(row -> {
                    assertThat(row.get("N")).isEqualTo(989L);
                    assertThat(row.get("total")).isEqualTo(999L * 1000 / 2 - 45 - 10);
                });
            }
            assertCode(
                    ErrorCode.PARAMETER_MISMATCH,
                    () -> engine.query("SELECT k FROM t WHERE v = ?").close());
            assertCode(
                    ErrorCode.PARAMETER_MISMATCH,
                    () -> engine.query("SELECT k FROM t WHERE v = ?", 1, 2).close());
            assertThat(engine.update("INSERT INTO t VALUES (?, ?)", "new", null))
                    .isEqualTo(1);
            assertThat(engine.prepare("SELECT k FROM t WHERE v = ?").parameters())
                    .singleElement()
                    .satisfies(type -> assertThat(type.isNumeric()).isTrue());
        }
    }

    private static List<@Nullable Integer> values(PollableSubscription<Ratio> subscription, int count) {
        List<@Nullable Integer> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Change<Ratio>> change = subscription.poll(PATIENCE);
            assertThat(change).as("change %d", i).isPresent();
            values.add(change.orElseThrow().row().x());
        }
        return values;
    }

    private static void assertCode(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        error -> assertThat(error.code()).as(error.getMessage()).isEqualTo(code));
    }
}
