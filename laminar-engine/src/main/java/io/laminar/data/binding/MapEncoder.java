package io.laminar.data.binding;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.Suggestions;
import io.laminar.data.Batch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes maps from column name to value. Keys spelled as the columns are take a short way. */
final class MapEncoder extends RowEncoder<Map<?, ? extends @Nullable Object>> {
    private final Schema schema;
    private final String[] names;

    MapEncoder(Schema schema) {
        this.schema = schema;
        names = schema.names().toArray(String[]::new);
    }

    @Override
    void write(Map<?, ? extends @Nullable Object> row, Batch out, int at) {
        int matched = 0;
        for (int column = 0; column < names.length; column++) {
            Object value = row.get(names[column]);
            if (value != null || row.containsKey(names[column])) {
                matched++;
            }
        }
        if (matched == row.size()) {
            for (int column = 0; column < names.length; column++) {
                Values.write(out, schema.field(column), column, at, row.get(names[column]));
            }
        } else {
            writeMatched(row, out, at);
        }
    }

    private void writeMatched(Map<?, ? extends @Nullable Object> row, Batch out, int at) {
        @Nullable Object[] values = new Object[names.length];
        @Nullable Object[] keys = new Object[names.length];
        for (Map.Entry<?, ? extends @Nullable Object> entry : row.entrySet()) {
            String key = String.valueOf(entry.getKey());
            int column = Names.indexOf(schema, key);
            if (column < 0) {
                throw new LaminarException(
                        ErrorCode.BINDING_MISMATCH,
                        "key " + key + " has no column" + Suggestions.didYouMean(key, schema.names()));
            }
            if (keys[column] != null) {
                throw new LaminarException(
                        ErrorCode.BINDING_MISMATCH,
                        "keys " + keys[column] + " and " + key + " both mean column " + names[column]
                                + "; keep one of them");
            }
            keys[column] = key;
            values[column] = entry.getValue();
        }
        for (int column = 0; column < names.length; column++) {
            Values.write(out, schema.field(column), column, at, values[column]);
        }
    }
}
