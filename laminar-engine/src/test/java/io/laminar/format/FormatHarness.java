package io.laminar.format;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.binding.ArrayRow;
import io.laminar.spi.Format;
import io.laminar.spi.FormatFactory;
import io.laminar.spi.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Reads and writes records of a format, and gives rows and errors as text. */
final class FormatHarness {
    private FormatHarness() {}

    /** A format, found as the engine finds it. */
    static Format format(String name, Map<String, String> options) {
        for (FormatFactory factory : ServiceLoader.load(FormatFactory.class)) {
            if (factory.name().equals(name)) {
                return factory.create(Options.of("format " + name, factory.options(), options));
            }
        }
        throw new AssertionError("no format " + name);
    }

    static List<String> read(Format format, Schema schema, String text) throws IOException {
        return read(format, schema, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Rows as {@code {a=1}}, errors as {@code ! message | record}, in order. */
    static List<String> read(Format format, Schema schema, byte[] bytes) throws IOException {
        try (Format.RecordReader reader = format.reader(new ByteArrayInputStream(bytes), "test", schema)) {
            return drain(reader, schema);
        }
    }

    static List<String> drain(Format.RecordReader reader, Schema schema) throws IOException {
        List<String> lines = new ArrayList<>();
        // Of one row, so that every row meets a batch that was used before.
        Batch batch = new Batch(schema, 1);
        BatchRowWriter writer = new BatchRowWriter(batch, full -> {
            lines.add(ArrayRow.of(full, 0).toString());
            full.clear();
            return full;
        });
        while (lines.size() < 100) {
            try {
                if (!reader.read(writer)) {
                    break;
                }
            } catch (LaminarException e) {
                lines.add("! " + e.getMessage() + " | " + reader.lastRecord());
            }
        }
        return lines;
    }

    /** All rows, as rows. */
    static List<Row> rows(Format format, Schema schema, byte[] bytes) throws IOException {
        List<Row> rows = new ArrayList<>();
        BatchRowWriter writer = new BatchRowWriter(new Batch(schema, 1), full -> {
            rows.add(ArrayRow.of(full, 0));
            full.clear();
            return full;
        });
        try (Format.RecordReader reader = format.reader(new ByteArrayInputStream(bytes), "test", schema)) {
            while (reader.read(writer)) {
                // The writer keeps the row.
            }
        }
        return rows;
    }

    static byte[] write(Format format, Schema schema, List<Row> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Format.RecordWriter writer = format.writer(bytes, schema, false)) {
            for (Row row : rows) {
                writer.write(new Change<>(ChangeKind.INSERT, row, 1, null, 0));
            }
        }
        return bytes.toByteArray();
    }

    static String writeChanges(Format format, Schema schema, List<Change<Row>> changes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Format.RecordWriter writer = format.writer(bytes, schema, true)) {
            for (Change<Row> change : changes) {
                writer.write(change);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Bytes that come bit by bit, with an end of the stream after each {@link #append}. */
    static final class GrowingStream extends InputStream {
        private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);

        void append(byte... bytes) {
            current = new ByteArrayInputStream(bytes);
        }

        void append(String text) {
            append(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read() {
            return current.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return current.read(target, offset, length);
        }
    }
}
