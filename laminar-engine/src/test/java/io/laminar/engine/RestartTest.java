package io.laminar.engine;

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
import io.laminar.api.QueryResult;
import io.laminar.api.QueryState;
import io.laminar.api.Row;
import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries that fail, their neighbours, and what happens when they start anew. */
@Timeout(60)
class RestartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NUMBERS = "CREATE SOURCE numbers (k VARCHAR, v INTEGER);";

    static Stream<Arguments> engines() {
        return Arrays.stream(CompilerMode.values())
                .flatMap(mode -> Stream.of(1, 3).map(workers -> Arguments.of(mode, workers)));
    }

    private static LaminarEngine open(CompilerMode mode, int workers) {
        return Laminar.builder().compiler(mode).workers(workers).open();
    }

    /** Throws at the end of a query what an operator with a defect would. */
    private static final class Defect implements BatchReceiver {
        private volatile @Nullable Supplier<Error> next;

        @Override
        public void onBatch(Batch batch, int from, int to) {
            Supplier<Error> thrown = next;
            if (thrown != null) {
                throw thrown.get();
            }
        }

        @Override
        public void onWatermark(long watermark) {}

        @Override
        public void onEnd() {}
    }

    @SuppressWarnings("InfiniteRecursion") // it is what this is for
    private static Error endlessRecursion() {
        return endlessRecursion();
    }

    private static void push(LaminarEngine engine, Object... row) {
        engine.source("numbers").push(row);
        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
    }

    private static QueryHandle query(LaminarEngine engine, String name) {
        return engine.findQuery(name).orElseThrow();
    }

    private static List<List<@Nullable Object>> select(LaminarEngine engine, String sql) {
        try (QueryResult result = engine.query(sql)) {
            return result.toList().stream()
                    .map(row -> new ArrayList<>(row.toMap().values()))
                    .map(values -> (List<@Nullable Object>) values)
                    .toList();
        }
    }

    private static List<String> changes(PollableSubscription<Row> subscription) {
        List<String> changes = new ArrayList<>();
        Optional<Change<Row>> change = subscription.poll(Duration.ZERO);
        while (change.isPresent()) {
            changes.add(change.get().kind() + " " + change.get().row().toMap().values());
            change = subscription.poll(Duration.ZERO);
        }
        return changes;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whateverAnOperatorThrowsItsNeighboursGoOn(CompilerMode mode, int workers) {
        Map<String, Supplier<Error>> defects =
                Map.of("a bug", () -> new AssertionError("a bug"), "StackOverflowError", RestartTest::endlessRecursion);
        defects.forEach((message, thrown) -> {
            try (LaminarEngine engine = open(mode, workers)) {
                engine.execute(NUMBERS
                        + "CREATE MATERIALIZED VIEW bad AS SELECT k, SUM(v) AS s FROM numbers GROUP BY k;"
                        + "CREATE MATERIALIZED VIEW good AS SELECT k, SUM(v) AS s FROM numbers GROUP BY k;"
                        + "CREATE SOURCE others (v INTEGER); CREATE MATERIALIZED VIEW far AS SELECT v FROM others;");
                Defect defect = new Defect();
                ((QueryRuntime) query(engine, "bad")).hub().attach(defect);
                push(engine, "a", 1);
                defect.next = thrown;
                push(engine, "a", 2);
                push(engine, "a", 3);
                engine.source("others").push(7);

                QueryHandle bad = query(engine, "bad");
                assertThat(bad.state()).isEqualTo(QueryState.FAILED);
                assertThat(bad.error()).hasValueSatisfying(error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL);
                    assertThat(error.getMessage()).contains("query bad failed", message);
                });
                assertThat(select(engine, "SHOW QUERIES"))
                        .anySatisfy(row -> assertThat(row)
                                .contains("bad", "FAILED")
                                .last()
                                .asString()
                                .contains(message))
                        .anySatisfy(row ->
                                assertThat(row).contains("good", "RUNNING").endsWith((Object) null));
                assertThat(select(engine, "SELECT * FROM good")).containsExactly(List.of("a", 6L));
                assertThat(select(engine, "SELECT * FROM far")).containsExactly(List.of(7));

                defect.next = null;
                bad.restart();
                assertThat(bad.state()).isEqualTo(QueryState.RUNNING);
                assertThat(bad.error()).isEmpty();
                push(engine, "a", 10);
                assertThat(select(engine, "SELECT * FROM bad")).containsExactly(List.of("a", 10L));
                assertThat(select(engine, "SELECT * FROM good")).containsExactly(List.of("a", 16L));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whoReadsAFailedQueryGoesOnWithIt(CompilerMode mode, int workers, @TempDir Path directory) {
        try (LaminarEngine engine = open(mode, workers)) {
            engine.execute(NUMBERS
                    + "CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(12 / v) AS s FROM numbers GROUP BY k;"
                    + "CREATE STREAM big AS SELECT k, s FROM sums WHERE s > 5;"
                    + "CREATE MATERIALIZED VIEW kept AS SELECT k, s FROM big;"
                    + "CREATE MATERIALIZED VIEW total AS SELECT SUM(s) AS t FROM sums;"
                    + "CREATE SINK written FROM big INTO FILE (path = '" + directory.resolve("big.json")
                    + "') FORMAT JSON;");
            PollableSubscription<Row> sums = engine.subscribe("sums", Row.class);
            PollableSubscription<Row> big = engine.subscribe("big", Row.class);
            push(engine, "a", 3);
            push(engine, "b", 2);
            assertThat(changes(sums)).containsExactly("INSERT [a, 4]", "INSERT [b, 6]");
            assertThat(changes(big)).containsExactly("INSERT [b, 6]");
            assertThat(select(engine, "SELECT t FROM total")).containsExactly(List.of(10L));

            assertThat(engine.sinks())
                    .singleElement()
                    .satisfies(sink -> assertThat(sink.rows()).isEqualTo(1));

            push(engine, "a", 0);
            assertThat(engine.queries()).extracting(QueryHandle::state).containsOnly(QueryState.FAILED);
            assertThatThrownBy(() -> sums.poll(Duration.ZERO)).isInstanceOf(LaminarException.class);
            assertCode(
                    ErrorCode.INVALID_QUERY_STATE, () -> query(engine, "kept").restart());

            query(engine, "sums").restart();
            assertThat(engine.queries()).extracting(QueryHandle::state).containsOnly(QueryState.RUNNING);
            assertThat(changes(sums)).containsExactly("DELETE [a, 4]", "DELETE [b, 6]");
            assertThat(changes(big)).containsExactly("DELETE [b, 6]");
            assertThat(select(engine, "SELECT * FROM sums")).isEmpty();
            assertThat(select(engine, "SELECT * FROM kept")).isEmpty();

            push(engine, "b", 1);
            assertThat(changes(sums)).containsExactly("INSERT [b, 12]");
            assertThat(changes(big)).containsExactly("INSERT [b, 12]");
            assertThat(select(engine, "SELECT * FROM kept")).containsExactly(List.of("b", 12L));
            assertThat(select(engine, "SELECT t FROM total")).containsExactly(List.of(12L));
            assertThat(engine.sinks())
                    .singleElement()
                    .satisfies(sink -> assertThat(sink.rows()).isEqualTo(3));
            assertThat(query(engine, "sums").metrics().rowsIn()).isEqualTo(4);
            assertThat(query(engine, "sums").metrics().stateRows()).isEqualTo(2);
        }
    }

    @Test
    void aViewThatOnlyGrowsIsEmptiedWithoutTellingItsReaders() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(NUMBERS + "CREATE MATERIALIZED VIEW ratios AS SELECT 12 / v AS r FROM numbers;");
            PollableSubscription<Row> ratios = engine.subscribe("ratios", Row.class);
            push(engine, "a", 3);
            push(engine, "a", 0);
            assertThat(changesUntilFailure(ratios)).containsExactly("INSERT [4]");

            engine.execute("RESUME QUERY ratios");
            assertThat(select(engine, "SELECT * FROM ratios")).isEmpty();
            push(engine, "a", 2);
            assertThat(changes(ratios)).containsExactly("INSERT [6]");
            assertThat(select(engine, "SELECT * FROM ratios")).containsExactly(List.of(6));
        }
    }

    private static List<String> changesUntilFailure(PollableSubscription<Row> subscription) {
        List<String> changes = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        subscription
                                .poll(PATIENCE)
                                .ifPresent(change -> changes.add(change.kind() + " "
                                        + change.row().toMap().values()));
                    }
                })
                .isInstanceOf(LaminarException.class);
        return changes;
    }

    @Test
    void aFileIsReadAgainFromItsStart(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("numbers.csv"), "k,v\na,1\nb,2\na,3\n");
        try (LaminarEngine engine = Laminar.builder().autoStart(false).open()) {
            engine.execute("CREATE SOURCE numbers (k VARCHAR, v INTEGER) FROM FILE (path = '" + file + "') FORMAT CSV;"
                    + "CREATE MATERIALIZED VIEW rows_read AS SELECT k, v FROM numbers;");
            Defect defect = new Defect();
            defect.next = () -> new AssertionError("a bug");
            ((QueryRuntime) query(engine, "rows_read")).hub().attach(defect);
            engine.start();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(query(engine, "rows_read").state()).isEqualTo(QueryState.FAILED);

            defect.next = null;
            query(engine, "rows_read").restart();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(select(engine, "SELECT * FROM rows_read"))
                    .containsExactlyInAnyOrder(List.of("a", 1), List.of("b", 2), List.of("a", 3));
            assertThat(query(engine, "rows_read").state()).isEqualTo(QueryState.FINISHED);
        }
    }

    @Test
    void aSourceThatIsPausedIsNotRead(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("numbers.csv"), "k,v\na,1\nb,2\n");
        try (LaminarEngine engine = Laminar.builder().autoStart(false).open()) {
            engine.execute("CREATE SOURCE numbers (k VARCHAR, v INTEGER) FROM FILE (path = '" + file + "') FORMAT CSV;"
                    + "CREATE MATERIALIZED VIEW rows_read AS SELECT k, v FROM numbers;"
                    + "CREATE SOURCE pushed (v INTEGER); ALTER SOURCE numbers PAUSE");
            engine.start();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(select(engine, "SELECT * FROM rows_read")).isEmpty();
            assertThat(select(engine, "SHOW SOURCES"))
                    .anySatisfy(row -> assertThat(row).contains("numbers", "PAUSED"));

            engine.execute("ALTER SOURCE numbers RESUME");
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(select(engine, "SELECT * FROM rows_read")).containsExactly(List.of("a", 1), List.of("b", 2));
            assertCode(ErrorCode.UNSUPPORTED, () -> engine.execute("ALTER SOURCE pushed PAUSE"));
        }
    }

    @Test
    void aWindowOpensAnewAndItsWatermarkToo() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE SOURCE numbers (ts TIMESTAMP_LTZ, v INTEGER, WATERMARK FOR ts AS ts);"
                    + "CREATE STREAM counts AS SELECT COUNT(*) AS n, SUM(12 / v) AS s FROM"
                    + " TABLE(TUMBLE(TABLE numbers, DESCRIPTOR(ts), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;"
                    + "CREATE STREAM behind AS SELECT n, s FROM counts WHERE n > 0;");
            PollableSubscription<Row> behind = engine.subscribe("behind", Row.class);
            push(engine, java.time.Instant.ofEpochSecond(1), 3);
            push(engine, java.time.Instant.ofEpochSecond(2), 0);
            engine.execute("RESUME QUERY counts");
            push(engine, java.time.Instant.ofEpochSecond(3), 2);
            push(engine, java.time.Instant.ofEpochSecond(12), 1);
            assertThat(changes(behind)).containsExactly("INSERT [1, 6]");
        }
    }

    @Test
    void whatCannotBeRestartedSaysSo() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(NUMBERS + "CREATE STREAM ratios AS SELECT 12 / v AS r FROM numbers;");
            assertCode(
                    ErrorCode.INVALID_QUERY_STATE, () -> query(engine, "ratios").restart());
            engine.execute("ALTER STREAM ratios PAUSE");
            assertThat(query(engine, "ratios").state()).isEqualTo(QueryState.PAUSED);
            assertCode(
                    ErrorCode.INVALID_QUERY_STATE, () -> query(engine, "ratios").restart());
            engine.execute("ALTER STREAM ratios RESUME");
            assertThat(query(engine, "ratios").state()).isEqualTo(QueryState.RUNNING);
        }
    }

    private static void assertCode(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        error -> assertThat(error.code()).as(error.getMessage()).isEqualTo(code));
    }
}
