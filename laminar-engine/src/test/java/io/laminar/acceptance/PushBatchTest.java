package io.laminar.acceptance;

import static io.laminar.acceptance.HeldEngine.row;
import static io.laminar.acceptance.HeldEngine.rows;
import static io.laminar.acceptance.HeldEngine.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.laminar.Laminar;
import io.laminar.acceptance.HeldEngine.Numbered;
import io.laminar.api.BatchWriter;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import io.laminar.api.SourceInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that pushes many rows takes all, or none, or says how many; who pushes the others again loses none and doubles none. */
@Timeout(60)
class PushBatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aRowThatDoesNotFitKeepsAllOthersOut() {
        try (LaminarEngine engine = Laminar.builder().workers(1).batchRows(8).open()) {
            engine.execute("CREATE SOURCE s (symbol VARCHAR NOT NULL, price DOUBLE)");
            PollableSubscription<Row> changes = engine.subscribe("s", Row.class);
            RowSource source = engine.source("s");
            List<Map<String, Object>> rows = new ArrayList<>(Collections.nCopies(1000, Map.of("symbol", "GOOD")));
            rows.set(499, Map.of("price", 1.0));

            assertThatThrownBy(() -> source.pushBatch(rows))
                    .isInstanceOfSatisfying(LaminarException.class, error -> {
                        assertThat(error.code()).isEqualTo(ErrorCode.NULL_NOT_ALLOWED);
                        assertThat(error.rowsTaken()).isZero();
                    })
                    .hasMessageContaining("row 500 of the call: ")
                    .hasMessageContaining("; nothing was appended");
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(changes.poll(Duration.ZERO)).isEmpty();
        }
    }

    /** A source that rejects is asked once for all rows of a call, however many batches they fill. */
    @Test
    void aCallIsRejectedAsAWholeOrTakenAsAWhole() throws InterruptedException {
        try (HeldEngine held = new HeldEngine(8, "backpressure = 'reject', buffer.rows = 10")) {
            held.source().pushBatch(rows(1, 1000));

            assertThatThrownBy(() -> held.source().pushBatch(rows(1001, 2000)))
                    .isInstanceOfSatisfying(LaminarException.class, full -> {
                        assertThat(full.code()).isEqualTo(ErrorCode.SOURCE_FULL);
                        assertThat(full.rowsTaken()).isZero();
                    });
            assertThat(held.seen()).isEqualTo(upTo(1000));
        }
    }

    /** A thread that waits amid its rows and is interrupted, or whose source ends, is told how many rows are in. */
    @ParameterizedTest
    @CsvSource({"interrupt, INTERRUPTED", "end, SOURCE_ENDED"})
    void aCallThatStopsMidwayTellsHowManyRowsAreIn(String how, ErrorCode code) throws Exception {
        try (HeldEngine held = new HeldEngine(8, "backpressure = 'pause', buffer.rows = 10")) {
            CompletableFuture<LaminarException> stopped = new CompletableFuture<>();
            Thread pusher = new Thread(() -> {
                try {
                    held.source().pushBatch(rows(1, 1000));
                } catch (LaminarException error) {
                    stopped.complete(error);
                }
            });
            pusher.start();
            // 1 row and 2 batches of 8 are in, then there is no room.
            while (pusher.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            if ("end".equals(how)) {
                held.source().end();
            } else {
                pusher.interrupt();
            }

            LaminarException error = stopped.get();
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.rowsTaken()).isEqualTo(16);
            assertThat(error).hasMessageContaining("the first 16 rows of the call were taken, the others were not");
            assertThat(held.seen()).isEqualTo(upTo(16));
            if ("interrupt".equals(how)) {
                held.source().pushBatch(rows(17, 1000));
                assertThat(held.seen()).isEqualTo(upTo(1000));
            }
        }
    }

    /** Rows that were dropped are taken too: they are counted, and not to be pushed again. Tries some times to have the end amid a call. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rowsThatWereDroppedCountAsTaken(boolean asColumns) throws Exception {
        int rows = 10_000;
        List<Numbered> batch = rows(1, rows);
        int[] ids = IntStream.rangeClosed(1, rows).toArray();
        long takenOfLast = 0;
        for (int round = 0; takenOfLast == 0 && round < 20; round++) {
            try (HeldEngine held = new HeldEngine(1, "backpressure = 'drop-newest', buffer.rows = 10")) {
                CountDownLatch isPushing = new CountDownLatch(1);
                CompletableFuture<LaminarException> end = new CompletableFuture<>();
                AtomicLong calls = new AtomicLong();
                Thread pusher = new Thread(() -> {
                    BatchWriter writer = held.source().batchWriter();
                    while (!end.isDone()) {
                        try {
                            if (asColumns) {
                                writer.set(0, ids, 0).append(rows);
                            } else {
                                held.source().pushBatch(batch);
                            }
                            calls.incrementAndGet();
                            isPushing.countDown();
                        } catch (LaminarException ended) {
                            end.complete(ended);
                        }
                    }
                });
                pusher.start();
                isPushing.await();
                for (int i = 0; i < round * 1000; i++) {
                    Thread.onSpinWait();
                }
                held.source().end();

                takenOfLast = end.get().rowsTaken();
                assertThat(held.seen()).isEqualTo(upTo(9));
                SourceInfo info = held.info();
                assertThat(info.rows() + info.rowsDropped()).isEqualTo(1L + calls.get() * rows + takenOfLast);
            }
        }
    }

    /** A disk that is full amid a call stops it: the rest is pushed when there is room. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDiskThatIsFullAmidACallTellsHowManyRowsAreIn(boolean asColumns, @TempDir Path directory) throws Exception {
        Path spill = fullDisk(directory);
        try (HeldEngine held =
                new HeldEngine(8, "backpressure = 'spill', buffer.rows = 16, spill.directory = '" + spill + "'")) {
            int[] ids = IntStream.rangeClosed(1, 1000).toArray();

            LaminarException full = catchThrowableOfType(LaminarException.class, () -> {
                if (asColumns) {
                    held.source().batchWriter().set(0, ids, 0).append(1000);
                } else {
                    held.source().pushBatch(rows(1, 1000));
                }
            });

            int taken = (int) full.rowsTaken();
            assertThat(full.code()).isEqualTo(ErrorCode.SPILL_UNWRITABLE);
            // One row and two batches are in memory before the disk is tried, and what does not get onto it stays
            // there.
            assertThat(taken).isEqualTo(24);
            assertThat(full)
                    .hasMessageContaining("the first " + taken + " rows of the call were taken, the others were not");
            assertThat(full.getMessage()).doesNotContain("nothing was appended");

            Files.delete(spill);
            held.source().pushBatch(rows(taken + 1, 1000));
            held.source().push(row(1001));
            assertThat(held.seen()).isEqualTo(upTo(1001));
        }
    }

    /** A file where the directory should be. */
    private static Path fullDisk(Path directory) throws IOException {
        return Files.createFile(directory.resolve("spill"));
    }
}
