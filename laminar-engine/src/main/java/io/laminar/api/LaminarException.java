package io.laminar.api;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of Laminar. Its message is {@code LMR-nnnn: what was found, what was expected,
 * what to do (line l, column c)}; the code tells programs the same.
 */
public final class LaminarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String detail;
    private final transient @Nullable SqlPosition position;
    private final long rowsTaken;

    public LaminarException(ErrorCode code, String detail) {
        this(code, detail, null, null);
    }

    public LaminarException(ErrorCode code, String detail, @Nullable Throwable cause) {
        this(code, detail, null, cause);
    }

    /**
     * @param code identity of the error
     * @param detail what was found, what was expected, and what to do; without code and position
     * @param position where in the SQL text, or null when the error has no place in it
     * @param cause what lies beneath, or null
     */
    public LaminarException(ErrorCode code, String detail, @Nullable SqlPosition position, @Nullable Throwable cause) {
        this(code, detail, position, cause, 0);
    }

    private LaminarException(
            ErrorCode code, String detail, @Nullable SqlPosition position, @Nullable Throwable cause, long rowsTaken) {
        super(code.id() + ": " + detail + (position == null ? "" : " (" + position + ")"), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.detail = detail;
        this.position = position;
        this.rowsTaken = rowsTaken;
    }

    /**
     * The error of a call of which the source had taken some rows before.
     *
     * @param rows how many, from the first on; the others were not taken
     * @param detail the message without code and position, which tells it as well
     */
    public static LaminarException afterRows(long rows, String detail, LaminarException error) {
        return new LaminarException(error.code(), detail, error.position, error, rows);
    }

    /** Identity of the error. */
    public ErrorCode code() {
        return code;
    }

    /** The message without code and position. */
    public String detail() {
        return detail;
    }

    /**
     * How many rows of a call that pushes many the source had taken when the call failed: always the first ones. A row is taken
     * when it is appended, or when a source that drops rows has dropped and counted it, so whoever pushes the others again
     * loses none and doubles none. Nearly always 0, since a call fails before its first row where it can.
     */
    public long rowsTaken() {
        return rowsTaken;
    }

    /** Where in the SQL text, when the error has a place in it. */
    public Optional<SqlPosition> position() {
        return Optional.ofNullable(position);
    }
}
