package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryResult;
import io.laminar.api.QueryState;
import io.laminar.api.SourceInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files with records that cannot be read, files that are not there, and files that are written. */
@Timeout(30)
class FileSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    private Path malformed() throws IOException {
        return Files.writeString(folder.resolve("numbers.csv"), "k,v\na,1\nb,many\nc,3\nd,\ne,5\n");
    }

    private static String source(Path file, String rest) {
        return "CREATE SOURCE numbers (k VARCHAR, v INTEGER) FROM FILE (path = '" + file
                + "') FORMAT CSV (header = 'true')" + rest;
    }

    @Test
    void aMalformedRecordFailsTheSourceAndNamesFileAndLine() throws IOException {
        Path file = malformed();
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(source(file, "") + "; CREATE MATERIALIZED VIEW s AS SELECT k, v FROM numbers");
            engine.awaitIdle(PATIENCE);

            QueryHandle query = engine.findQuery("s").orElseThrow();
            SourceInfo source = engine.sources().get(0);
            assertThat(source.state()).isEqualTo(SourceInfo.State.FAILED);
            assertThat(source.error()).hasValueSatisfying(error -> isMalformed(error));
            assertThat(query.state()).isEqualTo(QueryState.FAILED);
            assertThat(query.error()).isPresent();
        }
    }

    private static void isMalformed(Throwable thrown) {
        Throwable error = thrown;
        while (error instanceof LaminarException laminar
                && laminar.code() != ErrorCode.MALFORMED_RECORD
                && error.getCause() instanceof LaminarException cause) {
            error = cause;
        }
        assertThat(error)
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        laminar -> assertThat(laminar.code()).isEqualTo(ErrorCode.MALFORMED_RECORD));
        assertThat(error.getMessage())
                .contains("numbers.csv")
                .containsPattern("\\b3\\b")
                .contains("many")
                .contains("v");
    }

    @Test
    void aBoundedQueryOverAMalformedFileFails() throws IOException {
        Path file = malformed();
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(source(file, ""));

            assertThatThrownBy(() -> {
                        try (QueryResult result = engine.query("SELECT COUNT(*) FROM numbers")) {
                            result.toList();
                        }
                    })
                    .isInstanceOf(LaminarException.class)
                    .satisfies(FileSourceTest::isMalformed);
        }
    }

    @Test
    void malformedRecordsCanBeSkippedAndAreCounted() throws IOException {
        Path file = malformed();
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(source(file, " ON ERROR SKIP")
                    + "; CREATE MATERIALIZED VIEW m AS SELECT COUNT(*) AS n, SUM(v) AS total FROM numbers");
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            assertThat(engine.sources()).singleElement().satisfies(info -> {
                assertThat(info.rows()).isEqualTo(4);
                assertThat(info.errors()).isEqualTo(1);
            });
            try (QueryResult result = engine.query("SELECT n, total FROM m")) {
                assertThat(result.toList()).singleElement().satisfies(row -> {
                    assertThat(row.get("n")).isEqualTo(4L);
                    assertThat(row.get("total")).isEqualTo(9L);
                });
            }
        }
    }

    @Test
    void aMissingFileIsSaidAtOnce() {
        Path missing = folder.resolve("missing.csv");
        try (LaminarEngine engine = Laminar.open()) {
            assertThatThrownBy(() -> engine.execute(source(missing, "")))
                    .isInstanceOfSatisfying(LaminarException.class, error -> {
                        assertThat(error.code()).isEqualTo(ErrorCode.FILE_NOT_ACCESSIBLE);
                        assertThat(error.getMessage()).contains("missing.csv");
                    });
            assertThat(engine.sources()).isEmpty();
        }
    }

    @Test
    void aFileThatGoesAwayFailsTheSource() throws IOException {
        Path file = malformed();
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(source(file, ""));
            Files.delete(file);

            assertThatThrownBy(() -> {
                        try (QueryResult result = engine.query("SELECT k FROM numbers")) {
                            result.toList();
                        }
                    })
                    .isInstanceOfSatisfying(
                            LaminarException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.FILE_NOT_ACCESSIBLE));
        }
    }

    @Test
    void aSinkWritesWhatItIsGiven() throws IOException {
        Path out = folder.resolve("out.csv");
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE SOURCE numbers (k VARCHAR, v INTEGER);"
                    + "CREATE STREAM doubled AS SELECT k, v * 2 AS w FROM numbers;"
                    + "CREATE SINK written FROM doubled INTO FILE (path = '" + out + "') FORMAT CSV (header = 'true')");
            engine.source("numbers").push("a", 1);
            engine.source("numbers").push("b,c", null);
            engine.endOfInput();

            assertThat(engine.sinks()).singleElement().satisfies(sink -> {
                assertThat(sink.rows()).isEqualTo(2);
                assertThat(sink.errors()).isZero();
            });
        }
        assertThat(Files.readAllLines(out)).containsExactly("k,w", "a,2", "\"b,c\",");
    }

    @Test
    void aBoundedQueryOverAFileGoesOnAfterRecordsThatAreSkipped() throws IOException {
        Path file = Files.writeString(folder.resolve("last.csv"), "k,v\na,1\nb,many\n");
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(source(file, " ON ERROR SKIP"));
            try (QueryResult rows = engine.query("SELECT k, v FROM numbers")) {
                assertThat(rows.toList()).hasSize(1);
            }
        }
    }
}
