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
    private final long rowsAppended;

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
            ErrorCode code,
            String detail,
            @Nullable SqlPosition position,
            @Nullable Throwable cause,
            long rowsAppended) {
        super(code.id() + ": " + detail + (position == null ? "" : " (" + position + ")"), cause);
        this.code = Objects.requireNonNull(code, "code");
        this.detail = detail;
        this.position = position;
        this.rowsAppended = rowsAppended;
    }

    /**
     * The error of a call that had appended some of its rows before.
     *
     * @param rows how many, from the first on; the others were not appended
     * @param detail the message without code, which tells it as well
     */
    public static LaminarException afterRows(long rows, String detail, LaminarException error) {
        return new LaminarException(error.code(), detail, null, error, rows);
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
     * How many rows of a call that pushes many had been appended, or dropped by a source that drops, when the call failed: always
     * the first ones. Nearly always 0, since a call fails before its first row where it can.
     */
    public long rowsAppended() {
        return rowsAppended;
    }

    /** Where in the SQL text, when the error has a place in it. */
    public Optional<SqlPosition> position() {
        return Optional.ofNullable(position);
    }
}
