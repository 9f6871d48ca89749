package io.laminar.spi;

import io.laminar.api.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How records are written in bytes, with its options. Immutable; readers and writers belong to one thread. */
public interface Format {
    /** Name in SQL, in lower case. */
    String name();

    /**
     * Reads records of a stream of bytes from its start.
     *
     * @param origin what is read, for messages, such as a file name
     */
    RecordReader reader(InputStream bytes, String origin, Schema schema);

    /** Writes records as a stream of bytes. */
    RecordWriter writer(OutputStream bytes, Schema schema, boolean hasChanges);

    /** Reads records one after the other. */
    interface RecordReader extends AutoCloseable {
        /**
         * Reads the next record and ends its row.
         *
         * @return false at the end of the bytes
         * @throws io.laminar.api.LaminarException with {@code MALFORMED_RECORD} that names origin, line and column; the
         *     record is passed and the reader can go on
         */
        boolean read(RowWriter writer) throws IOException;

        /** The record read last, as text, for error handlers. */
        String lastRecord();

        @Override
        void close() throws IOException;
    }

    /** Writes records one after the other. */
    interface RecordWriter extends AutoCloseable {
        void write(io.laminar.api.Change<io.laminar.api.Row> change) throws IOException;

        void flush() throws IOException;

        @Override
        void close() throws IOException;
    }
}
