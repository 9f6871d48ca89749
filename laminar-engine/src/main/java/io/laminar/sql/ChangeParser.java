package io.laminar.sql;

import io.laminar.api.SqlPosition;
import io.laminar.sql.ParsedQuery.Emit;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Parses UPDATE and DELETE into queries for the rows that they change. */
final class ChangeParser {
    private final TokenStream tokens;
    private final SqlPosition start;

    /** A piece of the statement, to be parsed again for each use. */
    private record Piece(String text, SqlPosition position) {
        SqlNode parse() {
            return TokenStream.parseExpressionAgain(text, position);
        }
    }

    /** @param start of the statement */
    ChangeParser(TokenStream tokens, SqlPosition start) {
        this.tokens = tokens;
        this.start = start;
    }

    Statement update() {
        tokens.next();
        SqlPosition namePosition = tokens.position();
        String target = tokens.name("the name of a table");
        tokens.expect("SET");
        List<String> columns = new ArrayList<>();
        List<Piece> values = new ArrayList<>();
        do {
            columns.add(tokens.name("the name of a column"));
            tokens.expect("=");
            values.add(piece());
        } while (tokens.acceptSymbol(","));
        ParsedQuery query = query(values, target, namePosition);
        return new Statement.Update(tokens.originFrom(start), target, columns, query);
    }

    Statement delete() {
        tokens.next();
        tokens.expect("FROM");
        SqlPosition namePosition = tokens.position();
        String target = tokens.name("the name of a table");
        ParsedQuery query = query(List.of(), target, namePosition);
        return new Statement.Delete(tokens.originFrom(start), target, query);
    }

    private Piece piece() {
        SqlPosition position = tokens.position();
        tokens.expression();
        return new Piece(tokens.originFrom(position).sql(), position);
    }

    /** The new values, then the rows as they are. */
    private ParsedQuery query(List<Piece> values, String target, SqlPosition namePosition) {
        Piece condition = tokens.accept("WHERE") ? piece() : null;
        return new ParsedQuery(
                tokens.originFrom(start),
                () -> select(values, target, namePosition, condition),
                Emit.none(start),
                tokens.parameters());
    }

    private static SqlNode select(
            List<Piece> values, String target, SqlPosition namePosition, @Nullable Piece condition) {
        SqlSelect select = (SqlSelect) TokenStream.parseQueryAgain("SELECT * FROM t", new SqlPosition(1, 1));
        int line = namePosition.line();
        int column = namePosition.column();
        SqlParserPos place = new SqlParserPos(line, column, line, column + target.length() - 1);
        select.setFrom(new SqlIdentifier(target, place));
        Renumbering renumbering = new Renumbering();
        List<SqlNode> items = new ArrayList<>();
        values.forEach(value -> items.add(renumbering.of(value.parse())));
        items.add(SqlIdentifier.star(place));
        select.setSelectList(new SqlNodeList(items, place));
        if (condition != null) {
            select.setWhere(renumbering.of(condition.parse()));
        }
        return select;
    }

    /** The {@code ?} of several pieces, counted through. */
    private static final class Renumbering extends SqlShuttle {
        private int next;

        SqlNode of(SqlNode node) {
            SqlNode renumbered = node.accept(this);
            return renumbered == null ? node : renumbered;
        }

        @Override
        public SqlNode visit(SqlDynamicParam parameter) {
            return new SqlDynamicParam(next++, parameter.getParserPosition());
        }
    }
}
