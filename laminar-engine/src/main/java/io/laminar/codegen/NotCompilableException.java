package io.laminar.codegen;

/** A pipeline that the compiler leaves to the interpreter, and why. */
public final class NotCompilableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    NotCompilableException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Why, as EXPLAIN shows it. */
    public String reason() {
        return reason;
    }
}
