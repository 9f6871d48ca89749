package io.laminar.connector.file;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.spi.Format;
import io.laminar.spi.RowWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that is being read, with how far. */
final class OpenFile implements AutoCloseable {
    private final SourceFile file;
    private final boolean isGrowing;
    private final CountingStream bytes;
    private final Format.RecordReader reader;

    OpenFile(SourceFile file, boolean isGrowing, Format format, Schema schema) {
        this.file = file;
        this.isGrowing = isGrowing;
        try {
            bytes = new CountingStream(file.open());
        } catch (IOException e) {
            throw new LaminarException(
                    ErrorCode.FILE_NOT_ACCESSIBLE, "file '" + file.name() + "' cannot be read: " + e.getMessage(), e);
        }
        reader = isGrowing
                ? format.growingReader(bytes, file.name(), schema)
                : format.reader(bytes, file.name(), schema);
    }

    boolean read(RowWriter writer) throws IOException {
        return reader.read(writer);
    }

    String lastRecord() {
        return reader.lastRecord();
    }

    /** What was read cannot be taken back, so a file that is followed must not lose it. */
    void checkNotTruncated() throws IOException {
        long size = isGrowing ? file.size() : Long.MAX_VALUE;
        if (size < bytes.count) {
            throw new LaminarException(
                    ErrorCode.CONNECTOR_FAILED,
                    "file '" + file.name() + "' had " + bytes.count + " bytes and now has " + size
                            + "; a file that is followed must only grow. Create the source anew to read it from the start");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static final class CountingStream extends FilterInputStream {
        private long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int taken = super.read(target, offset, length);
            count += Math.max(taken, 0);
            return taken;
        }
    }
}
