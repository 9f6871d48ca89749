package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.RowSource;
import io.laminar.api.SourceInfo;
import io.laminar.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources that wait for each other. */
@Timeout(60)
class AlignmentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final String GROUP =
            " WITH ('watermark.alignment.group' = 'g', 'watermark.alignment.max-drift' = '1m'";

    private static SourceInfo info(LaminarEngine engine, String name) {
        return engine.sources().stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void create(LaminarEngine engine, String options) {
        engine.execute("CREATE SOURCE fast (ts TIMESTAMP, WATERMARK FOR ts)" + GROUP + options + ");"
                + "CREATE SOURCE slow (ts TIMESTAMP, WATERMARK FOR ts)" + GROUP + ");");
    }

    @Test
    void whoPushesIntoTheOneAheadWaitsForTheOther() throws InterruptedException {
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            create(engine, "");
            RowSource fast = engine.source("fast");
            fast.push(START.plusSeconds(61));
            engine.source("slow").push(START);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(info(engine, "fast").eventTime().isAhead()).isTrue();

            Thread pusher = new Thread(() -> fast.push(START.plusSeconds(62)));
            pusher.start();
            Eventually.eventually("waits", () -> pusher.getState() == Thread.State.TIMED_WAITING);
            assertThat(info(engine, "fast").rows()).isEqualTo(1);

            engine.source("slow").push(START.plusSeconds(1));
            pusher.join();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(info(engine, "fast").rows()).isEqualTo(2);
        }
    }

    @Test
    void whoWaitsGoesOnWhenTheOtherEnds() throws InterruptedException {
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            create(engine, "");
            RowSource fast = engine.source("fast");
            fast.push(START.plusSeconds(61));
            engine.source("slow").push(START);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            Thread pusher = new Thread(() -> fast.push(START.plusSeconds(62)));
            pusher.start();
            engine.source("slow").end();
            pusher.join();
            assertThat(info(engine, "fast").rows()).isEqualTo(2);
        }
    }

    @Test
    void whereBackpressureRejectsItRejectsHereToo() {
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            create(engine, ", 'backpressure' = 'reject'");
            engine.source("fast").push(START.plusSeconds(61));
            engine.source("slow").push(START);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            assertThatThrownBy(() -> engine.source("fast").push(START.plusSeconds(62)))
                    .isInstanceOfSatisfying(
                            LaminarException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_FULL))
                    .hasMessageContaining("alignment group");
        }
    }

    @Test
    void aConnectorThatIsAheadIsNotRead(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("fast.csv");
        Files.writeString(file, "2026-01-01 01:00:00\n");
        try (LaminarEngine engine = Laminar.builder().workers(1).open()) {
            engine.execute("CREATE SOURCE slow (ts TIMESTAMP, WATERMARK FOR ts)" + GROUP + ");"
                    + "CREATE SOURCE fast (ts TIMESTAMP, WATERMARK FOR ts) FROM FILE (path = '" + file
                    + "', follow = 'true') FORMAT CSV (header = 'false')" + GROUP + ");"
                    + "CREATE MATERIALIZED VIEW seen AS SELECT COUNT(*) AS n FROM fast");
            engine.source("slow").push(START);
            Eventually.eventually(
                    "is there", () -> info(engine, "fast").eventTime().isAhead());
            Files.writeString(file, "2026-01-01 01:00:00\n2026-01-01 01:00:01\n");
            engine.source("slow").push(START.plusMinutes(30));
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(info(engine, "fast").rows()).isEqualTo(1);

            engine.source("slow").push(START.plusMinutes(60));
            Eventually.eventually("is there", () -> info(engine, "fast").rows() == 2);
        }
    }
}
