package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.SqlPosition;
import io.laminar.api.Suggestions;
import io.laminar.catalog.Watermark;
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
    private final String relation;
    private @Nullable Watermark watermark;
    private @Nullable ParsedQuery computed;

    /** @param relation whose columns they are */
    ColumnsParser(TokenStream tokens, String relation) {
        this.tokens = tokens;
        this.relation = relation;
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

    @Nullable
    Watermark watermark() {
        return watermark;
    }

    /** A query whose one column is the watermark, where it is computed; otherwise null. */
    @Nullable
    ParsedQuery computedWatermark() {
        return computed;
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
        watermark = tokens.accept("AS") ? watermarkOf(column) : new Watermark(column, 0);
    }

    private Watermark watermarkOf(int column) {
        SqlPosition position = tokens.position();
        SqlNode expression = tokens.expression();
        if (isColumn(expression, column)) {
            return new Watermark(column, 0);
        }
        if (isCall(expression, "SOURCE_WATERMARK")) {
            return Watermark.of(column, Watermark.Kind.FROM_SOURCE);
        }
        if (isCall(expression, "PROCTIME")) {
            return processingTime(column, position);
        }
        if (expression instanceof SqlCall call && call.operandCount() == 2 && isColumn(call.operand(0), column)) {
            OptionalLong micros = Intervals.micros(call.operand(1));
            if (micros.isPresent()) {
                return bounded(call, column, micros.getAsLong(), position);
            }
        }
        String text = tokens.originFrom(position).sql();
        computed = new ParsedQuery(
                tokens.originFrom(position),
                () -> QueryParser.selectOne(relation, text, position),
                ParsedQuery.Emit.none(position),
                tokens.parameters());
        return Watermark.of(column, Watermark.Kind.COMPUTED);
    }

    private Watermark bounded(SqlCall call, int column, long micros, SqlPosition position) {
        if (call.getKind() == SqlKind.MINUS && micros >= 0) {
            return new Watermark(column, micros);
        }
        String name = fields.get(column).name();
        throw new LaminarException(
                ErrorCode.INVALID_WATERMARK,
                "a watermark that runs ahead of " + name + " makes every row late; write " + name
                        + " - INTERVAL '5' SECOND",
                position,
                null);
    }

    private Watermark processingTime(int column, SqlPosition position) {
        if (!fields.get(column).type().nullable()) {
            throw new LaminarException(
                    ErrorCode.INVALID_WATERMARK,
                    fields.get(column).name()
                            + " gets the time of arrival, so nobody gives a value for it; leave NOT NULL out",
                    position,
                    null);
        }
        return Watermark.of(column, Watermark.Kind.PROCESSING_TIME);
    }

    private static boolean isCall(SqlNode node, String name) {
        return node instanceof SqlCall call
                && call.operandCount() == 0
                && call.getOperator().getName().equalsIgnoreCase(name);
    }

    private boolean isColumn(SqlNode node, int column) {
        return node instanceof SqlIdentifier identifier
                && identifier.isSimple()
                && identifier.getSimple().equalsIgnoreCase(fields.get(column).name());
    }
}
