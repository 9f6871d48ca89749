package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.api.Suggestions;
import io.laminar.sql.Statement.ObjectKind;
import io.laminar.sql.Statement.ShowKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses one statement; definitions are the business of {@link DefinitionParser}. */
final class StatementParser {
    private static final List<String> FIRST_WORDS = List.of(
            "SELECT",
            "WITH",
            "VALUES",
            "TABLE",
            "INSERT",
            "UPDATE",
            "DELETE",
            "SUBSCRIBE",
            "CREATE",
            "ALTER",
            "DROP",
            "SHOW",
            "DESCRIBE",
            "EXPLAIN",
            "PAUSE",
            "RESUME",
            "TERMINATE",
            "CHECKPOINT");
    private static final List<String> REFUSED =
            List.of("MERGE", "UPSERT", "SET", "RESET", "RESTORE", "CALL", "TRUNCATE");

    private final TokenStream tokens;
    private final QueryParser queries;
    private final SqlPosition start;

    StatementParser(TokenStream tokens) {
        this.tokens = tokens;
        this.queries = new QueryParser(tokens);
        this.start = tokens.position();
    }

    Statement parse() {
        String word = tokens.image().toUpperCase(Locale.ROOT);
        if (REFUSED.contains(word)) {
            throw unsupported(word + " is not supported");
        }
        return switch (word) {
            case "SELECT", "WITH", "VALUES", "TABLE", "(" -> {
                ParsedQuery query = queries.query();
                yield new Statement.Select(origin(), query);
            }
            case "SUBSCRIBE" -> subscribe();
            case "CREATE", "ALTER" -> new DefinitionParser(tokens, queries, start).parse();
            case "INSERT" -> insert();
            case "UPDATE" -> new ChangeParser(tokens, start).update();
            case "DELETE" -> new ChangeParser(tokens, start).delete();
            case "DROP" -> drop();
            case "SHOW" -> show();
            case "DESCRIBE", "DESC" -> describe();
            case "EXPLAIN" -> explain();
            case "PAUSE" -> control(Statement.ControlQuery.Action.PAUSE);
            case "RESUME" -> control(Statement.ControlQuery.Action.RESUME);
            case "TERMINATE" -> control(Statement.ControlQuery.Action.TERMINATE);
            case "CHECKPOINT" -> {
                tokens.next();
                yield new Statement.Checkpoint(origin());
            }
            default ->
                throw new LaminarException(
                        ErrorCode.SYNTAX_ERROR,
                        "no statement starts with " + tokens.image()
                                + Suggestions.closest(tokens.image(), FIRST_WORDS)
                                        .map(close -> "; did you mean " + close + "?")
                                        .orElse(""),
                        start,
                        null);
        };
    }

    private Statement subscribe() {
        tokens.next();
        tokens.accept("TO");
        ParsedQuery query = queries.relation(start, true);
        long fromEpoch = tokens.accept("AS", "OF", "EPOCH") ? epoch() : Statement.Select.NOW;
        return new Statement.Select(origin(), query, fromEpoch);
    }

    private long epoch() {
        String image = tokens.image();
        if (!image.matches("\\d{1,18}")) {
            throw tokens.unexpected("the number of an epoch");
        }
        tokens.next();
        return Long.parseLong(image);
    }

    private Statement insert() {
        tokens.next();
        tokens.expect("INTO");
        String target = tokens.name("the name of a source, table or sink");
        List<String> columns = List.of();
        if (tokens.atSymbol("(")
                && !tokens.image(2).equalsIgnoreCase("SELECT")
                && !tokens.image(2).equals("(")) {
            columns = names();
        }
        ParsedQuery query = queries.query();
        return new Statement.Insert(origin(), target, columns, query);
    }

    private List<String> names() {
        tokens.expect("(");
        List<String> names = new ArrayList<>();
        do {
            names.add(tokens.name("the name of a column"));
        } while (tokens.acceptSymbol(","));
        tokens.expect(")");
        return names;
    }

    private Statement drop() {
        tokens.next();
        ObjectKind kind = objectKind();
        boolean ifExists = tokens.accept("IF", "EXISTS");
        String name = tokens.name("the name of what is to be dropped");
        List<DataType> parameters = kind == ObjectKind.FUNCTION && tokens.acceptSymbol("(") ? types() : null;
        boolean cascade = tokens.accept("CASCADE");
        return new Statement.Drop(origin(), kind, name, parameters, ifExists, cascade);
    }

