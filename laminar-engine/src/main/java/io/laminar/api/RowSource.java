package io.laminar.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Source} that takes maps from column name to value, or plain values in column order. */
public interface RowSource extends Source<Map<String, ? extends @Nullable Object>> {
    /**
     * Appends one row.
     *
     * @param values one per column, in order. Besides the Java type of the column (see {@link Row}),
     *     numbers are taken for each other where nothing is lost; a point in time may be an {@link
     *     java.time.Instant}, a {@link java.time.LocalDateTime}, a {@link java.util.Date}, a number of
     *     milliseconds since 1970-01-01T00:00Z, or ISO text
     * @throws LaminarException as {@link #push(Object)}
     */
    void push(@Nullable Object... values);
}
