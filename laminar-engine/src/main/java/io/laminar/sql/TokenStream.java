package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.sql.parser.LaminarSqlParser;
import io.laminar.sql.parser.LaminarSqlParserConstants;
import io.laminar.sql.parser.ParseException;
import io.laminar.sql.parser.Token;
import io.laminar.sql.parser.TokenMgrError;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/**
 * The tokens of a script, with the productions of Calcite's grammar that statements are made of. The words of our
 * own statements are told by their text where they can stand, so that none of them is reserved. One thread.
 */
final class TokenStream {
    /**
     * As liberal as Calcite can be, but a column that is not grouped by is an error, not any value of the group, and an
     * alias is not known within its own SELECT, where Calcite takes an unknown column for a circle.
     */
    static final SqlConformance CONFORMANCE = new SqlDelegatingConformance(SqlConformanceEnum.BABEL) {
        @Override
        public boolean isNonStrictGroupBy() {
            return false;
        }

        @Override
        public boolean allowExplicitRowValueConstructor() {
            return true;
        }

        @Override
        public SelectAliasLookup isSelectAlias() {
            return SelectAliasLookup.UNSUPPORTED;
        }
    };

    private final String script;
    private final SourceLines lines;
    private final LaminarSqlParser parser;

    TokenStream(String script) {
        this.script = script;
        this.lines = new SourceLines(script);
        this.parser = LaminarSqlParser.of(script, CONFORMANCE);
    }

    /** The query of a text that was parsed before, with positions as in its script. */
    static SqlNode parseQueryAgain(String text, SqlPosition position) {
        TokenStream tokens = new TokenStream(padded(text, position));
        return tokens.parse(tokens.parser::OrderedQuery);
    }

    /** The expression of a text that was parsed before, with positions as in its script. */
    static SqlNode parseExpressionAgain(String text, SqlPosition position) {
        TokenStream tokens = new TokenStream(padded(text, position));
        return tokens.parse(tokens.parser::ScalarExpression);
    }

    private static String padded(String text, SqlPosition position) {
        return "\n".repeat(position.line() - 1) + " ".repeat(position.column() - 1) + text;
    }

    void startStatement() {
        parser.startStatement();
    }

    int parameters() {
        return parser.parameters();
    }

    boolean isAtEnd() {
        return peek(1).kind == LaminarSqlParserConstants.EOF;
    }

    /** Whether the next tokens are these words, in any case and not quoted. */
    boolean at(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i + 1).image.equalsIgnoreCase(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Takes the words if they come next. */
    boolean accept(String... words) {
        if (!at(words)) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            next();
        }
        return true;
    }

    boolean atSymbol(String symbol) {
        return at(symbol);
    }

    boolean acceptSymbol(String symbol) {
        return accept(symbol);
    }

    void expect(String word) {
        if (!accept(word)) {
            throw unexpected(word);
        }
    }

    String image() {
        return peek(1).image;
    }

    String image(int ahead) {
        return peek(ahead).image;
    }

    /** A name without qualification. */
    String name(String what) {
        Token token = peek(1);
        try {
            SqlIdentifier identifier = parser.SimpleIdentifier();
            return identifier.getSimple();
        } catch (ParseException cause) {
            throw unexpected(token, what);
        } catch (TokenMgrError cause) {
            throw SyntaxErrors.of(cause);
        }
    }

    /** A string in single quotes. */
    String string(String what) {
        Token token = peek(1);
        if (token.kind != LaminarSqlParserConstants.QUOTED_STRING) {
            throw unexpected(what);
        }
        next();
        return SqlParserUtil.parseString(token.image);
    }

    boolean atString() {
        return peek(1).kind == LaminarSqlParserConstants.QUOTED_STRING;
    }

    SqlDataTypeSpec dataType() {
        return parse(parser::DataType);
    }

    SqlNode query() {
        return parse(parser::OrderedQuery);
    }

    SqlNode expression() {
        return parse(parser::ScalarExpression);
    }

    void next() {
        try {
            parser.getNextToken();
        } catch (TokenMgrError cause) {
            throw SyntaxErrors.of(cause);
        }
    }

    /** Position of the next token. */
    SqlPosition position() {
        return position(peek(1));
    }

    private static SqlPosition position(Token token) {
        return new SqlPosition(Math.max(1, token.beginLine), Math.max(1, token.beginColumn));
    }

    /** The script from a position to the end of the last token taken. */
    Origin originFrom(SqlPosition start) {
        Token last = parser.getToken(0);
        int from = lines.offset(start.line(), start.column());
        int to = lines.offset(last.endLine, last.endColumn) + 1;
        return new Origin(script.substring(from, Math.max(from, to)), start);
    }

    /** What stands where the statement should have ended. */
    LaminarException unexpectedAfterStatement() {
        Token last = parser.getToken(0);
        java.util.Optional<String> meant = SyntaxErrors.clauseMeantBy(last.image);
        if (meant.isPresent()) {
            return new LaminarException(
                    ErrorCode.SYNTAX_ERROR,
                    "found " + last.image + "; did you mean " + meant.get() + "?",
                    position(last),
                    null);
        }
        Token next = peek(1);
        return SyntaxErrors.isClause(next.image)
                ? new LaminarException(
                        ErrorCode.SYNTAX_ERROR,
                        "what starts with " + next.image + " is not complete, or cannot stand here",
                        position(next),
                        null)
                : unexpected(next, "the end of the statement or ;");
    }

    LaminarException unexpected(String expected) {
        return unexpected(peek(1), expected);
    }

    private static LaminarException unexpected(Token token, String expected) {
        return new LaminarException(
                ErrorCode.SYNTAX_ERROR,
                "found " + SyntaxErrors.describe(token) + " but expected " + expected,
                position(token),
                null);
    }

    private Token peek(int ahead) {
        try {
            return parser.getToken(ahead);
        } catch (TokenMgrError cause) {
            throw SyntaxErrors.of(cause);
        }
    }

    private <T> T parse(Production<T> production) {
        try {
            return production.parse();
        } catch (ParseException cause) {
            throw SyntaxErrors.of(cause);
        } catch (TokenMgrError cause) {
            throw SyntaxErrors.of(cause);
        } catch (RuntimeException cause) {
            throw PlanningErrors.of(cause, ErrorCode.SYNTAX_ERROR, null);
        } catch (StackOverflowError cause) {
            throw new LaminarException(ErrorCode.SYNTAX_ERROR, "the expression is nested too deeply", cause);
        }
    }

    /** A production of the generated parser. */
    private interface Production<T> {
        T parse() throws ParseException;
    }

    /** A position that Calcite knows. */
    static SqlPosition position(SqlNode node) {
        var position = node.getParserPosition();
        return new SqlPosition(Math.max(1, position.getLineNum()), Math.max(1, position.getColumnNum()));
    }
}
