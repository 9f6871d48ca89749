package io.laminar.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one statement of a script did.
 *
 * @param kind what sort of statement it was
 * @param objectName object that was created, dropped or written, or null
 * @param updateCount rows that an INSERT appended; 0 otherwise
 * @param rows what SELECT, SHOW, DESCRIBE or EXPLAIN gave, to be closed by the caller; null otherwise
 */
public record StatementResult(
        Kind kind,
        @Nullable String objectName,
        long updateCount,
        @Nullable QueryResult rows) {

    /** Sorts of statements. */
    public enum Kind {
        /** CREATE, ALTER, DROP. */
        DEFINITION,
        /** INSERT. */
        UPDATE,
        /** SELECT, SHOW, DESCRIBE, EXPLAIN. */
        ROWS,
        /** PAUSE, RESUME, TERMINATE, SET, CHECKPOINT. */
        CONTROL
    }

    public StatementResult {
        Objects.requireNonNull(kind, "kind");
    }
}
