package io.laminar.connector.file;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.binding.ArrayRow;
import io.laminar.format.BatchRowWriter;
import io.laminar.spi.BadRecordHandler;
import io.laminar.spi.ConnectorFactory.SinkContext;
import io.laminar.spi.ConnectorFactory.SourceContext;
import io.laminar.spi.Format;
import io.laminar.spi.FormatFactory;
import io.laminar.spi.Options;
import io.laminar.spi.SinkConnector;
import io.laminar.spi.SourceConnector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Makes sources and sinks, and polls them with a clock that stands still until it is told to go on. */
final class FileHarness {
    static final Schema AB = Schema.of(new Field("a", DataType.VARCHAR), new Field("b", DataType.INTEGER));
    static final Schema FLIGHTS = new Schema(
            List.of(
                    new Field("flight_date", DataType.TIMESTAMP),
                    new Field("delay", DataType.INTEGER),
                    new Field("distance", DataType.INTEGER),
                    new Field("origin", DataType.VARCHAR),
                    new Field("destination", DataType.VARCHAR)),
            0);

    private final Schema schema;
    private final List<String> badRecords = new ArrayList<>();
    private long nanos;

    FileHarness(Schema schema) {
        this.schema = schema;
    }

    void advanceSeconds(double seconds) {
        nanos += (long) (seconds * 1e9);
    }

    List<String> badRecords() {
        return badRecords;
    }

    SourceConnector source(String format, String path, String... options) {
        FileConnectorFactory factory = new FileConnectorFactory(() -> nanos);
        Map<String, String> all = options(path, options);
        return factory.createSource(new SourceContext(
                "s", schema, Options.of("connector file", factory.sourceOptions(), all), format(format)));
    }

    SourceConnector opened(String format, String path, String... options) {
        SourceConnector source = source(format, path, options);
        source.open();
        return source;
    }

    SinkConnector sink(String format, Path path, String... options) throws IOException {
        FileConnectorFactory factory = new FileConnectorFactory();
        Map<String, String> all = options(path.toString(), options);
        SinkConnector sink = factory.createSink(new SinkContext(
                "s", schema, false, Options.of("connector file", factory.sinkOptions(), all), format(format)));
        sink.open();
        return sink;
    }

    private static Map<String, String> options(String path, String... more) {
        Map<String, String> options = new java.util.HashMap<>(Map.of("path", path));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }

    static Format format(String name) {
        for (FormatFactory factory : ServiceLoader.load(FormatFactory.class)) {
            if (factory.name().equals(name)) {
                return factory.create(Options.of("format " + name, factory.options(), Map.of()));
            }
        }
        throw new AssertionError("no format " + name);
    }

    /** Rows of one poll for up to 1000, as text. */
    List<String> poll(SourceConnector source) throws IOException {
        List<String> rows = new ArrayList<>();
        int count = pollInto(source, 1000, rows);
        if (Math.max(count, 0) != rows.size()) {
            throw new AssertionError("poll says " + count + " but wrote " + rows.size());
        }
        return rows;
    }

    int pollInto(SourceConnector source, int maxRows, List<String> rows) throws IOException {
        Batch batch = new Batch(schema, maxRows);
        int count = source.poll(maxRows, new BatchRowWriter(batch), onError());
        for (int row = 0; row < batch.rows(); row++) {
            rows.add(ArrayRow.of(batch, row).toString());
        }
        return count;
    }

    /** All rows of a source that ends. */
    List<String> drain(SourceConnector source) throws IOException {
        List<String> rows = new ArrayList<>();
        while (pollInto(source, 7, rows) != SourceConnector.END) {
            // Until the end.
        }
        return rows;
    }

    private BadRecordHandler onError() {
        return (String record, LaminarException error) -> badRecords.add(error.detail() + " | " + record);
    }
}
