package io.laminar.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.data.binding.ArrayRow;
import io.laminar.spi.SinkConnector;
import io.laminar.spi.SourceConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSinkTest {
    private final FileHarness harness = new FileHarness(FileHarness.AB);
    private final Path folder;

    FileSinkTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({"csv, out.csv", "json, out.jsonl", "csv, out.csv.gz", "json, out.jsonl.gz"})
    void writesWhatASourceReads(String format, String name) throws IOException {
        Path file = folder.resolve("new/folder").resolve(name);
        write(harness.sink(format, file), row("x, \"y\"\n", 1));
        write(harness.sink(format, file, "append", "true"), row("é", null));
        assertThat(read(format, file)).containsExactly("{a=x, \"y\"\n, b=1}", "{a=é, b=null}");
        write(harness.sink(format, file), row("again", 2));
        assertThat(read(format, file)).containsExactly("{a=again, b=2}");
    }

    @Test
    void showsWhatWasFlushed() throws IOException {
        Path file = folder.resolve("a.csv");
        SinkConnector sink = harness.sink("csv", file);
        sink.write(List.of(row("x", 1)));
        sink.flush();
        assertThat(file).hasContent("a,b\nx,1\n");
        sink.write(List.of(row("y", 2)));
        sink.close();
        assertThat(file).hasContent("a,b\nx,1\ny,2\n");
        sink.close();
    }

    @Test
    void startsANewLineBehindOneThatIsNotEnded() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "a,b\nx,1");
        write(harness.sink("csv", file, "append", "true"), row("y", 2));
        assertThat(file).hasContent("a,b\nx,1\ny,2\n");
    }

    @Test
    void refusesWhatIsNoFile() throws IOException {
        assertThatThrownBy(() -> harness.sink("csv", folder))
                .isInstanceOf(LaminarException.class)
                .hasMessageContaining("is a folder");
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> harness.sink("csv", inTheWay.resolve("a.csv")))
                .isInstanceOf(LaminarException.class)
                .hasMessageContaining("cannot be written");
    }

    private List<String> read(String format, Path file) throws IOException {
        try (SourceConnector source = harness.opened(format, file.toString())) {
            return harness.drain(source);
        }
    }

    private static void write(SinkConnector sink, Change<Row> change) throws IOException {
        try (sink) {
            sink.write(List.of(change));
        }
    }

    private static Change<Row> row(String a, @org.jspecify.annotations.Nullable Integer b) {
        return new Change<>(ChangeKind.INSERT, ArrayRow.of(FileHarness.AB, a, b), 1, null, 0);
    }
}
