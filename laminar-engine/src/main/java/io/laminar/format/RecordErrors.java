package io.laminar.format;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import org.jspecify.annotations.Nullable;

/** Errors about records, with where they stand. */
final class RecordErrors {
    static final int MAX_RECORD_SHOWN = 1000;

    private RecordErrors() {}

    static LaminarException malformed(String origin, long line, String problem, @Nullable Throwable cause) {
        return new LaminarException(ErrorCode.MALFORMED_RECORD, text(origin, line, problem), cause);
    }

    /** An error of a {@link io.laminar.spi.RowWriter}, which knows the column but not the line. */
    static LaminarException located(String origin, long line, LaminarException error) {
        return new LaminarException(error.code(), text(origin, line, error.detail()), error);
    }

    private static String text(String origin, long line, String problem) {
        return origin + " line " + line + ", " + problem + "; correct the file, or declare ON ERROR SKIP";
    }
}
