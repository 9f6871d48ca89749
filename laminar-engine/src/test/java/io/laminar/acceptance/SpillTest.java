package io.laminar.acceptance;

import static io.laminar.acceptance.HeldEngine.row;
import static io.laminar.acceptance.HeldEngine.rows;
import static io.laminar.acceptance.HeldEngine.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.acceptance.HeldEngine.Numbered;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.Source;
import io.laminar.api.SourceInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a source writes to disk: figures of it, disks that are full, files of others. */
@Timeout(60)
class SpillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path home;
    private final Path directory;

    SpillTest(@TempDir Path home) {
        this.home = home;
        this.directory = home.resolve("spill");
    }

    private String spilling(int bufferRows) {
        return "backpressure = 'spill', buffer.rows = " + bufferRows + ", spill.directory = '" + directory + "'";
    }

    /** Whoever pushes is told, and the next push tries again; each row that was taken arrives once, in its place. */
    @Test
    void aDiskThatIsFullForAWhileLosesNothing() throws Exception {
        int next = 1;
        try (HeldEngine held = new HeldEngine(8, spilling(16) + ", spill.limit = '64kb'")) {
            for (int round = 0; round < 3; round++) {
                // No new file can be made where there is no directory. The last one takes an eighth of the limit.
                Files.createFile(directory);
                LaminarException full = null;
                for (; full == null && next < 2000; next += full == null ? 1 : 0) {
                    full = push(held.source(), next);
                }
                assertThat(full)
                        .hasMessageContaining(ErrorCode.SPILL_UNWRITABLE.id() + ": ")
                        .hasMessageContaining("make room in " + directory)
                        .hasMessageContaining("nothing was appended");
                assertThat(push(held.source(), next)).as("still full").isNotNull();

                Files.delete(directory);
                held.source().push(row(next++));
                assertThat(count()).as("written, though nothing has left").isEqualTo(1);
                Files.move(directory, home.resolve("moved" + round));
            }

            assertThat(held.seen()).isEqualTo(upTo(next - 1));
            SourceInfo info = held.info();
            assertThat(info.state()).isEqualTo(SourceInfo.State.RUNNING);
            assertThat(info.rows()).isEqualTo(next);
            assertThat(info.spill().rows()).isBetween(next - 25L, next - 1L);
            assertThat(info.spill().error()).isEmpty();
        }
    }

    /** Without a disk, too, everything goes on as soon as what is in memory has left. */
    @Test
    void aDiskThatStaysFullMakesRoomInMemoryOnly() throws Exception {
        Files.createFile(directory);
        int next = 1;
        try (HeldEngine held = new HeldEngine(8, spilling(16))) {
            while (push(held.source(), next) == null) {
                next++;
                assertThat(next).isLessThan(100);
            }
            assertThat(held.seen()).isEqualTo(upTo(next - 1));
            assertThat(held.info().spill()).isEqualTo(SourceInfo.Spill.NONE);

            held.source().push(row(next));
            assertThat(held.seen()).isEqualTo(upTo(next));
        }
    }

    @Test
    void rowsThatSpilledAreCounted() throws Exception {
        try (HeldEngine held = new HeldEngine(1, spilling(10))) {
            rows(1, 99).forEach(held.source()::push);

            assertThat(held.seen()).isEqualTo(upTo(99));
            SourceInfo.Spill spill = held.info().spill();
            // Row 0, which the worker holds, and nine more are in memory.
            assertThat(spill.rows()).isEqualTo(90);
            assertThat(spill.bytes()).isGreaterThan(spill.rows());
            assertThat(spill.waitingRows()).isZero();
            assertThat(spill.waitingBytes()).isZero();
            try (QueryResult shown = held.engine().query("SHOW SOURCES")) {
                assertThat(shown.toList().get(0).get("spilled")).hasToString("90");
            }
            assertThat(described(held.engine()))
                    .contains("spilled_rows 90", "spilled_bytes " + spill.bytes(), "spill_waiting_rows 0");
        }
    }

    /** A query that is paused takes some 65,000 rows; then the source has to write. */
    @Test
    void aFullDiskIsShownAsLongAsRowsAreInMemory() throws Exception {
        int rows = 100_000;
        int[] ids = IntStream.range(0, rows).toArray();
        Files.createFile(directory);
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            engine.execute("CREATE SOURCE s (id INTEGER) WITH (" + spilling(2000)
                    + "); CREATE STREAM passed AS SELECT id FROM s");
            List<Integer> seen = new ArrayList<>();
            engine.subscribe("passed", Integer.class, change -> seen.add(change.row()));
            engine.execute("PAUSE QUERY passed");
            int taken = 0;
            String shown = "spill_error null";
            while (shown.equals("spill_error null")) {
                taken += append(engine, ids, taken);
                shown = described(engine).stream()
                        .filter(fact -> fact.startsWith("spill_error"))
                        .findFirst()
                        .orElseThrow();
            }
            assertThat(shown).contains("LMR-7009: rows cannot be spilled to disk: ", directory.toString());

            Files.delete(directory);
            taken += append(engine, ids, taken);
            assertThat(taken).isEqualTo(rows);
            assertThat(described(engine)).contains("spill_error null");
            engine.execute("RESUME QUERY passed");
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(seen).isEqualTo(upTo(rows - 1));
        }
    }

    /** Returns how many rows were taken. */
    private static int append(LaminarEngine engine, int[] ids, int from) {
        try {
            engine.source("s").batchWriter().set(0, ids, from).append(ids.length - from);
            return ids.length - from;
        } catch (LaminarException full) {
            assertThat(full.code()).isEqualTo(ErrorCode.SPILL_UNWRITABLE);
            return (int) full.rowsTaken();
        }
    }

    /** A source that is read twice spills twice. */
    @Test
    void theFiguresAreOfAllInstances() throws Exception {
        Path numbers = Files.writeString(
                home.resolve("numbers.csv"),
                IntStream.range(0, 200).mapToObj(i -> i + "\n").collect(Collectors.joining("", "id\n", "")));
        CountDownLatch mayGoOn = new CountDownLatch(1);
        try (LaminarEngine engine = Laminar.builder().workers(1).batchRows(1).open()) {
            engine.execute("CREATE SOURCE s (id INTEGER) FROM FILE (path = '" + numbers + "') FORMAT CSV WITH ("
                    + spilling(1) + "); CREATE MATERIALIZED VIEW a AS SELECT COUNT(*) AS n FROM s");
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            SourceInfo.Spill first = engine.sources().get(0).spill();

            engine.execute("CREATE STREAM b AS SELECT id FROM s");
            engine.subscribe("b", Integer.class, change -> awaitUninterruptibly(mayGoOn));
            // All but the first row of the second reader must be there.
            while (count() == 0) {
                Thread.onSpinWait();
            }
            mayGoOn.countDown();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            assertThat(engine.sources().get(0).spill().rows()).isGreaterThan(first.rows());
            assertThat(engine.sources().get(0).spill().bytes()).isGreaterThan(first.bytes());
        }
    }

    /** A connector cannot be told; it waits, and goes on as soon as the disk takes rows again. */
    @Test
    void aConnectorWaitsForTheDisk() throws Exception {
        Path numbers = Files.writeString(
                home.resolve("numbers.csv"),
                IntStream.range(0, 200).mapToObj(i -> i + "\n").collect(Collectors.joining("", "id\n", "")));
        Files.createFile(directory);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        List<Integer> seen = new ArrayList<>();
        try (LaminarEngine engine = Laminar.builder().workers(1).batchRows(1).open()) {
            engine.execute("CREATE SOURCE s (id INTEGER) FROM FILE (path = '" + numbers + "') FORMAT CSV WITH ("
                    + spilling(1) + ")");
            engine.subscribe("s", Integer.class, change -> {
                awaitUninterruptibly(mayGoOn);
                seen.add(change.row());
            });
            Thread reader = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("laminar-io-s"))
                    .findFirst()
                    .orElseThrow();
            while (reader.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            Files.delete(directory);
            while (count() == 0) {
                Thread.onSpinWait();
            }
            mayGoOn.countDown();

            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(seen).isEqualTo(upTo(199));
            assertThat(engine.sources().get(0).state()).isEqualTo(SourceInfo.State.ENDED);
        }
    }

    @Test
    void aFileThatCannotBeDeletedIsNoLoss() throws Exception {
        try (HeldEngine held = new HeldEngine(1, spilling(10))) {
            rows(1, 99).forEach(held.source()::push);
            for (Path file : files()) {
                // The open file stays readable; a directory with something in it cannot be deleted like a file.
                Files.delete(file);
                Files.createDirectories(file.resolve("something"));
            }

            assertThat(held.seen()).isEqualTo(upTo(99));
            assertThat(held.info().state()).isEqualTo(SourceInfo.State.RUNNING);
            held.source().push(row(100));
            assertThat(held.seen()).isEqualTo(upTo(100));
        }
    }

    /** Two engines may have one directory, with sources of one name; and what a process left that was killed is nobody's. */
    @Test
    void filesOfOthersAreLeftAlone() throws Exception {
        Files.createDirectories(directory);
        Path orphan = Files.writeString(directory.resolve("laminar-s-1.spill"), "left by a process that was killed");
        try (HeldEngine one = new HeldEngine(1, spilling(10))) {
            rows(1, 99).forEach(one.source()::push);
            List<Path> filesOfOne = files();

            try (HeldEngine another = new HeldEngine(1, spilling(10))) {
                rows(1, 49).forEach(another.source()::push);
                assertThat(files()).hasSizeGreaterThan(filesOfOne.size());
                assertThat(another.seen()).isEqualTo(upTo(49));
            }

            assertThat(files()).isEqualTo(filesOfOne);
            assertThat(one.seen()).isEqualTo(upTo(99));
        }
        assertThat(files()).containsExactly(orphan);
        assertThat(orphan).hasContent("left by a process that was killed");
    }

    private static @Nullable LaminarException push(Source<Numbered> source, int id) {
        try {
            source.push(row(id));
            return null;
        } catch (LaminarException error) {
            return error;
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> described(LaminarEngine engine) {
        try (QueryResult facts = engine.query("DESCRIBE EXTENDED s")) {
            return facts.toList().stream()
                    .map(fact -> fact.get(0) + " " + fact.get(1))
                    .toList();
        }
    }

    private long count() throws IOException {
        return Files.isDirectory(directory) ? files().size() : 0;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
