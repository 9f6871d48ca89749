package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** CREATE OR REPLACE while rows come: each of them gets to one of the two. */
@Timeout(120)
class ReplaceTest {
    private static final long ROWS = 200_000;

    /** Pushes all numbers below {@link #ROWS}, each until it is taken. */
    private static Thread pusher(LaminarEngine engine) {
        RowSource source = engine.source("t");
        Thread thread = new Thread(() -> {
            for (long v = 0; v < ROWS; ) {
                try {
                    source.push(v);
                    v++;
                } catch (LaminarException replaced) {
                    assertThat(replaced)
                            .hasMessageContaining("t was replaced meanwhile; push again; nothing was appended");
                }
            }
        });
        thread.start();
        return thread;
    }

    private static void finish(LaminarEngine engine, Thread pusher) throws InterruptedException {
        pusher.join();
        assertThat(engine.awaitIdle(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void aSourceIsReplacedWhileRowsAreThrownAtIt() throws InterruptedException {
        try (LaminarEngine engine = Laminar.builder().workers(2).open()) {
            engine.execute("CREATE SOURCE t (v BIGINT);"
                    + "CREATE MATERIALIZED VIEW sums AS SELECT COUNT(*) AS n, SUM(v) AS total, MAX(v) AS high FROM t");
            Thread pusher = pusher(engine);
            for (int i = 1; i <= 20; i++) {
                engine.execute("CREATE OR REPLACE SOURCE t (v BIGINT) WITH ('buffer.rows' = '" + 1000 * i + "')");
            }
            finish(engine, pusher);
            try (QueryResult result = engine.query("SELECT n, total, high FROM sums")) {
                assertThat(result.toList().get(0).toMap().values())
                        .containsExactly(ROWS, ROWS * (ROWS - 1) / 2, ROWS - 1);
            }
        }
    }

    @Test
    void aStreamIsReplacedUnderItsSubscribers() throws InterruptedException {
        try (LaminarEngine engine = Laminar.builder().workers(2).open()) {
            engine.execute("CREATE SOURCE t (v BIGINT); CREATE STREAM s AS SELECT v, 0 AS version FROM t");
            try (QueryResult changes = engine.query("SUBSCRIBE s")) {
                Thread pusher = pusher(engine);
                for (int i = 1; i <= 20; i++) {
                    engine.execute("CREATE OR REPLACE STREAM s AS SELECT v, " + i + " AS version FROM t");
                }
                long versionBefore = 0;
                for (long v = 0; v < ROWS; v++) {
                    Change<Row> change = changes.poll(Duration.ofSeconds(20)).orElseThrow();
                    long version = ((Number) Objects.requireNonNull(change.row().get(1))).longValue();
                    assertThat(change.row().get(0)).isEqualTo(v);
                    assertThat(version).isGreaterThanOrEqualTo(versionBefore);
                    versionBefore = version;
                }
                pusher.join();
            }
        }
    }

    @Test
    void aSinkIsReplacedBetweenTwoRows(@TempDir Path folder) throws IOException, InterruptedException {
        try (LaminarEngine engine = Laminar.builder().workers(2).open()) {
            engine.execute("CREATE SOURCE t (v BIGINT)");
            engine.execute(sink(folder, 0));
            Thread pusher = pusher(engine);
            for (int i = 1; i <= 10; i++) {
                engine.execute(sink(folder, i));
            }
            finish(engine, pusher);
            engine.execute("DROP SINK written");
        }
        List<Long> all = new ArrayList<>();
        for (int i = 0; i <= 10; i++) {
            for (String line : Files.readAllLines(folder.resolve(i + ".csv"))) {
                all.add(Long.parseLong(line));
            }
        }
        assertThat(all).isEqualTo(LongStream.range(0, ROWS).boxed().toList());
    }

    private static String sink(Path folder, int number) {
        return "CREATE OR REPLACE SINK written FROM t INTO FILE (path = '" + folder.resolve(number + ".csv")
                + "') FORMAT CSV (header = 'false')";
    }

    @Test
    void aSinkThatCannotBeReplacedStays(@TempDir Path folder) throws IOException {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE SOURCE t (v BIGINT)");
            engine.execute(sink(folder, 0));
            engine.source("t").push(1L);
            assertThatThrownBy(() -> engine.execute(
                            "CREATE OR REPLACE SINK written AS SELECT w FROM t INTO FILE (path = 'x.csv') FORMAT CSV"))
                    .isInstanceOf(LaminarException.class);
            engine.source("t").push(2L);
            engine.execute("DROP SINK written");
        }
        assertThat(Files.readAllLines(folder.resolve("0.csv"))).containsExactly("1", "2");
    }
}
