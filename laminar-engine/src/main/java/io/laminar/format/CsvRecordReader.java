package io.laminar.format;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.spi.Format;
import io.laminar.spi.RowWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads CSV records into the columns that the header, or their position, names. */
final class CsvRecordReader implements Format.RecordReader {
    private final TextInput input;
    private final CsvTokenizer tokenizer;
    private final String origin;
    private final Schema schema;
    private final CsvFormat.Dialect dialect;
    private final boolean[] isText;

    /** Position of each column in a record; null until the header was read. */
    private int @Nullable [] positions;

    private int expectedFields;

    CsvRecordReader(TextInput input, String origin, Schema schema, CsvFormat.Dialect dialect) {
        this.input = input;
        this.origin = origin;
        this.schema = schema;
        this.dialect = dialect;
        tokenizer = new CsvTokenizer(input, dialect.delimiter(), dialect.quote());
        isText = new boolean[schema.size()];
        for (int column = 0; column < isText.length; column++) {
            isText[column] = schema.type(column).isCharacter();
        }
        if (!dialect.hasHeader()) {
            positions = new int[schema.size()];
            java.util.Arrays.setAll(positions, column -> column);
            expectedFields = positions.length;
        }
    }

    @Override
    public boolean read(RowWriter writer) throws IOException {
        int[] columns = positions;
        if (columns == null) {
            columns = readHeader();
            if (columns == null) {
                return false;
            }
        }
        CsvTokenizer.Outcome outcome = tokenizer.next();
        if (outcome == CsvTokenizer.Outcome.END) {
            return false;
        }
        if (outcome == CsvTokenizer.Outcome.MALFORMED) {
            throw RecordErrors.malformed(origin, tokenizer.line(), tokenizer.problem(), null);
        }
        if (tokenizer.fields() != expectedFields) {
            throw RecordErrors.malformed(
                    origin,
                    tokenizer.line(),
                    "there are " + tokenizer.fields() + " values where " + expectedFields + " are expected",
                    null);
        }
        try {
            for (int column = 0; column < columns.length; column++) {
                setField(writer, column, columns[column]);
            }
            writer.endRow();
        } catch (LaminarException e) {
            writer.abandonRow();
            throw RecordErrors.located(origin, tokenizer.line(), e);
        }
        return true;
    }

    private void setField(RowWriter writer, int column, int position) {
        CharSlice text = tokenizer.field(position);
        if (dialect.isTrimmed() || !isText[column]) {
            text.trimmed();
        }
        String nullText = dialect.nullText();
        if (nullText != null && !tokenizer.isQuoted(position) && nullText.contentEquals(text)) {
            writer.setNull(column);
        } else {
            writer.setText(column, text);
        }
    }

    private int @Nullable [] readHeader() throws IOException {
        CsvTokenizer.Outcome outcome = tokenizer.next();
        if (outcome == CsvTokenizer.Outcome.END) {
            return null;
        }
        if (outcome == CsvTokenizer.Outcome.MALFORMED) {
            throw new LaminarException(
                    ErrorCode.COLUMN_NOT_FOUND,
                    origin + ": the header cannot be read, " + tokenizer.problem() + "; correct the first line");
        }
        List<String> names = new ArrayList<>();
        for (int field = 0; field < tokenizer.fields(); field++) {
            names.add(tokenizer.field(field).trimmed().toString());
        }
        int[] found = new int[schema.size()];
        for (int column = 0; column < found.length; column++) {
            found[column] = position(names, schema.field(column).name());
        }
        expectedFields = names.size();
        positions = found;
        return found;
    }

    private int position(List<String> names, String column) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        String wanted = normalized(column);
        for (int i = 0; i < names.size(); i++) {
            if (normalized(names.get(i)).equals(wanted)) {
                return i;
            }
        }
        throw new LaminarException(
                ErrorCode.COLUMN_NOT_FOUND,
                origin + " has no column " + column + "; its header names " + String.join(", ", names)
                        + ". Rename the column, or declare header = 'false' if the first line is data");
    }

    private static String normalized(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public String lastRecord() {
        return tokenizer.record(RecordErrors.MAX_RECORD_SHOWN);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
