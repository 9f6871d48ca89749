package io.laminar.connector.file;

import io.laminar.api.Change;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.spi.Format;
import io.laminar.spi.SinkConnector;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes one file, packed when its name ends with {@code .gz}. */
final class FileSink implements SinkConnector {
    private final Path path;
    private final boolean isAppending;
    private final Format format;
    private final Schema schema;
    private final boolean hasChanges;
    private Format.@Nullable RecordWriter writer;

    FileSink(Path path, boolean isAppending, Format format, Schema schema, boolean hasChanges) {
        this.path = path;
        this.isAppending = isAppending;
        this.format = format;
        this.schema = schema;
        this.hasChanges = hasChanges;
    }

    @Override
    public boolean supportsChanges() {
        return true;
    }

    @Override
    public void open() throws IOException {
        Path folder = path.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            boolean hasRecords = isAppending && Files.exists(path) && Files.size(path) > 0;
            boolean isPacked = path.toString().endsWith(".gz");
            boolean isLineOpen = hasRecords && !isPacked && !endsWithLineBreak();
            OutputStream bytes = new FileOutputStream(path.toFile(), isAppending);
            if (isLineOpen) {
                bytes.write('\n');
            }
            OutputStream target = isPacked ? new GZIPOutputStream(bytes, 16 * 1024, true) : bytes;
            writer = hasRecords
                    ? format.appendingWriter(target, schema, hasChanges)
                    : format.writer(target, schema, hasChanges);
        } catch (IOException e) {
            throw new LaminarException(
                    ErrorCode.FILE_NOT_ACCESSIBLE,
                    "file '" + path + "' cannot be written: " + e.getMessage()
                            + "; correct the path, or give this process the right to",
                    e);
        }
    }

    private boolean endsWithLineBreak() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(file.length() - 1);
            return file.read() == '\n';
        }
    }

    @Override
    public void write(List<Change<Row>> changes) throws IOException {
        Format.RecordWriter target = opened();
        for (Change<Row> change : changes) {
            target.write(change);
        }
    }

    @Override
    public void flush() throws IOException {
        opened().flush();
    }

    private Format.RecordWriter opened() {
        if (writer == null) {
            throw new IllegalStateException("sink to " + path + " is not open");
        }
        return writer;
    }

    @Override
    public void close() {
        Format.RecordWriter open = writer;
        writer = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            throw new LaminarException(
                    ErrorCode.CONNECTOR_FAILED,
                    "file '" + path + "' could not be completed: " + e.getMessage() + "; is the disk full?",
                    e);
        }
    }
}
