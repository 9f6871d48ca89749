package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.SqlPosition;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.IngestOptions;
import io.laminar.sql.Statement.CreateMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses CREATE and ALTER. */
final class DefinitionParser {
    private final TokenStream tokens;
    private final QueryParser queries;
    private final SqlPosition start;

    DefinitionParser(TokenStream tokens, QueryParser queries, SqlPosition start) {
        this.tokens = tokens;
        this.queries = queries;
        this.start = start;
    }

    Statement parse() {
        if (tokens.accept("ALTER")) {
            return alter();
        }
        tokens.expect("CREATE");
        boolean orReplace = tokens.accept("OR", "REPLACE");
        if (tokens.accept("SOURCE")) {
            return relation(mode(orReplace), false);
        }
        if (tokens.accept("TABLE")) {
            return relation(mode(orReplace), true);
        }
        if (tokens.accept("STREAM")) {
            return query(mode(orReplace), false);
        }
        if (tokens.accept("MATERIALIZED", "VIEW")) {
            return query(mode(orReplace), true);
        }
        if (tokens.accept("SINK")) {
            return sink(mode(orReplace));
        }
        if (tokens.accept("FUNCTION")) {
            return function(mode(orReplace));
        }
        boolean isRefused = tokens.at("LOOKUP", "TABLE") || tokens.at("VIEW");
        if (isRefused) {
            throw unsupported("CREATE " + tokens.image().toUpperCase(Locale.ROOT)
                    + " is not supported; there are SOURCE, TABLE, STREAM, MATERIALIZED VIEW, SINK and FUNCTION");
        }
        throw tokens.unexpected("SOURCE, TABLE, STREAM, MATERIALIZED VIEW, SINK or FUNCTION");
    }

    private CreateMode mode(boolean orReplace) {
        boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
        if (orReplace && ifNotExists) {
            throw new LaminarException(
                    ErrorCode.SYNTAX_ERROR, "OR REPLACE and IF NOT EXISTS exclude each other", start, null);
        }
        return new CreateMode(orReplace, ifNotExists);
    }

    private Statement alter() {
        if (tokens.accept("SOURCE")) {
            return alterSource();
        }
        boolean isView = tokens.accept("MATERIALIZED", "VIEW");
        boolean isSink = !isView && tokens.accept("SINK");
        if (!isView && !isSink && !tokens.accept("STREAM")) {
            throw tokens.unexpected("STREAM, MATERIALIZED VIEW, SINK or SOURCE (other things cannot be altered)");
        }
        String name = tokens.name("the name of a query");
        if (tokens.accept("PAUSE")) {
            return control(Statement.ControlQuery.Action.PAUSE, name);
        }
        if (tokens.accept("RESUME")) {
            return control(Statement.ControlQuery.Action.RESUME, name);
        }
        if (isSink) {
            throw tokens.unexpected("PAUSE or RESUME");
        }
        tokens.expect("AS");
        ParsedQuery query = queries.query();
        Map<String, String> options = withOptions();
        return new Statement.AlterQuery(origin(), isView, name, query, options);
    }

    private Statement alterSource() {
        String name = tokens.name("the name of a source");
        boolean isPause = tokens.accept("PAUSE");
        if (!isPause && !tokens.accept("RESUME")) {
            throw tokens.unexpected("PAUSE or RESUME");
        }
        return new Statement.ControlSource(origin(), name, isPause);
    }

    private Statement control(Statement.ControlQuery.Action action, String name) {
        return new Statement.ControlQuery(origin(), action, name);
    }

    private Statement query(CreateMode mode, boolean isView) {
        String name = tokens.name("a name");
        tokens.expect("AS");
        ParsedQuery query = queries.query();
        Map<String, String> options = withOptions();
        refuseParameters(query);
        return new Statement.CreateQuery(origin(), mode, name, isView, query, options);
    }

    private Statement sink(CreateMode mode) {
        String name = tokens.name("a name");
        ParsedQuery query;
        if (tokens.accept("FROM")) {
            query = queries.relation(tokens.position(), false);
        } else if (tokens.accept("AS")) {
            query = queries.query();
        } else {
            throw tokens.unexpected("FROM and a relation, or AS and a query");
        }
        tokens.expect("INTO");
        Clauses clauses = new Clauses();
        clauses.connector = connector();
        clauses.parse(false);
        refuseParameters(query);
        return new Statement.CreateSink(
                origin(), mode, name, query, clauses.connector, clauses.format, clauses.options);
    }

    private Statement function(CreateMode mode) {
        String name = tokens.name("a name");
        tokens.expect("(");
        List<Field> parameters = tokens.acceptSymbol(")") ? List.of() : fields("the name of an argument");
        tokens.expect("RETURNS");
        boolean isTable = tokens.accept("TABLE");
        DataType result = isTable ? rows() : type();
        tokens.expect("LANGUAGE");
        tokens.expect("JAVA");
        tokens.expect("AS");
        String target = tokens.string("the name of a class");
        String jar = tokens.accept("USING", "JAR") ? tokens.string("the path of a JAR") : null;
        return new Statement.CreateFunction(origin(), mode, name, parameters, result, isTable, target, jar);
    }

    /** Names and types up to a closing parenthesis, at least one. */
    private List<Field> fields(String what) {
        List<Field> fields = new ArrayList<>();
        do {
            String name = tokens.name(what);
            fields.add(new Field(name, type()));
        } while (tokens.acceptSymbol(","));
        tokens.expect(")");
        return fields;
    }