    /** Types up to a closing parenthesis. */
    private List<DataType> types() {
        List<DataType> types = new ArrayList<>();
        if (!tokens.acceptSymbol(")")) {
            do {
                SqlPosition position = tokens.position();
                types.add(Types.ofSpec(tokens.dataType(), position));
            } while (tokens.acceptSymbol(","));
            tokens.expect(")");
        }
        return types;
    }

    private ObjectKind objectKind() {
        if (tokens.accept("SOURCE")) {
            return ObjectKind.SOURCE;
        }
        if (tokens.accept("TABLE")) {
            return ObjectKind.TABLE;
        }
        if (tokens.accept("STREAM")) {
            return ObjectKind.STREAM;
        }
        if (tokens.accept("SINK")) {
            return ObjectKind.SINK;
        }
        if (tokens.accept("MATERIALIZED", "VIEW")) {
            return ObjectKind.MATERIALIZED_VIEW;
        }
        if (tokens.accept("FUNCTION")) {
            return ObjectKind.FUNCTION;
        }
        if (tokens.at("LOOKUP", "TABLE")) {
            throw unsupported("LOOKUP TABLE is not supported");
        }
        throw tokens.unexpected("SOURCE, TABLE, STREAM, MATERIALIZED VIEW, SINK or FUNCTION");
    }

    private Statement show() {
        tokens.next();
        if (tokens.accept("CREATE")) {
            ObjectKind kind = objectKind();
            String name = tokens.name("a name");
            return new Statement.ShowCreate(origin(), kind, name);
        }
        if (tokens.accept("MATERIALIZED", "VIEWS")) {
            return new Statement.Show(origin(), ShowKind.MATERIALIZED_VIEWS);
        }
        String word = tokens.image().toUpperCase(Locale.ROOT);
        for (ShowKind kind : ShowKind.values()) {
            if (kind != ShowKind.MATERIALIZED_VIEWS && kind.name().equals(word)) {
                tokens.next();
                return new Statement.Show(origin(), kind);
            }
        }
        throw tokens.unexpected("SOURCES, TABLES, STREAMS, MATERIALIZED VIEWS, SINKS, QUERIES, CONNECTORS, FUNCTIONS, "
                + "ALL or CREATE");
    }

    private Statement describe() {
        tokens.next();
        boolean isExtended = tokens.at("EXTENDED") && !isEnd(tokens.image(2)) && tokens.accept("EXTENDED");
        if (tokens.at("FUNCTION") && !isEnd(tokens.image(2))) {
            tokens.accept("FUNCTION");
        }
        String name = tokens.name("the name of a source, table, stream, view, sink or function");
        return new Statement.Describe(origin(), name, isExtended);
    }

    private static boolean isEnd(String image) {
        return image.isEmpty() || image.equals(";");
    }

    private Statement explain() {
        tokens.next();
        if (tokens.at("(", "FORMAT")) {
            throw unsupported("EXPLAIN (FORMAT ...) is not supported; write EXPLAIN and a query");
        }
        boolean isAnalyze = tokens.accept("ANALYZE");
        tokens.accept("PLAN", "FOR");
        SqlPosition position = tokens.position();
        Statement statement = new StatementParser(tokens).parse();
        boolean hasQuery = statement instanceof Statement.Select
                || statement instanceof Statement.CreateQuery
                || statement instanceof Statement.CreateSink
                || statement instanceof Statement.AlterQuery
                || statement instanceof Statement.Insert;
        if (!hasQuery) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED, "EXPLAIN needs a query or a statement that has one", position, null);
        }
        if (isAnalyze
                && !(statement instanceof Statement.Select select
                        && !select.query().isContinuous())) {
            throw unsupported("EXPLAIN ANALYZE runs a SELECT that ends; what a continuous query does is told by"
                    + " DESCRIBE EXTENDED and its name");
        }
        return new Statement.Explain(origin(), statement, isAnalyze);
    }

    private Statement control(Statement.ControlQuery.Action action) {
        tokens.next();
        tokens.expect("QUERY");
        String name = tokens.name("the name of a query");
        return new Statement.ControlQuery(origin(), action, name);
    }

    private Origin origin() {
        return tokens.originFrom(start);
    }

    private LaminarException unsupported(String detail) {
        return new LaminarException(ErrorCode.UNSUPPORTED, detail, start, null);
    }
}
