package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.plan.EmitMode;
import io.laminar.sql.ParsedQuery.Emit;
import java.util.OptionalLong;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Parses queries with what may stand behind them: ALLOW LATENESS, LATE DATA TO, EMIT. */
final class QueryParser {
    private final TokenStream tokens;

    QueryParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /** A query in full. */
    ParsedQuery query() {
        SqlPosition start = tokens.position();
        tokens.query();
        String text = tokens.originFrom(start).sql();
        Emit emit = emit();
        return new ParsedQuery(
                tokens.originFrom(start), () -> TokenStream.parseQueryAgain(text, start), emit, tokens.parameters());
    }

    /**
     * All columns of a relation, maybe with WHERE, as SUBSCRIBE and CREATE SINK have it.
     *
     * @param isSubscription whether the query is continuous without saying so
     */
    ParsedQuery relation(SqlPosition start, boolean isSubscription) {
        SqlPosition namePosition = tokens.position();
        String name = tokens.name("the name of a relation");
        SqlPosition conditionPosition = null;
        String condition = null;
        if (tokens.accept("WHERE")) {
            conditionPosition = tokens.position();
            tokens.expression();
            condition = tokens.originFrom(conditionPosition).sql();
        }
        Emit emit = isSubscription ? new Emit(EmitMode.CHANGES, false, 0, 0, null, start) : Emit.none(start);
        String conditionText = condition;
        SqlPosition conditionStart = conditionPosition == null ? start : conditionPosition;
        return new ParsedQuery(
                tokens.originFrom(start),
                () -> selectAll(name, namePosition, conditionText, conditionStart),
                emit,
                tokens.parameters());
    }

    private static SqlNode selectAll(
            String name, SqlPosition namePosition, @Nullable String condition, SqlPosition conditionPosition) {
        SqlSelect select = (SqlSelect) TokenStream.parseQueryAgain("SELECT * FROM t", new SqlPosition(1, 1));
        int line = namePosition.line();
        int column = namePosition.column();
        select.setFrom(new SqlIdentifier(name, new SqlParserPos(line, column, line, column + name.length() - 1)));
        if (condition != null) {
            select.setWhere(TokenStream.parseExpressionAgain(condition, conditionPosition));
        }
        return select;
    }

    /** One expression over a relation, by a text that was parsed before. */
    static SqlNode selectOne(String relation, String expression, SqlPosition position) {
        SqlSelect select = (SqlSelect) TokenStream.parseQueryAgain("SELECT 1 FROM t", new SqlPosition(1, 1));
        SqlNode item = TokenStream.parseExpressionAgain(expression, position);
        select.setSelectList(SqlNodeList.of(item));
        select.setFrom(new SqlIdentifier(relation, item.getParserPosition()));
        return select;
    }

    private Emit emit() {
        SqlPosition position = tokens.position();
        long lateness = 0;
        String lateTo = null;
        if (tokens.accept("ALLOW", "LATENESS")) {
            lateness = lateness();
        }
        if (tokens.accept("LATE", "DATA", "TO")) {
            lateTo = tokens.name("the name of the relation that gets late rows");
        }
        if (tokens.at("EMIT")) {
            position = tokens.position();
            return emit(lateness, lateTo, position);
        }
        return new Emit(null, false, 0, lateness, lateTo, position);
    }

    private Emit emit(long lateness, @Nullable String lateTo, SqlPosition position) {
        tokens.next();
        EmitMode mode = EmitMode.CHANGES;
        boolean isUpsert = false;
        long every = 0;
        if (tokens.accept("ON", "UPDATE")) {
            isUpsert = true;
        } else if (tokens.accept("EVERY") || tokens.accept("PERIODICALLY")) {
            every = every();
        } else if (tokens.accept("AFTER", "WATERMARK")) {
            mode = EmitMode.AFTER_WATERMARK;
        } else if (tokens.accept("ON", "WINDOW", "CLOSE")) {
            mode = EmitMode.ON_WINDOW_CLOSE;
        } else if (tokens.accept("FINAL")) {
            mode = EmitMode.ON_WINDOW_CLOSE;
            requireNoLateness(lateness, position);
        } else if (!tokens.accept("CHANGES")) {
            throw tokens.unexpected("ON WINDOW CLOSE, AFTER WATERMARK, ON UPDATE, EVERY INTERVAL, CHANGES or FINAL");
        }
        return new Emit(mode, isUpsert, every, lateness, lateTo, position);
    }

    private static void requireNoLateness(long lateness, SqlPosition position) {
        if (lateness != 0) {
            throw new LaminarException(
                    ErrorCode.INVALID_EMIT,
                    "EMIT FINAL never admits late rows; leave ALLOW LATENESS out, or use EMIT ON WINDOW CLOSE",
                    position,
                    null);
        }
    }

    private long every() {
        SqlPosition position = tokens.position();
        OptionalLong micros = Intervals.micros(tokens.expression());
        if (micros.isEmpty() || micros.getAsLong() <= 0) {
            throw new LaminarException(
                    ErrorCode.INVALID_EMIT,
                    "EMIT EVERY needs an interval longer than nothing, such as INTERVAL '1' SECOND",
                    position,
                    null);
        }
        return micros.getAsLong();
    }

    private long lateness() {
        SqlPosition position = tokens.position();
        OptionalLong micros = Intervals.micros(tokens.expression());
        if (micros.isEmpty() || micros.getAsLong() < 0) {
            throw new LaminarException(
                    ErrorCode.INVALID_WINDOW,
                    "ALLOW LATENESS needs an interval that is not negative, such as INTERVAL '5' SECOND",
                    position,
                    null);
        }
        return micros.getAsLong();
    }
}
