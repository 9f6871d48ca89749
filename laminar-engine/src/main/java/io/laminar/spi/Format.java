package io.laminar.spi;

import io.laminar.api.Change;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
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

    /**
     * Reads records of a stream of bytes that may grow: after {@link RecordReader#read} has said false, more bytes
     * may come, and then it is asked again. A record counts when it is complete.
     *
     * @throws LaminarException with {@code UNSUPPORTED} when the format cannot do that
     */
    default RecordReader growingReader(InputStream bytes, String origin, Schema schema) {
        throw new LaminarException(
                ErrorCode.UNSUPPORTED, "format " + name() + " cannot be followed while it is written");
    }

    /**
     * Checks that the options fit the columns, so that CREATE fails where it must.
     *
     * @throws LaminarException with {@code INVALID_OPTION}
     */
    default void check(Schema schema) {}

    /** Writes records as a stream of bytes. */
    RecordWriter writer(OutputStream bytes, Schema schema, boolean hasChanges);

    /** Writes records behind those that are there already, so without a header of its own. */
    default RecordWriter appendingWriter(OutputStream bytes, Schema schema, boolean hasChanges) {
        return writer(bytes, schema, hasChanges);
    }

    /** Reads records one after the other. */
    interface RecordReader extends AutoCloseable {
        /**
         * Reads the next record and ends its row.
         *
         * @return false at the end of the bytes
         * @throws LaminarException with {@code MALFORMED_RECORD} or {@code NULL_NOT_ALLOWED} that names origin, line
         *     and column; the record is passed and the reader can go on. Other codes mean that it cannot
         */
        boolean read(RowWriter writer) throws IOException;

        /** The record read last, as text, for error handlers. */
        String lastRecord();

        @Override
        void close() throws IOException;
    }

    /** Writes records one after the other. */
    interface RecordWriter extends AutoCloseable {
        void write(Change<Row> change) throws IOException;

        void flush() throws IOException;

        @Override
        void close() throws IOException;
    }
}
