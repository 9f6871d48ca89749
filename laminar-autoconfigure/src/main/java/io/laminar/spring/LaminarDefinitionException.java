package io.laminar.spring;

import io.laminar.api.LaminarException;

/** A statement that the application declares was refused by the engine; the cause tells why. */
public final class LaminarDefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String origin;
    private final String sql;
    private final LaminarException reason;

    /**
     * @param origin where the statement stands, in words: a property, a resource, a method
     * @param sql the text as it was given to the engine
     * @param cause what the engine says; its position is one in {@code sql}
     */
    public LaminarDefinitionException(String origin, String sql, LaminarException cause) {
        super(origin + ": " + cause.getMessage(), cause);
        this.origin = origin;
        this.sql = sql;
        this.reason = cause;
    }

    /** Where the statement stands, in words. */
    public String origin() {
        return origin;
    }

    /** The text as it was given to the engine. */
    public String sql() {
        return sql;
    }

    /** What the engine says. */
    public LaminarException reason() {
        return reason;
    }
}
