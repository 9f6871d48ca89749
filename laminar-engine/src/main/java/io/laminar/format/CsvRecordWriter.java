package io.laminar.format;

import io.laminar.api.Change;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.spi.Format;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Writes CSV records, each ended by a line feed. A relation whose rows may go has its kind of change as first column. */
final class CsvRecordWriter implements Format.RecordWriter {
    private final Writer out;
    private final Schema schema;
    private final boolean hasChanges;
    private final CsvFormat.Dialect dialect;
    private final String nullText;
    private boolean isHeaderDue;

    CsvRecordWriter(
            OutputStream bytes, Schema schema, boolean hasChanges, CsvFormat.Dialect dialect, boolean writesHeader) {
        out = new BufferedWriter(new OutputStreamWriter(bytes, dialect.charset()));
        this.schema = schema;
        this.hasChanges = hasChanges;
        this.dialect = dialect;
        String declared = dialect.nullText();
        nullText = declared == null ? "" : declared;
        isHeaderDue = writesHeader;
    }

    @Override
    public void write(Change<Row> change) throws IOException {
        writeHeader();
        for (long copy = Math.abs(change.weight()); copy > 0; copy--) {
            if (hasChanges) {
                writeText(change.kind().symbol());
                out.append(dialect.delimiter());
            }
            Row row = change.row();
            for (int column = 0; column < schema.size(); column++) {
                if (column > 0) {
                    out.append(dialect.delimiter());
                }
                writeValue(column, row.get(column));
            }
            out.append('\n');
        }
    }

    private void writeHeader() throws IOException {
        if (!isHeaderDue) {
            return;
        }
        isHeaderDue = false;
        if (hasChanges) {
            writeText(JsonRecordWriter.OPERATION);
            out.append(dialect.delimiter());
        }
        for (int column = 0; column < schema.size(); column++) {
            if (column > 0) {
                out.append(dialect.delimiter());
            }
            writeText(schema.field(column).name());
        }
        out.append('\n');
    }

    private void writeValue(int column, @Nullable Object value) throws IOException {
        if (value == null) {
            // A line that is empty would be no record.
            out.append(schema.size() == 1 && !hasChanges && nullText.isEmpty() ? quoted("") : nullText);
        } else {
            writeText(ValueText.of(schema.type(column), value));
        }
    }

    private void writeText(String text) throws IOException {
        out.append(needsQuotes(text) ? quoted(text) : text);
    }

    /** Quotes also keep text apart from NULL. */
    private boolean needsQuotes(String text) {
        if (text.isEmpty() || text.equals(nullText) || text.charAt(0) == ' ' || text.endsWith(" ")) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == dialect.delimiter() || c == dialect.quote() || c == '\n' || c == '\r' || c == '\uFEFF') {
                return true;
            }
        }
        return false;
    }

    private String quoted(String text) {
        String quote = String.valueOf(dialect.quote());
        return quote + text.replace(quote, quote + quote) + quote;
    }

    @Override
    public void flush() throws IOException {
        writeHeader();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        writeHeader();
        out.close();
    }
}
