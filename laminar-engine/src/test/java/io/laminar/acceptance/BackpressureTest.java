package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.laminar.Laminar;
import io.laminar.api.Backpressure;
import io.laminar.api.ErrorCode;
import io.laminar.api.IdleStrategy;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import io.laminar.api.Source;
import io.laminar.api.SourceInfo;
import io.laminar.api.SourceOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sources do with rows for which there is no room. */
@Timeout(60)
class BackpressureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    record Numbered(int id, @Nullable String name) {}

    private static String source(String options) {
        return "CREATE SOURCE s (id INTEGER, name VARCHAR) WITH (" + options + ");"
                + " CREATE STREAM passed AS SELECT id, name FROM s";
    }

    private static SourceInfo info(LaminarEngine engine) {
        return engine.sources().stream()
                .filter(each -> each.name().equals("s"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"drop-newest, 1024", "drop, 1", "DROP_NEWEST, 7"})
    void droppedRowsAreCountedAndTheOthersArrive(String spelling, int batchRows) throws InterruptedException {
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch isHeld = new CountDownLatch(1);
        try (LaminarEngine engine =
                Laminar.builder().workers(1).batchRows(batchRows).open()) {
            engine.execute(source("'backpressure' = '" + spelling + "', buffer_size = 100"));
            engine.subscribe("passed", Numbered.class, change -> hold(isHeld, mayGoOn, seen, change.row()));
            RowSource s = engine.source("s");
            s.push(0, "first");
            isHeld.await();

            for (int i = 1; i < 1000; i++) {
                s.push(i, "n");
            }
            mayGoOn.countDown();

            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            SourceInfo info = info(engine);
            assertThat(info.rowsDropped()).isEqualTo(900);
            assertThat(info.rows()).isEqualTo(100);
            assertThat(seen)
                    .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
            try (QueryResult shown = engine.query("SHOW SOURCES")) {
                assertThat(shown.toList().get(0).get("dropped")).hasToString("900");
            }
        }
    }

    @Test
    void rejectedRowsAreTold() throws InterruptedException {
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch isHeld = new CountDownLatch(1);
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            engine.execute(source("backpressure = 'reject', buffer.rows = 2"));
            engine.subscribe("passed", Numbered.class, change -> hold(isHeld, mayGoOn, seen, change.row()));
            RowSource s = engine.source("s");
            s.push(0, "first");
            isHeld.await();
            s.push(1, "second");

            assertThatThrownBy(() -> s.push(2, "third"))
                    .isInstanceOfSatisfying(
                            LaminarException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_FULL));
            mayGoOn.countDown();

            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(seen).containsExactly(0, 1);
        }
    }

    /** The row that goes and the one that comes are rejected together. */
    @Test
    void anUpdateOfAKeyThatIsRejectedLosesNoRow() {
        try (LaminarEngine engine = Laminar.builder().workers(1).batchRows(1).open()) {
            engine.execute("CREATE TABLE t (k INTEGER PRIMARY KEY) WITH (backpressure = 'reject', buffer.rows = 1);"
                    + " INSERT INTO t VALUES (0)");
            int updates = 0;
            for (int i = 0; i < 50; i++) {
                try {
                    engine.execute("UPDATE t SET k = k + 1");
                    updates++;
                } catch (LaminarException full) {
                    assertThat(full.code()).isEqualTo(ErrorCode.SOURCE_FULL);
                    assertThat(full.rowsTaken()).isZero();
                }
            }
            try (QueryResult rows = engine.query("SELECT k FROM t")) {
                assertThat(rows.toList())
                        .singleElement()
                        .extracting(row -> row.get(0))
                        .isEqualTo(updates);
            }
        }
    }

    /** A statement waits: half of what it changes would be a table that nobody asked for. */
    @Test
    void noRowOfAnUpdateOrDeleteIsDropped() {
        try (LaminarEngine engine = Laminar.builder().workers(1).batchRows(1).open()) {
            engine.execute(
                    "CREATE TABLE t (k INTEGER PRIMARY KEY) WITH (backpressure = 'drop-newest', buffer.rows = 1)");
            for (int k = 0; k < 100; k++) {
                engine.execute("INSERT INTO t VALUES (" + k + ")");
                assertThat(engine.awaitIdle(Duration.ofSeconds(30))).isTrue();
            }
            engine.execute("UPDATE t SET k = k + 1000; DELETE FROM t WHERE k < 1050");
            try (QueryResult rows = engine.query("SELECT COUNT(*), MIN(k), MAX(k) FROM t")) {
                Row only = rows.toList().get(0);
                assertThat(List.of(only.get(0), only.get(1), only.get(2))).isEqualTo(List.of(50L, 1050, 1099));
            }
            assertThat(engine.sources().get(0).rowsDropped()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"1024, 100", "7, 100", "1, 64", "1024, 5000"})
    void spilledRowsComeBackInOrderBeforeTheEnd(int batchRows, int bufferRows, @TempDir Path directory)
            throws InterruptedException, IOException {
        int rows = 20_000;
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch isHeld = new CountDownLatch(1);
        try (LaminarEngine engine =
                Laminar.builder().workers(1).batchRows(batchRows).open()) {
            engine.execute(source("backpressure = 'spill', buffer.rows = " + bufferRows
                    + ", spill.limit = '64mb', spill.directory = '" + directory + "'"));
            engine.subscribe("passed", Numbered.class, change -> hold(isHeld, mayGoOn, seen, change.row()));
            RowSource s = engine.source("s");
            s.push(0, "first");
            isHeld.await();

            for (int i = 1; i < rows; i++) {
                s.push(i, i % 3 == 0 ? null : "n\u00e4m\ud800" + i);
            }
            s.end();
            long files = count(directory);
            mayGoOn.countDown();

            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(files).as("files while rows wait").isPositive();
            assertThat(seen)
                    .containsExactlyElementsOf(IntStream.range(0, rows).boxed().toList());
            assertThat(info(engine).state()).isEqualTo(SourceInfo.State.ENDED);
            assertThat(info(engine).pendingRows()).isZero();
            assertThat(count(directory)).as("files in the end").isZero();
        }
    }

    @Test
    void aFullSpillMakesThePusherWait(@TempDir Path directory) throws Exception {
        int rows = 20_000;
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch isHeld = new CountDownLatch(1);
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            engine.execute(source("backpressure = 'spill', buffer.rows = 10, spill.limit = '64kb', spill.directory = '"
                    + directory + "', 'wait-strategy' = 'yield'"));
            engine.subscribe("passed", Numbered.class, change -> hold(isHeld, mayGoOn, seen, change.row()));
            RowSource s = engine.source("s");
            s.push(0, "first");
            isHeld.await();
            Thread pusher = new Thread(() -> IntStream.range(1, rows).forEach(i -> s.push(i, "n")));
            pusher.start();
            pusher.join(300);

            assertThat(pusher.isAlive()).as("waits").isTrue();
            mayGoOn.countDown();
            pusher.join();

            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(seen)
                    .containsExactlyElementsOf(IntStream.range(0, rows).boxed().toList());
        }
        assertThat(count(directory)).isZero();
    }

    /** Rows that are lost are no silence: the source fails, and nobody waits for them. */
    @Test
    void aSpillThatCannotBeReadFailsTheSource(@TempDir Path directory) throws Exception {
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch isHeld = new CountDownLatch(1);
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            engine.execute(source("backpressure = 'spill', buffer.rows = 10, spill.directory = '" + directory + "'"));
            engine.subscribe("passed", Numbered.class, change -> hold(isHeld, mayGoOn, seen, change.row()));
            RowSource s = engine.source("s");
            s.push(0, "first");
            isHeld.await();
            IntStream.range(1, 10_000).forEach(i -> s.push(i, "n"));
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.write(file, new byte[3]);
                }
            }
            // Waits behind the rows that are lost.
            Thread waiting = new Thread(() -> engine.awaitIdle(PATIENCE));
            waiting.start();
            waiting.join(100);
            mayGoOn.countDown();

            waiting.join();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(info(engine).state()).isEqualTo(SourceInfo.State.FAILED);
            assertThat(info(engine).error().orElseThrow().code()).isEqualTo(ErrorCode.SPILL_FAILED);
            assertThat(info(engine).pendingRows()).isZero();
            assertThat(engine.queries().get(0).error().orElseThrow()).hasMessageContaining("LMR-7008");
            assertThat(seen)
                    .hasSizeLessThan(10_000)
                    .containsExactlyElementsOf(
                            IntStream.range(0, seen.size()).boxed().toList());
            assertThatThrownBy(() -> s.push(1, "n")).hasMessageContaining("has ended");
        }
        assertThat(count(directory)).isZero();
    }

    /** However workers idle and pushers wait, a small buffer lets everything through in order. */
    @ParameterizedTest
    @CsvSource({"BACKOFF, spin", "YIELD, yield", "SPIN, park"})
    void everyWayToWaitLetsRowsThrough(IdleStrategy idle, String wait) {
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        try (LaminarEngine engine =
                Laminar.builder().workers(1).idleStrategy(idle).batchRows(4).open()) {
            engine.execute(source("buffer.rows = 8, 'wait-strategy' = '" + wait + "'"));
            engine.subscribe(
                    "passed", Numbered.class, change -> seen.add(change.row().id()));
            IntStream.range(0, 5_000).forEach(i -> engine.source("s").push(i, "n"));

            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(seen)
                    .containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
        }
    }

    /** What the builder says holds for a source that says nothing, and gives way to one that does. */
    @Test
    void theBuilderSaysWhatSourcesDoNotSay() throws InterruptedException {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch isHeld = new CountDownLatch(1);
        try (LaminarEngine engine = Laminar.builder()
                .workers(1)
                .sources(SourceOptions.defaults()
                        .withBackpressure(Backpressure.DROP_NEWEST)
                        .withBufferRows(100))
                .open()) {
            engine.execute("CREATE SOURCE s (id INTEGER, name VARCHAR);"
                    + " CREATE SOURCE r (id INTEGER, name VARCHAR) WITH ('backpressure' = 'reject')");
            engine.subscribe(
                    "s", Numbered.class, change -> hold(isHeld, mayGoOn, new ConcurrentLinkedQueue<>(), change.row()));
            engine.subscribe("r", Numbered.class, change -> {});
            RowSource s = engine.source("s");
            RowSource r = engine.source("r");
            s.push(0, "first");
            isHeld.await();
            IntStream.range(1, 150).forEach(i -> s.push(i, "n"));
            assertThatThrownBy(() -> IntStream.range(0, 150).forEach(i -> r.push(i, "n")))
                    .hasMessageContaining("LMR-7007");
            mayGoOn.countDown();

            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(info(engine).rowsDropped()).isEqualTo(50);
        }
    }

    @ParameterizedTest
    @CsvSource({"drop-newest, 100", "reject, 0", "spill, 3000"})
    void columnsObeyToo(String backpressure, int arriving, @TempDir Path directory) throws Exception {
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch isHeld = new CountDownLatch(1);
        try (LaminarEngine engine = Laminar.builder().workers(1).batchRows(50).open()) {
            engine.execute(source(
                    "backpressure = '" + backpressure + "', buffer.rows = 100, spill.directory = '" + directory + "'"));
            engine.subscribe("passed", Numbered.class, change -> hold(isHeld, mayGoOn, seen, change.row()));
            engine.source("s").push(0, "first");
            isHeld.await();
            int before = "reject".equals(backpressure) ? 99 : 0;
            for (int i = 1; i <= before; i++) {
                engine.source("s").push(i, "n");
            }
            int[] ids = IntStream.rangeClosed(1, 3000).toArray();
            try {
                engine.source("s").batchWriter().set(0, ids, 0).append(ids.length);
                assertThat(backpressure).isNotEqualTo("reject");
            } catch (LaminarException full) {
                assertThat(backpressure).isEqualTo("reject");
                assertThat(full.code()).isEqualTo(ErrorCode.SOURCE_FULL);
            }
            mayGoOn.countDown();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            // A batch that begins below the limit finds room as a whole.
            assertThat(seen).hasSizeBetween(before + arriving, before + arriving + 1);
            assertThat(seen)
                    .containsExactlyElementsOf(
                            IntStream.range(0, seen.size()).boxed().toList());
            assertThat(info(engine).rowsDropped() + info(engine).rows())
                    .isEqualTo(1L + before + ("reject".equals(backpressure) ? 0 : 3000));
        }
    }

    @Test
    void filesGoWhenTheEngineIsClosedAmidASpill(@TempDir Path directory) throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch isHeld = new CountDownLatch(1);
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            engine.execute(source("backpressure = 'spill', buffer.rows = 10, spill.directory = '" + directory + "'"));
            engine.subscribe(
                    "passed",
                    Numbered.class,
                    change -> hold(isHeld, mayGoOn, new ConcurrentLinkedQueue<>(), change.row()));
            RowSource s = engine.source("s");
            IntStream.range(0, 10_000).forEach(i -> s.push(i, "n"));
            isHeld.await();
            assertThat(count(directory)).isPositive();
            mayGoOn.countDown();
        }
        assertThat(count(directory)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "backpressure = 'drop_oldest' | drop-newest",
                "backpressure = 'spil' | did you mean spill",
                "backpresure = 'spill' | did you mean backpressure",
                "buffer.rows = 0 | 1 to 999999999",
                "spill.limit = '1kb' | at least 64kb",
                "'wait-strategy' = 'sleep' | spin, yield, park"
            })
    void refusesWhatItDoesNotKnow(String option, String remedy) {
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            assertThatThrownBy(() -> engine.execute("CREATE SOURCE s (id INTEGER) WITH (" + option + ")"))
                    .isInstanceOfSatisfying(
                            LaminarException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_OPTION))
                    .hasMessageContaining(remedy);
            assertThat(engine.sources()).isEmpty();
        }
    }

    @Test
    void pushingAllocatesNothingInSteadyState() {
        int rows = 500_000;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            // Few rows under way, so that there are never more than a handful of batches.
            engine.execute("CREATE SOURCE m (id BIGINT NOT NULL, v DOUBLE NOT NULL) WITH ('buffer.rows' = '4096');"
                    + " CREATE STREAM passed AS SELECT id, v FROM m WHERE id < 0");
            Source<Valued> source = engine.source("m", Valued.class);
            Valued row = new Valued(7, 0.5);
            push(source, row, 2 * rows);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            long thread = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(thread);

            push(source, row, rows);

            long allocated = threads.getThreadAllocatedBytes(thread) - before;
            // Not a byte per row; a few when the compiler replaces the code amid the loop, a lock had to be queued for,
            // or one more of the handful of batches of 16 kB is made since the worker was late.
            assertThat(allocated).isLessThan(rows / 5);
        }
    }

    record Valued(long id, double v) {}

    private static void push(Source<Valued> source, Valued row, int rows) {
        for (int i = 0; i < rows; i++) {
            source.push(row);
        }
    }

    private static void hold(CountDownLatch isHeld, CountDownLatch mayGoOn, Queue<Integer> seen, Numbered row) {
        isHeld.countDown();
        try {
            mayGoOn.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        seen.add(row.id());
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
