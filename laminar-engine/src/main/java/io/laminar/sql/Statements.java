package io.laminar.sql;

import java.util.ArrayList;
import java.util.List;

/** The way in for SQL text. */
public final class Statements {
    private Statements() {}

    /**
     * Parses a script.
     *
     * @param script statements separated by semicolons; may be empty
     * @throws io.laminar.api.LaminarException with {@code SYNTAX_ERROR}, or with what else can be known without a
     *     catalog, and a position in the script
     */
    public static List<Statement> parse(String script) {
        TokenStream tokens = new TokenStream(script);
        List<Statement> statements = new ArrayList<>();
        while (true) {
            while (tokens.acceptSymbol(";")) {
                // empty statements are allowed
            }
            if (tokens.isAtEnd()) {
                return List.copyOf(statements);
            }
            tokens.startStatement();
            statements.add(new StatementParser(tokens).parse());
            if (!tokens.isAtEnd() && !tokens.atSymbol(";")) {
                throw tokens.unexpectedAfterStatement();
            }
        }
    }

    /**
     * Parses exactly one statement.
     *
     * @throws io.laminar.api.LaminarException as {@link #parse}, and with {@code SYNTAX_ERROR} when there is none or
     *     more than one
     */
    public static Statement parseOne(String sql) {
        List<Statement> statements = parse(sql);
        if (statements.size() != 1) {
            throw new io.laminar.api.LaminarException(
                    io.laminar.api.ErrorCode.SYNTAX_ERROR,
                    "expected one statement but found " + statements.size(),
                    statements.size() < 2 ? null : statements.get(1).position(),
                    null);
        }
        return statements.get(0);
    }
}
