package io.laminar.format;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.Suggestions;
import io.laminar.spi.Format;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/** JSON lines, with the places of columns that are not fields of their own names. */
final class JsonFormat implements Format {
    private final Map<String, JsonPath> paths;
    private final Charset charset;
    private final String owner;

    /**
     * @param paths by name of the column, ignoring case
     * @param owner for messages
     */
    JsonFormat(Map<String, JsonPath> paths, Charset charset, String owner) {
        this.paths = paths;
        this.charset = charset;
        this.owner = owner;
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public void check(Schema schema) {
        for (String column : paths.keySet()) {
            if (schema.indexOf(column) < 0) {
                throw new LaminarException(
                        ErrorCode.INVALID_OPTION,
                        "option 'json.column." + column + "' of " + owner + " speaks of a column that is not there"
                                + Suggestions.didYouMean(column, schema.names()));
            }
        }
    }

    @Override
    public RecordReader reader(InputStream bytes, String origin, Schema schema) {
        return new JsonRecordReader(new TextInput(bytes, charset, false), origin, tree(schema));
    }

    @Override
    public RecordReader growingReader(InputStream bytes, String origin, Schema schema) {
        return new JsonRecordReader(new TextInput(bytes, charset, true), origin, tree(schema));
    }

    private JsonTree tree(Schema schema) {
        check(schema);
        JsonTree root = new JsonTree();
        for (int column = 0; column < schema.size(); column++) {
            String name = schema.field(column).name();
            JsonPath path = paths.get(name);
            root.add(path == null ? new JsonPath(List.of(name)) : path, column);
        }
        return root;
    }

    @Override
    public RecordWriter writer(OutputStream bytes, Schema schema, boolean hasChanges) {
        if (hasChanges && schema.indexOf(JsonRecordWriter.OPERATION) >= 0) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION,
                    "column " + JsonRecordWriter.OPERATION + " has the name of the field that says what a change does;"
                            + " rename it");
        }
        return new JsonRecordWriter(bytes, charset, schema, hasChanges);
    }
}
