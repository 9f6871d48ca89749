package io.laminar.api;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source at one moment.
 *
 * @param name name, as in the catalog
 * @param connector name of its connector, or {@code none} when the application pushes
 * @param schema its columns
 * @param state what it is doing
 * @param rows rows taken in
 * @param errors records that could not be read and were skipped or sent aside
 * @param watermark its watermark, or null before the first row; {@link Instant#MAX} at its end
 * @param maxEventTime highest event time seen, or null
 * @param pendingRows rows taken in and not yet processed
 * @param rowsDropped rows for which there was no room and that were dropped, as its backpressure asks
 * @param error why it failed, or empty
 */
public record SourceInfo(
        String name,
        String connector,
        Schema schema,
        State state,
        long rows,
        long errors,
        @Nullable Instant watermark,
        @Nullable Instant maxEventTime,
        long pendingRows,
        long rowsDropped,
        Optional<LaminarException> error) {

    /** What a source is doing. */
    public enum State {
        /** Nobody reads it yet. */
        WAITING,
        /** Rows may come. */
        RUNNING,
        /** Its connector is not read until it is resumed. */
        PAUSED,
        /** It has come to its end. */
        ENDED,
        /** It failed. */
        FAILED
    }
}
