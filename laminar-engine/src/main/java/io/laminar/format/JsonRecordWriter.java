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
import java.nio.charset.Charset;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Writes one JSON object a line. A relation whose rows may go has its kind of change as first field. */
final class JsonRecordWriter implements Format.RecordWriter {
    /** Name of the field or column with the kind of change. */
    static final String OPERATION = "op";

    private final Writer out;
    private final Schema schema;
    private final boolean hasChanges;

    JsonRecordWriter(OutputStream bytes, Charset charset, Schema schema, boolean hasChanges) {
        out = new BufferedWriter(new OutputStreamWriter(bytes, charset));
        this.schema = schema;
        this.hasChanges = hasChanges;
    }

    @Override
    public void write(Change<Row> change) throws IOException {
        for (long copy = Math.abs(change.weight()); copy > 0; copy--) {
            try (JsonGenerator generator = JsonValues.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
                writeObject(generator, change);
            }
            out.append('\n');
        }
    }

    private void writeObject(JsonGenerator generator, Change<Row> change) {
        generator.writeStartObject();
        if (hasChanges) {
            generator.writeStringProperty(OPERATION, change.kind().symbol());
        }
        for (int column = 0; column < schema.size(); column++) {
            generator.writeName(schema.field(column).name());
            JsonValues.write(generator, schema.type(column), change.row().get(column));
        }
        generator.writeEndObject();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
