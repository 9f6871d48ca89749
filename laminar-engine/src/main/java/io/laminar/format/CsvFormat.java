package io.laminar.format;

import io.laminar.api.Schema;
import io.laminar.spi.Format;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** CSV in one dialect. */
final class CsvFormat implements Format {
    /**
     * What differs from one CSV file to another.
     *
     * @param hasHeader whether the first line names the columns
     * @param nullText unquoted text that means NULL, or null when there is none
     * @param isTrimmed whether blanks around text are left out
     */
    record Dialect(
            boolean hasHeader,
            char delimiter,
            char quote,
            @Nullable String nullText,
            boolean isTrimmed,
            Charset charset) {}

    private final Dialect dialect;

    CsvFormat(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public RecordReader reader(InputStream bytes, String origin, Schema schema) {
        return new CsvRecordReader(new TextInput(bytes, dialect.charset(), false), origin, schema, dialect);
    }

    @Override
    public RecordReader growingReader(InputStream bytes, String origin, Schema schema) {
        return new CsvRecordReader(new TextInput(bytes, dialect.charset(), true), origin, schema, dialect);
    }

    @Override
    public RecordWriter writer(OutputStream bytes, Schema schema, boolean hasChanges) {
        return new CsvRecordWriter(bytes, schema, hasChanges, dialect, dialect.hasHeader());
    }

    @Override
    public RecordWriter appendingWriter(OutputStream bytes, Schema schema, boolean hasChanges) {
        return new CsvRecordWriter(bytes, schema, hasChanges, dialect, false);
    }
}
