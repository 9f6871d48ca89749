package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.SubscriptionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes that are retained by epoch: read again from one of them, and selected. */
class HistoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final LaminarEngine engine =
            Laminar.builder().workers(2).clock(now::get).open();

    @AfterEach
    void close() {
        engine.close();
    }

    /** Pushes in an epoch of its own. */
    private void push(String source, Object... row) {
        engine.source(source).push(row);
        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
    }

    private List<Change<Row>> take(QueryResult result) {
        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        List<Change<Row>> changes = new ArrayList<>();
        for (Optional<Change<Row>> next = result.poll(Duration.ZERO);
                next.isPresent();
                next = result.poll(Duration.ZERO)) {
            changes.add(next.get());
        }
        return changes;
    }

    private List<String> texts(List<Change<Row>> changes) {
        return changes.stream()
                .map(change ->
                        change.kind().symbol() + " " + change.row().toMap().values())
                .toList();
    }

    private List<String> rows(String sql) {
        try (QueryResult result = engine.query(sql)) {
            return result.toList().stream()
                    .map(row -> row.toMap().values().toString())
                    .toList();
        }
    }

    private static ErrorCode codeOf(Throwable thrown) {
        return ((LaminarException) thrown).code();
    }

    @Test
    void changesOfOneRoundHaveOneEpochWhateverTheyBelongTo() {
        engine.execute(
                "CREATE SOURCE t (v INTEGER);"
                        + "CREATE STREAM doubled AS SELECT v * 2 AS v FROM t;"
                        + "CREATE MATERIALIZED VIEW parity AS SELECT MOD(v, 2) AS odd, SUM(v) AS total FROM t GROUP BY MOD(v, 2)");
        try (QueryResult doubled = engine.query("SUBSCRIBE doubled");
                QueryResult parity = engine.query("SUBSCRIBE parity")) {
            push("t", 1);
            push("t", 3);
            List<Change<Row>> ofStream = take(doubled);
            List<Change<Row>> ofView = take(parity);
            assertThat(texts(ofStream)).containsExactly("+I [2]", "+I [6]");
            assertThat(texts(ofView)).containsExactly("+I [1, 1]", "-U [1, 1]", "+U [1, 4]");
            long first = ofStream.get(0).epoch();
            long second = ofStream.get(1).epoch();
            assertThat(first).isPositive();
            assertThat(second).isGreaterThan(first);
            assertThat(ofView.stream().map(Change::epoch)).containsExactly(first, second, second);
        }
    }

    /** Reads while rows come: what follows the epoch that was read begins with what was read. */
    @Test
    void updatesAreUpdatesWhereverTheyAreKept() {
        engine.execute("CREATE SOURCE t (v INTEGER); CREATE MATERIALIZED VIEW sums AS SELECT COUNT(*) AS n FROM t"
                + " WITH ('retain-history' = '10000 rows')");
        for (int i = 0; i < 1_000; i++) {
            push("t", i);
        }
        try (QueryResult all = engine.query("SUBSCRIBE sums AS OF EPOCH 1")) {
            assertThat(all.poll(PATIENCE).orElseThrow().kind().symbol()).isEqualTo("+I");
            for (int i = 0; i < 1_000; i++) {
                assertThat(all.poll(PATIENCE).orElseThrow().kind().symbol()).isEqualTo("-U");
                assertThat(all.poll(PATIENCE).orElseThrow().kind().symbol()).isEqualTo("+U");
            }
        }
    }

    @Test
    void anAnswerTellsTheEpochFromWhichToGoOn() throws InterruptedException {
        engine.execute(
                "CREATE SOURCE t (v INTEGER); CREATE MATERIALIZED VIEW sums AS SELECT COUNT(*) AS n, SUM(v) AS total"
                        + " FROM t WITH ('retain-history' = '1000000 rows')");
        AtomicBoolean isOver = new AtomicBoolean();
        Thread pusher = new Thread(() -> {
            for (int i = 0; !isOver.get() && i < 200_000; i++) {
                engine.source("t").push(2);
            }
        });
        pusher.start();
        for (int read = 0; read < 20; read++) {
            try (QueryResult answer = engine.query("SELECT EPOCH() AS epoch, n, total, EPOCH() + 1 FROM sums")) {
                Row row = answer.toList().get(0);
                long epoch = (Long) Objects.requireNonNull(row.get(0));
                assertThat(epoch).isEqualTo(answer.epoch()).isEqualTo((Long) Objects.requireNonNull(row.get(3)) - 1);
                try (QueryResult rest = engine.query("SUBSCRIBE sums AS OF EPOCH " + row.get(3))) {
                    engine.source("t").push(2);
                    Change<Row> next = rest.poll(PATIENCE).orElseThrow();
                    assertThat(next.epoch()).isGreaterThan(epoch);
                    assertThat(next.kind().symbol()).isEqualTo("-U");
                    assertThat(next.row().toMap())
                            .containsEntry("n", row.get(1))
                            .containsEntry("total", row.get(2));
                }
            }
        }
        isOver.set(true);
        pusher.join();
    }

    @Test
    void theEpochIsThatOfTheStatementWhereverItIsAsked() {
        engine.execute("CREATE SOURCE t (v INTEGER); CREATE MATERIALIZED VIEW sums AS SELECT SUM(v) AS total FROM t;"
                + "CREATE TABLE log (id INTEGER PRIMARY KEY, epoch BIGINT)");
        push("t", 1);
        long last = 0;
        for (String sql : List.of(
                "SELECT EPOCH()",
                "SELECT EPOCH() FROM sums WHERE EPOCH() >= total",
                "SELECT MAX(EPOCH()) FROM (SELECT total FROM sums UNION ALL SELECT 1) AS x")) {
            try (QueryResult answer = engine.query(sql)) {
                assertThat((Long) Objects.requireNonNull(answer.toList().get(0).get(0)))
                        .as(sql)
                        .isEqualTo(answer.epoch())
                        .isPositive()
                        .isGreaterThanOrEqualTo(last);
                last = answer.epoch();
            }
        }
        engine.execute("INSERT INTO log SELECT 1, EPOCH() FROM sums");
        assertThat(rows("SELECT id FROM log WHERE epoch BETWEEN " + last + " AND EPOCH()"))
                .containsExactly("[1]");
    }

    @Test
    void replaysFromAnEpochAndGoesOn() {
        engine.execute("CREATE SOURCE t (k VARCHAR, v INTEGER);"
                + "CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(v) AS total FROM t GROUP BY k"
                + " WITH ('retain-history' = '100 rows')");
        List<Change<Row>> live;
        try (QueryResult all = engine.query("SUBSCRIBE TO sums AS OF EPOCH 0")) {
            push("t", "A", 1);
            push("t", "B", 2);
            push("t", "A", 4);
            live = take(all);
        }
        assertThat(texts(live)).containsExactly("+I [A, 1]", "+I [B, 2]", "-U [A, 1]", "+U [A, 5]");
        long second = live.get(1).epoch();
        try (QueryResult again = engine.query("SUBSCRIBE sums AS OF EPOCH " + second);
                QueryResult ofA = engine.query("SUBSCRIBE sums WHERE k = 'A' AS OF EPOCH " + second)) {
            List<Change<Row>> replayed = take(again);
            assertThat(texts(replayed)).containsExactly("+I [B, 2]", "-U [A, 1]", "+U [A, 5]");
            assertThat(replayed.stream().map(Change::epoch))
                    .as("epochs in which they were made")
                    .isEqualTo(live.subList(1, 4).stream().map(Change::epoch).toList());
            assertThat(texts(take(ofA))).containsExactly("-U [A, 1]", "+U [A, 5]");
            push("t", "A", 3);
            assertThat(texts(take(again))).containsExactly("-U [A, 5]", "+U [A, 8]");
            assertThat(texts(take(ofA))).containsExactly("-U [A, 5]", "+U [A, 8]");
        }
    }

    @Test
    void anAnswerSaysFromWhichEpochToGoOn() {
        engine.execute("CREATE SOURCE t (v INTEGER);"
                + "CREATE MATERIALIZED VIEW seen AS SELECT v FROM t WITH ('retain-history' = '1mb')");
        push("t", 1);
        try (QueryResult answer = engine.query("SELECT * FROM seen")) {
            push("t", 2);
            long next = answer.epoch() + 1;
            try (QueryResult rest = engine.query("SUBSCRIBE seen AS OF EPOCH " + next)) {
                push("t", 3);
                assertThat(answer.toList()).hasSize(1);
                assertThat(texts(take(rest))).containsExactly("+I [2]", "+I [3]");
            }
        }
    }

    @Test
    void refusesWhatIsNotRetained() {
        engine.execute("CREATE SOURCE t (v INTEGER);"
                + "CREATE STREAM kept AS SELECT v FROM t WITH ('retain-history' = '2 rows');"
                + "CREATE STREAM plain AS SELECT v FROM t");
        List<Change<Row>> live;
        try (QueryResult all = engine.query("SUBSCRIBE kept AS OF EPOCH 0")) {
            push("t", 1);
            push("t", 2);
            push("t", 3);
            live = take(all);
        }
        long first = live.get(0).epoch();
        long second = live.get(1).epoch();
        assertThatThrownBy(() -> engine.query("SUBSCRIBE kept AS OF EPOCH " + first))
                .satisfies(thrown -> assertThat(codeOf(thrown)).isEqualTo(ErrorCode.EPOCH_NOT_RETAINED))
                .hasMessageContaining("kept retains its changes from epoch " + (first + 1) + " on");
        try (QueryResult rest = engine.query("SUBSCRIBE kept AS OF EPOCH " + second)) {
            assertThat(texts(take(rest))).containsExactly("+I [2]", "+I [3]");
        }
        assertThatThrownBy(() -> engine.query("SUBSCRIBE kept AS OF EPOCH 999999999"))
                .satisfies(thrown -> assertThat(codeOf(thrown)).isEqualTo(ErrorCode.EPOCH_NOT_RETAINED))
                .hasMessageContaining("epoch 999999999 is asked for, but the present one is ");
        assertThatThrownBy(() -> engine.query("SUBSCRIBE plain AS OF EPOCH 1"))
                .satisfies(thrown -> assertThat(codeOf(thrown)).isEqualTo(ErrorCode.EPOCH_NOT_RETAINED))
                .hasMessageContaining("plain retains no changes");
        assertThatThrownBy(() -> engine.query("SUBSCRIBE kept AS OF EPOCH x"))
                .satisfies(thrown -> assertThat(codeOf(thrown)).isEqualTo(ErrorCode.SYNTAX_ERROR));
        assertThat(engine.queries()).as("what was refused left nothing").hasSize(2);
    }

    @Test
    void anEpochOfWhichARowHasGoneCannotBeReplayedButItsRestIsSelected() {
        engine.execute("CREATE SOURCE t (v INTEGER);"
                + "CREATE STREAM kept AS SELECT v FROM t WITH ('retain-history' = '2 rows')");
        long epoch;
        try (QueryResult all = engine.query("SUBSCRIBE kept AS OF EPOCH 0")) {
            engine.execute("INSERT INTO t VALUES (1), (2), (3)");
            epoch = take(all).get(2).epoch();
        }
        assertThatThrownBy(() -> engine.query("SUBSCRIBE kept AS OF EPOCH " + epoch))
                .hasMessageContaining("from epoch " + (epoch + 1) + " on");
        assertThat(rows("SELECT v FROM kept")).containsExactly("[2]", "[3]");
    }

    @Test
    void aStreamThatRetainsChangesCanBeSelected() {
        engine.execute(
                "CREATE SOURCE t (k VARCHAR, v INTEGER);"
                        + "CREATE STREAM raw AS SELECT k, v FROM t WITH ('retain-history' = '1h');"
                        + "CREATE STREAM sums AS SELECT k, SUM(v) AS total FROM t GROUP BY k WITH ('retain-history' = '10 rows')");
        push("t", "A", 1);
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(59)));
        push("t", "A", 2);
        assertThat(rows("SELECT * FROM raw")).containsExactly("[A, 1]", "[A, 2]");
        assertThat(rows("SELECT * FROM sums")).containsExactly("[A, 3]");
        assertThat(rows("SELECT r.v, s.total FROM raw r JOIN sums s ON r.k = s.k ORDER BY r.v"))
                .containsExactly("[1, 3]", "[2, 3]");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
        assertThat(rows("SELECT * FROM raw")).containsExactly("[A, 2]");
        engine.execute("INSERT INTO t SELECT 'B', v FROM raw");
        assertThat(rows("SELECT * FROM sums ORDER BY k")).containsExactly("[A, 3]", "[B, 2]");
    }

    @Test
    void bytesAreALimitToo() {
        engine.execute("CREATE SOURCE t (v VARCHAR);"
                + "CREATE STREAM kept AS SELECT v FROM t WITH ('retain-history' = '1kb')");
        String text = "x".repeat(400);
        for (int i = 0; i < 10; i++) {
            push("t", text + i);
        }
        assertThat(rows("SELECT SUBSTRING(v FROM 401) AS v FROM kept")).containsExactly("[8]", "[9]");
    }

    @Test
    void whileRowsComeNothingIsMissedOrToldTwice() throws InterruptedException {
        // At most 16 batches of 8 rows in a round, so that 500 rows have several epochs.
        try (LaminarEngine small = Laminar.builder().workers(2).batchRows(8).open()) {
            readAgainAndAgain(small);
        }
    }

    private static void readAgainAndAgain(LaminarEngine engine) throws InterruptedException {
        engine.execute(
                "CREATE SOURCE t (v BIGINT); CREATE STREAM kept AS SELECT v FROM t WITH ('retain-history' = '1gb')");
        AtomicBoolean isOver = new AtomicBoolean();
        Thread pusher = new Thread(() -> {
            for (long v = 0; !isOver.get() && v < 300_000; v++) {
                engine.source("t").push(v);
            }
        });
        pusher.start();
        try {
            long epoch = 0;
            long first = 0;
            for (int round = 0; round < 50; round++) {
                try (QueryResult rest = engine.query("SUBSCRIBE kept AS OF EPOCH " + epoch)) {
                    long expected = first;
                    long epochBefore = 0;
                    for (int i = 0; i < 500; i++) {
                        Change<Row> change = rest.poll(PATIENCE).orElseThrow();
                        assertThat(change.row().get(0)).isEqualTo(expected++);
                        assertThat(change.epoch()).isGreaterThanOrEqualTo(epochBefore);
                        if (change.epoch() > epochBefore && i > 0) {
                            epoch = change.epoch();
                            first = expected - 1;
                        }
                        epochBefore = change.epoch();
                    }
                }
            }
            assertThat(first).isPositive();
        } finally {
            isOver.set(true);
            pusher.join();
        }
    }

    /** As SUBSCRIBE ... AS OF EPOCH, by the Java API. */
    @Test
    void aSubscriptionBeginsWithAnEpoch() {
        engine.execute("CREATE SOURCE t (v INTEGER);"
                + "CREATE STREAM kept AS SELECT v FROM t WITH ('retain-history' = '3 rows');"
                + "CREATE STREAM bare AS SELECT v FROM t");
        for (int v = 1; v <= 4; v++) {
            push("t", v);
        }
        List<Long> epochs = new ArrayList<>();
        try (QueryResult all = engine.query("SUBSCRIBE kept AS OF EPOCH " + epochOf(3))) {
            take(all).forEach(change -> epochs.add(change.epoch()));
        }
        SubscriptionOptions options = SubscriptionOptions.DEFAULT.asOfEpoch(epochs.get(0));
        try (PollableSubscription<Row> rows = engine.subscribe("kept", Row.class, options)) {
            push("t", 5);
            List<String> seen = new ArrayList<>();
            List<Long> seenEpochs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Change<Row> change = rows.poll(PATIENCE).orElseThrow();
                seen.add(String.valueOf(change.row().get("v")));
                seenEpochs.add(change.epoch());
            }
            assertThat(seen).containsExactly("3", "4", "5");
            assertThat(seenEpochs.subList(0, 2)).isEqualTo(epochs);
            assertThat(rows.poll(Duration.ZERO)).isEmpty();
        }
        assertThatThrownBy(() -> engine.subscribe("kept", Row.class, SubscriptionOptions.DEFAULT.asOfEpoch(0)))
                .extracting(HistoryTest::codeOf)
                .isEqualTo(ErrorCode.EPOCH_NOT_RETAINED);
        assertThatThrownBy(() -> engine.subscribe("bare", Row.class, options))
                .extracting(HistoryTest::codeOf)
                .isEqualTo(ErrorCode.EPOCH_NOT_RETAINED);
    }

    /** The epoch in which a value came, of those that are retained. */
    private long epochOf(int value) {
        for (long epoch = 0; ; epoch++) {
            try (QueryResult result = engine.query("SUBSCRIBE kept WHERE v = " + value + " AS OF EPOCH " + epoch)) {
                return take(result).get(0).epoch();
            } catch (LaminarException gone) {
                assertThat(gone.code()).isEqualTo(ErrorCode.EPOCH_NOT_RETAINED);
            }
        }
    }
}