    /** The columns of a table function. */
    private DataType rows() {
        tokens.expect("(");
        List<Field> columns = fields("the name of a column");
        Set<String> names = new HashSet<>();
        for (Field column : columns) {
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw new LaminarException(
                        ErrorCode.VALIDATION_ERROR, "column " + column.name() + " is defined twice", start, null);
            }
        }
        return DataType.array(new DataType(
                DataType.Kind.ROW,
                DataType.UNSPECIFIED,
                0,
                true,
                columns.stream().map(Field::type).toList(),
                columns.stream().map(Field::name).toList()));
    }

    private DataType type() {
        SqlPosition position = tokens.position();
        return Types.ofSpec(tokens.dataType(), position);
    }

    private Statement relation(CreateMode mode, boolean isTable) {
        String name = tokens.name("a name");
        if (isTable && tokens.accept("AS")) {
            ParsedQuery query = queries.query();
            Map<String, String> options = withOptions();
            refuseParameters(query);
            return new Statement.CreateQuery(origin(), mode, name, true, query, options);
        }
        ColumnsParser columns = new ColumnsParser(tokens, name);
        columns.parse();
        ParsedQuery watermark = columns.computedWatermark();
        if (watermark != null) {
            refuseParameters(watermark);
        }
        Clauses clauses = new Clauses();
        clauses.parse(true);
        clauses.takeConnectorOfOptions();
        boolean hasKey = !columns.key().isEmpty();
        if (isTable && !hasKey && clauses.connector == null) {
            throw new LaminarException(
                    ErrorCode.VALIDATION_ERROR,
                    "TABLE " + name + " needs a PRIMARY KEY; rows without a key are a SOURCE",
                    start,
                    null);
        }
        boolean isSource = !isTable || !hasKey;
        Schema schema = columns.schema(!isSource);
        CatalogObject.Source source = new CatalogObject.Source(
                name,
                origin().sql(),
                schema,
                columns.watermark(),
                clauses.connector,
                clauses.format,
                clauses.onError,
                clauses.deadLetterTo,
                clauses.options);
        return isSource
                ? new Statement.CreateSource(origin(), mode, source, watermark)
                : new Statement.CreateTable(origin(), mode, new CatalogObject.Table(source, columns.key()), watermark);
    }

    private CatalogObject.Options connector() {
        String name = tokens.name("the name of a connector").toLowerCase(Locale.ROOT);
        return new CatalogObject.Options(name, OptionsParser.optionsIfAny(tokens));
    }

    private Map<String, String> withOptions() {
        return tokens.accept("WITH") ? OptionsParser.options(tokens) : Map.of();
    }

    private void refuseParameters(ParsedQuery query) {
        if (query.parameters() > 0) {
            throw unsupported("a stored query cannot have parameters; write the values instead of ?");
        }
    }

    private Origin origin() {
        return tokens.originFrom(start);
    }

    private LaminarException unsupported(String detail) {
        return new LaminarException(ErrorCode.UNSUPPORTED, detail, start, null);
    }

    /** The clauses behind the columns or the query, in any order, each at most once. */
    private final class Clauses {
        private CatalogObject.@Nullable Options connector;
        private CatalogObject.@Nullable Options format;
        private CatalogObject.OnError onError = CatalogObject.OnError.FAIL;
        private @Nullable String deadLetterTo;
        private Map<String, String> options = Map.of();

        void parse(boolean isInput) {
            while (true) {
                if (isInput && connector == null && tokens.accept("FROM")) {
                    connector = connector();
                } else if (format == null && tokens.accept("FORMAT")) {
                    String name = tokens.name("the name of a format").toLowerCase(Locale.ROOT);
                    format = new CatalogObject.Options(name, OptionsParser.optionsIfAny(tokens));
                } else if (isInput && tokens.accept("ON", "ERROR")) {
                    onError();
                } else if (options.isEmpty() && tokens.accept("WITH")) {
                    options = OptionsParser.options(tokens);
                } else {
                    return;
                }
            }
        }

        private void onError() {
            if (tokens.accept("FAIL")) {
                onError = CatalogObject.OnError.FAIL;
            } else if (tokens.accept("SKIP")) {
                onError = CatalogObject.OnError.SKIP;
            } else if (tokens.accept("DEAD", "LETTER", "TO")) {
                onError = CatalogObject.OnError.DEAD_LETTER;
                deadLetterTo = tokens.name("the name of a stream");
            } else {
                throw tokens.unexpected("FAIL, SKIP or DEAD LETTER TO");
            }
        }

        /** Flink's spelling: connector, format and all of their options in WITH. */
        void takeConnectorOfOptions() {
            String name = options.get("connector");
            if (name == null || connector != null) {
                return;
            }
            String formatName = options.get("format");
            String formatPrefix = formatName == null ? null : formatName.toLowerCase(Locale.ROOT) + ".";
            Map<String, String> ofConnector = new LinkedHashMap<>();
            Map<String, String> ofFormat = new LinkedHashMap<>();
            Map<String, String> ofSource = new LinkedHashMap<>();
            for (Map.Entry<String, String> option : options.entrySet()) {
                String key = option.getKey();
                if (formatPrefix != null && key.startsWith(formatPrefix)) {
                    ofFormat.put(key.substring(formatPrefix.length()), option.getValue());
                } else if (IngestOptions.isKey(key)) {
                    ofSource.put(key, option.getValue());
                } else if (!List.of("connector", "format").contains(key)) {
                    ofConnector.put(key, option.getValue());
                }
            }
            connector = new CatalogObject.Options(name.toLowerCase(Locale.ROOT), ofConnector);
            if (formatName != null) {
                format = new CatalogObject.Options(formatName.toLowerCase(Locale.ROOT), ofFormat);
            }
            options = ofSource;
        }
    }
}
