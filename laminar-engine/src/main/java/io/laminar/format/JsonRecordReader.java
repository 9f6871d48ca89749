package io.laminar.format;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.spi.Format;
import io.laminar.spi.RowWriter;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads JSON objects, one a line. */
final class JsonRecordReader implements Format.RecordReader {
    private final TextInput input;
    private final String origin;
    private final JsonTree tree;
    private int recordChars;
    private int recordLines;
    private long line = 1;

    JsonRecordReader(TextInput input, String origin, JsonTree tree) {
        this.input = input;
        this.origin = origin;
        this.tree = tree;
    }

    @Override
    public boolean read(RowWriter writer) throws IOException {
        int length = nextLine();
        if (length < 0) {
            return false;
        }
        try (JsonParser parser =
                JsonValues.FACTORY.createParser(ObjectReadContext.empty(), input.chars(), input.start(), length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new LaminarException(ErrorCode.MALFORMED_RECORD, "the line is no JSON object");
            }
            readObject(parser, tree, writer);
            if (parser.nextToken() != null) {
                throw new LaminarException(ErrorCode.MALFORMED_RECORD, "there is something behind the JSON object");
            }
            writer.endRow();
            return true;
        } catch (JacksonException e) {
            writer.abandonRow();
            int at = e.getLocation() == null ? 1 : Math.max(e.getLocation().getColumnNr(), 1);
            throw RecordErrors.malformed(origin, line, "character " + at + ": " + e.getOriginalMessage(), e);
        } catch (LaminarException e) {
            writer.abandonRow();
            throw RecordErrors.located(origin, line, e);
        }
    }

    /** Length of the next line that is not blank, or -1. */
    private int nextLine() throws IOException {
        while (true) {
            input.consume(recordChars);
            line += recordLines;
            recordChars = 0;
            recordLines = 0;
            boolean isBlank = true;
            int at = 0;
            int c = input.at(at);
            while (c != '\n' && c != TextInput.END) {
                isBlank &= c <= ' ';
                if (at >= TextInput.MAX_RECORD_CHARS) {
                    return tooLong();
                }
                c = input.at(++at);
            }
            if (c == TextInput.END && (at == 0 || input.isGrowing())) {
                return -1;
            }
            recordChars = c == TextInput.END ? at : at + 1;
            recordLines = 1;
            if (!isBlank) {
                return at;
            }
        }
    }

    private int tooLong() throws IOException {
        int c = input.at(0);
        while (c != '\n' && c != TextInput.END) {
            input.consume(1);
            c = input.at(0);
        }
        recordLines = 1;
        recordChars = c == '\n' ? 1 : 0;
        throw RecordErrors.malformed(
                origin, line, "the record is longer than " + TextInput.MAX_RECORD_CHARS + " characters", null);
    }

    private void readObject(JsonParser parser, JsonTree at, RowWriter writer) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            JsonTree inner = at.field(parser.currentName());
            parser.nextToken();
            readValue(parser, inner, writer);
        }
    }

    private void readArray(JsonParser parser, JsonTree at, RowWriter writer) {
        for (int position = 0; parser.nextToken() != JsonToken.END_ARRAY; position++) {
            readValue(parser, at.element(position), writer);
        }
    }

    private void readValue(JsonParser parser, @org.jspecify.annotations.Nullable JsonTree at, RowWriter writer) {
        if (at == null) {
            parser.skipChildren();
            return;
        }
        int[] columns = at.columns();
        JsonToken token = parser.currentToken();
        boolean isStructure = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
        if (isStructure && columns.length + (at.hasInner() ? 1 : 0) > 1) {
            readSeveralTimes(JsonValues.structure(parser), at, writer);
        } else if (columns.length > 0) {
            for (int column : columns) {
                JsonValues.set(parser, writer, column);
            }
        } else if (isStructure) {
            readInner(parser, at, writer);
        }
    }

    /** A structure that is wanted more than once, as a whole or in parts; a parser can go through it once only. */
    private void readSeveralTimes(String structure, JsonTree at, RowWriter writer) {
        for (int column : at.columns()) {
            try (JsonParser parser = JsonValues.FACTORY.createParser(ObjectReadContext.empty(), structure)) {
                parser.nextToken();
                JsonValues.set(parser, writer, column);
            }
        }
        try (JsonParser parser = JsonValues.FACTORY.createParser(ObjectReadContext.empty(), structure)) {
            parser.nextToken();
            readInner(parser, at, writer);
        }
    }

    private void readInner(JsonParser parser, JsonTree at, RowWriter writer) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            readObject(parser, at, writer);
        } else {
            readArray(parser, at, writer);
        }
    }

    @Override
    public String lastRecord() {
        int length = Math.min(recordChars, input.available());
        String text =
                input.text(0, Math.min(length, RecordErrors.MAX_RECORD_SHOWN)).stripTrailing();
        return length > RecordErrors.MAX_RECORD_SHOWN ? text + "..." : text;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
