package io.laminar.jdbc;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;

/**
 * Turns errors of the engine into those of JDBC: message and SQLSTATE of the engine's error, its number as vendor
 * code, and the subclass of {@link SQLException} by which frameworks tell errors apart.
 */
final class SqlErrors {
    /** SQLSTATE of a call on a closed connection. */
    static final String CONNECTION_CLOSED = "08003";

    /** SQLSTATE of a call on a closed statement. */
    static final String STATEMENT_CLOSED = "26000";

    /** SQLSTATE of a call on a closed result set, or on one that is on no row. */
    static final String INVALID_CURSOR = "24000";

    private SqlErrors() {}

    static SQLException of(ErrorCode code, String detail) {
        return of(new LaminarException(code, detail));
    }

    static SQLException of(LaminarException error) {
        String message = error.getMessage();
        String state = error.code().sqlState();
        int number = error.code().number();
        if (error.code() == ErrorCode.TIMEOUT) {
            return new SQLTimeoutException(message, state, number, error);
        }
        return switch (state.substring(0, 2)) {
            case "42" -> new SQLSyntaxErrorException(message, state, number, error);
            case "0A" -> new SQLFeatureNotSupportedException(message, state, number, error);
            case "22" -> new SQLDataException(message, state, number, error);
            case "23" -> new SQLIntegrityConstraintViolationException(message, state, number, error);
            case "53" -> new SQLTransientException(message, state, number, error);
            case "55" -> new SQLNonTransientException(message, state, number, error);
            default -> new SQLException(message, state, number, error);
        };
    }

    /** An error that Avatica or the engine threw unchecked: the engine's own if one is among the causes. */
    static SQLException of(RuntimeException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof LaminarException laminar) {
                return of(laminar);
            }
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return of(new LaminarException(ErrorCode.INTERNAL, String.valueOf(error), error));
    }

    /** An optional feature of JDBC that has no meaning here. */
    static SQLException unsupported(String what) {
        return of(ErrorCode.UNSUPPORTED, what);
    }
}
