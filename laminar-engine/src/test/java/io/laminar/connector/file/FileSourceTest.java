package io.laminar.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.format.BatchRowWriter;
import io.laminar.spi.ConnectorFactory;
import io.laminar.spi.SourceConnector;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.ServiceLoader;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    private static final String FLIGHTS_CSV = "classpath:data/flights.csv";

    private final FileHarness harness = new FileHarness(FileHarness.AB);
    private final Path folder;

    FileSourceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(ConnectorFactory.class))
                .extracting(ConnectorFactory::name)
                .contains("file");
    }

    @Test
    void readsEveryFlight() throws IOException {
        FileHarness flights = new FileHarness(FileHarness.FLIGHTS);
        long rows = 0;
        long delays = 0;
        try (SourceConnector source = flights.opened("csv", FLIGHTS_CSV)) {
            assertThat(source.isBounded()).isTrue();
            assertThat(source.isPaced()).isFalse();
            assertThat(source.isReplayable()).isTrue();
            Batch batch = new Batch(FileHarness.FLIGHTS, 1024);
            BatchRowWriter writer = new BatchRowWriter(batch);
            while (source.poll(1024, writer, (record, error) -> {
                        throw error;
                    })
                    != SourceConnector.END) {
                rows += batch.rows();
                for (int row = 0; row < batch.rows(); row++) {
                    delays += batch.longs(1)[row];
                }
                batch.clear();
            }
        }
        assertThat(rows).isEqualTo(20_000);
        assertThat(delays).isEqualTo(delaysOfRawLines());
    }

    private static long delaysOfRawLines() throws IOException {
        try (var in = FileSourceTest.class.getResourceAsStream("/data/flights.csv")) {
            assertThat(in).isNotNull();
            List<String> lines = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            long sum = 0;
            for (String line : lines.subList(1, lines.size())) {
                int comma = line.indexOf(',');
                sum += Long.parseLong(line.substring(comma + 1, line.indexOf(',', comma + 1)));
            }
            return sum;
        }
    }

    @Test
    void readsEveryAirportAndEarthquake() throws IOException {
        Schema airports = Schema.of(
                new Field("iata", DataType.VARCHAR),
                new Field("name", DataType.VARCHAR),
                new Field("latitude", DataType.DOUBLE.notNull()));
        List<String> rows = drained(airports, "csv", "classpath:/data/airports.csv");
        assertThat(rows).hasSize(224).startsWith("{iata=ABE, name=Lehigh Valley International, latitude=40.65236278}");
        Schema quakes = Schema.of(
                new Field("id", DataType.VARCHAR),
                new Field("time", DataType.TIMESTAMP_LTZ),
                new Field("mag", DataType.DOUBLE),
                new Field("depth", DataType.decimal(10, 3)));
        assertThat(drained(quakes, "json", "classpath:data/earthquakes.jsonl"))
                .hasSize(1707)
                .startsWith("{id=ak18247005, time=2018-01-31T02:18:21.235Z, mag=2.3, depth=0.000}");
    }

    private static List<String> drained(Schema schema, String format, String path) throws IOException {
        FileHarness harness = new FileHarness(schema);
        try (SourceConnector source = harness.opened(format, path)) {
            List<String> rows = harness.drain(source);
            assertThat(harness.badRecords()).isEmpty();
            return rows;
        }
    }

    @Test
    void readsFoldersAndPatternsSortedByName() throws IOException {
        write("b.csv", "a,b\nb,2\n");
        write("a.csv", "b,a\n1,a");
        write(".hidden.csv", "a,b\nhidden,0\n");
        write("sub/c.csv", "a,b\nc,3\n");
        write("sub/d.txt", "nothing");
        assertThat(drain(folder.resolve("*.csv").toString())).containsExactly("{a=a, b=1}", "{a=b, b=2}");
        assertThat(drain(folder.toString())).containsExactly("{a=a, b=1}", "{a=b, b=2}");
        assertThat(drain(folder.resolve("*/*.csv").toString())).containsExactly("{a=c, b=3}");
        assertThat(drain(folder.resolve("{b,c}.csv").toString())).containsExactly("{a=b, b=2}");
        assertThat(drain(folder.resolve("sub/[a-c]*").toString())).containsExactly("{a=c, b=3}");
    }

    @Test
    void readsPackedFiles() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.csv.gz")))) {
            out.write("a,b\nx,1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(drain(folder.resolve("a.csv.gz").toString())).containsExactly("{a=x, b=1}");
    }

    @Test
    void givesBadRecordsToTheHandlerAndGoesOn() throws IOException {
        write("a.csv", "a,b\nx,no\ny,2\nz\n");
        assertThat(drain(folder.resolve("a.csv").toString())).containsExactly("{a=y, b=2}");
        assertThat(harness.badRecords()).hasSize(2);
        assertThat(harness.badRecords().get(0))
                .startsWith("a.csv line 2, column b: 'no' is no INTEGER")
                .endsWith("| x,no");
    }

    @Test
    void endsThePollWithWhatTheHandlerThrows() throws IOException {
        write("a.csv", "a,b\nx,no\n");
        SourceConnector source = harness.opened("csv", folder.resolve("a.csv").toString());
        assertThatThrownBy(() -> source.poll(10, new BatchRowWriter(new Batch(FileHarness.AB, 10)), (record, error) -> {
                    throw error;
                }))
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_RECORD));
        source.close();
    }

    @Test
    void followsWhatIsAppended() throws IOException {
        Path file = write("a.csv", "a,b\nx,1\ny,");
        SourceConnector source = harness.opened("csv", file.toString(), "follow", "true");
        assertThat(source.isBounded()).isFalse();
        assertThat(harness.poll(source)).containsExactly("{a=x, b=1}");
        append(file, "2");
        assertThat(pollLater(source)).isEmpty();
        append(file, "3\nz,4\n");
        assertThat(pollLater(source)).containsExactly("{a=y, b=23}", "{a=z, b=4}");
        assertThat(pollLater(source)).isEmpty();
        source.close();
        assertThat(harness.badRecords()).isEmpty();
    }

    @Test
    void followsNewFilesOfAFolder() throws IOException {
        SourceConnector source =
                harness.opened("csv", folder.resolve("new/*.csv").toString(), "follow", "true");
        assertThat(harness.poll(source)).isEmpty();
        Path first = write("new/a.csv", "a,b\nx,1\n");
        assertThat(pollLater(source)).containsExactly("{a=x, b=1}");
        write("new/b.csv", "b,a\n2,y\n");
        assertThat(pollLater(source)).containsExactly("{a=y, b=2}");
        append(first, "z,3\n");
        assertThat(pollLater(source)).containsExactly("{a=z, b=3}");
        source.close();
    }

    @Test
    void saysWhenAFollowedFileIsTruncated() throws IOException {
        Path file = write("a.csv", "a,b\nx,1\n");
        SourceConnector source = harness.opened("csv", file.toString(), "follow", "true");
        assertThat(harness.poll(source)).hasSize(1);
        write("a.csv", "a,b\n");
        assertThatThrownBy(() -> pollLater(source))
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTOR_FAILED))
                .hasMessageContaining("had 8 bytes and now has 4");
        source.close();
    }

    /** Polls until something came or nothing can. */
    private List<String> pollLater(SourceConnector source) throws IOException {
        for (int i = 0; i < 3; i++) {
            harness.advanceSeconds(1);
            List<String> rows = harness.poll(source);
            if (!rows.isEmpty()) {
                return rows;
            }
        }
        return List.of();
    }

    @Test
    void replaysAtThePaceOfTheRows() throws IOException {
        Schema schema = FileHarness.AB;
        Schema timed = new Schema(List.of(schema.field(0), new Field("at", DataType.TIMESTAMP)), 1);
        FileHarness paced = new FileHarness(timed);
        Path file = write("a.csv", """
                a,at
                first,2001-01-01 00:00:00
                minute,2001-01-01 00:01:00
                late,2001-01-01 00:00:30
                none,
                three,2001-01-01 00:03:00
                """);
        SourceConnector source = paced.opened("csv", file.toString(), "replay.speed", "60");
        assertThat(source.isPaced()).isTrue();
        assertThat(source.isBounded()).isTrue();
        assertThat(paced.poll(source)).containsExactly("{a=first, at=2001-01-01T00:00}");
        paced.advanceSeconds(0.9);
        assertThat(paced.poll(source)).isEmpty();
        paced.advanceSeconds(0.1);
        assertThat(paced.poll(source))
                .containsExactly(
                        "{a=minute, at=2001-01-01T00:01}", "{a=late, at=2001-01-01T00:00:30}", "{a=none, at=null}");
        paced.advanceSeconds(1.999);
        assertThat(paced.poll(source)).isEmpty();
        paced.advanceSeconds(0.002);
        assertThat(paced.poll(source)).containsExactly("{a=three, at=2001-01-01T00:03}");
        assertThat(paced.pollInto(source, 10, new java.util.ArrayList<>())).isEqualTo(SourceConnector.END);
        source.close();
    }

    @Test
    void givesNoMoreRowsThanAreAskedFor() throws IOException {
        Path file = write("a.csv", "a,b\nx,1\ny,2\nz,3\n");
        SourceConnector source = harness.opened("csv", file.toString());
        List<String> rows = new java.util.ArrayList<>();
        assertThat(harness.pollInto(source, 2, rows)).isEqualTo(2);
        assertThat(harness.pollInto(source, 2, rows)).isEqualTo(1);
        assertThat(harness.pollInto(source, 2, rows)).isEqualTo(SourceConnector.END);
        assertThat(harness.pollInto(source, 2, rows)).isEqualTo(SourceConnector.END);
        assertThat(rows).hasSize(3);
        source.close();
    }

    @Test
    void refusesWhatIsNotThereWhenItIsCreated() {
        Path missing = folder.resolve("missing.csv");
        assertRefused(
                ErrorCode.FILE_NOT_ACCESSIBLE, missing.toString(), "file '" + missing + "' does not exist", "follow");
        assertRefused(
                ErrorCode.FILE_NOT_ACCESSIBLE,
                "no/such.csv",
                Path.of("no/such.csv").toAbsolutePath().toString());
        assertRefused(ErrorCode.FILE_NOT_ACCESSIBLE, folder.toString(), "has no files");
        assertRefused(ErrorCode.FILE_NOT_ACCESSIBLE, folder + "/*.csv", "no file that matches '*.csv'");
        assertRefused(ErrorCode.FILE_NOT_ACCESSIBLE, "classpath:missing.csv", "not on the class path");
        assertThatThrownBy(() -> harness.source("csv", "classpath:data/flights.csv", "follow", "true"))
                .hasMessageContaining("never grows");
        assertThatThrownBy(() -> harness.source("csv", FLIGHTS_CSV, "replay.speed", "1"))
                .hasMessageContaining("WATERMARK");
        assertThatThrownBy(() -> harness.source("csv", FLIGHTS_CSV, "replay.speed", "-1"))
                .hasMessageContaining("negative");
    }

    @Test
    void staysBrokenWhenAColumnIsMissing() throws IOException {
        write("a.csv", "a,c\nx,1\n");
        SourceConnector source = harness.opened("csv", folder.resolve("a.csv").toString());
        assertThatThrownBy(() -> harness.poll(source)).hasMessageContaining("a.csv has no column b", "a, c");
        assertThat(harness.badRecords()).isEmpty();
        source.close();
    }

    private void assertRefused(ErrorCode code, String path, String... parts) {
        assertThatThrownBy(() -> harness.source("csv", path))
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(parts);
    }

    private List<String> drain(String path) throws IOException {
        try (SourceConnector source = harness.opened("csv", path)) {
            return harness.drain(source);
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return Files.writeString(file, text);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
