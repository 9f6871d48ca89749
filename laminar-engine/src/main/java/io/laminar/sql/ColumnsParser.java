package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.SqlPosition;
import io.laminar.api.Suggestions;
import io.laminar.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Parses the columns of a source or table, with primary key and watermark. */
final class ColumnsParser {
    private final TokenStream tokens;
    private final List<Field> fields = new ArrayList<>();
    private final TreeSet<Integer> key = new TreeSet<>();
    private CatalogObject.@Nullable Watermark watermark;

    ColumnsParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    void parse() {
        if (!tokens.atSymbol("(")) {
            throw tokens.unexpected("columns in brackets");
        }
        tokens.next();
        do {
            if (tokens.accept("PRIMARY", "KEY")) {
                primaryKey();
            } else if (tokens.accept("WATERMARK", "FOR")) {
                watermarkClause();
            } else {
                column();
            }
        } while (tokens.acceptSymbol(","));
        if (!tokens.acceptSymbol(")")) {
            throw tokens.unexpected(", or )");
        }
    }

    /** The columns; those of the key are NOT NULL where that is asked for. */
    Schema schema(boolean isKeyNotNull) {
        List<Field> all = new ArrayList<>(fields);
        if (isKeyNotNull) {
            for (int column : key) {
                Field field = all.get(column);
                all.set(column, new Field(field.name(), field.type().notNull()));
            }
        }
        return new Schema(all, watermark == null ? Schema.NO_TIME : watermark.column());
    }

    List<Integer> key() {
        return List.copyOf(key);
    }

    CatalogObject.@Nullable Watermark watermark() {
        return watermark;
    }

    private void column() {
        SqlPosition position = tokens.position();
        String name = tokens.name("the name of a column");
        if (fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name))) {
            throw new LaminarException(
                    ErrorCode.VALIDATION_ERROR, "column " + name + " is defined twice", position, null);
        }
        refuseComputed();
        SqlPosition typePosition = tokens.position();
        SqlDataTypeSpec spec = tokens.dataType();
        DataType type = Types.ofSpec(spec, typePosition);
        while (true) {
            if (tokens.accept("NOT", "NULL")) {
                type = type.notNull();
            } else if (tokens.accept("PRIMARY", "KEY")) {
                key.add(fields.size());
                tokens.accept("NOT", "ENFORCED");
            } else if (!tokens.accept("NULL")) {
                break;
            }
        }
        refuseComputed();
        fields.add(new Field(name, type));
    }

    private void refuseComputed() {
        if (tokens.at("AS") || tokens.at("METADATA") || tokens.at("DEFAULT")) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "computed columns, METADATA columns and DEFAULT are not supported; compute it in a stream over the "
                            + "source",
                    tokens.position(),
                    null);
        }
    }

    private void primaryKey() {
        tokens.expect("(");
        do {
            key.add(existingColumn());
        } while (tokens.acceptSymbol(","));
        tokens.expect(")");
        tokens.accept("NOT", "ENFORCED");
    }

    private int existingColumn() {
        SqlPosition position = tokens.position();
        String name = tokens.name("the name of a column");
        int column = Schema.of(fields).indexOf(name);
        if (column < 0) {
            throw columnNotFound(name, position);
        }
        return column;
    }

    private LaminarException columnNotFound(String name, SqlPosition position) {
        return new LaminarException(
                ErrorCode.COLUMN_NOT_FOUND,
                "no column is called " + name
                        + Suggestions.didYouMean(name, Schema.of(fields).names()),
                position,
                null);
    }

    private void watermarkClause() {
        SqlPosition position = tokens.position();
        if (watermark != null) {
            throw new LaminarException(ErrorCode.INVALID_WATERMARK, "there is a watermark already", position, null);
        }
        int column = existingColumn();
        DataType type = fields.get(column).type();
        if (!type.isTimestamp()) {
            throw new LaminarException(
                    ErrorCode.INVALID_WATERMARK,
                    "a watermark needs a column of type TIMESTAMP or TIMESTAMP_LTZ, but "
                            + fields.get(column).name() + " is " + type.sqlName(),
                    position,
                    null);
        }
        long delay = 0;
        if (tokens.accept("AS")) {
            SqlPosition expressionPosition = tokens.position();
            delay = delay(tokens.expression(), column, expressionPosition);
        }
        watermark = new CatalogObject.Watermark(column, delay);
    }

    private long delay(SqlNode expression, int column, SqlPosition position) {
        if (isColumn(expression, column)) {
            return 0;
        }
        if (expression.getKind() == SqlKind.MINUS
                && expression instanceof SqlCall call
                && isColumn(call.operand(0), column)) {
            OptionalLong micros = Intervals.micros(call.operand(1));
            if (micros.isPresent() && micros.getAsLong() >= 0) {
                return micros.getAsLong();
            }
        }
        String name = fields.get(column).name();
        throw new LaminarException(
                ErrorCode.INVALID_WATERMARK,
                "a watermark is " + name + " or " + name + " less a constant interval, such as " + name
                        + " - INTERVAL '5' SECOND",
                position,
                null);
    }

    private boolean isColumn(SqlNode node, int column) {
        return node instanceof SqlIdentifier identifier
                && identifier.isSimple()
                && identifier.getSimple().equalsIgnoreCase(fields.get(column).name());
    }
}
