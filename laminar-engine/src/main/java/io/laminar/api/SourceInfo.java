package io.laminar.api;

import java.time.Instant;
import java.util.List;
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
 * @param spill what it wrote to disk
 * @param eventTime what is known of the times of its rows
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
        Spill spill,
        EventTime eventTime,
        Optional<LaminarException> error) {

    /**
     * What a source with {@link Backpressure#SPILL} wrote to disk.
     *
     * @param rows rows written so far
     * @param bytes bytes written so far
     * @param waitingRows rows that have not come back yet, also those that are in memory since the disk does not take them
     * @param waitingBytes bytes of its files now
     * @param error why the last rows could not be written, as long as they are in memory, or empty; each push tries again
     */
    public record Spill(long rows, long bytes, long waitingRows, long waitingBytes, Optional<LaminarException> error) {
        /** Of a source that has written nothing. */
        public static final Spill NONE = new Spill(0, 0, 0, 0, Optional.empty());
    }

    /**
     * What is known of the times of the rows of a source.
     *
     * @param isIdle whether nothing came for its idle timeout, so that it holds up nobody
     * @param isAhead whether it is further ahead of the slowest of its alignment group than it may be
     * @param rowsWithoutTime rows whose time was NULL
     * @param rowsFromFuture rows whose time was further ahead of the clock than {@code watermark.max-future} allows, and that did
     *     not move the watermark
     * @param rowsFailed rows for which the watermark could not be computed, and that did not move it
     * @param keys keys whose times are followed, with {@code watermark.key}
     * @param keysForgotten keys that hold up the watermark no more since there were too many of them
     * @param partitions the partitions of a source whose connector has some, once rows have come
     */
    public record EventTime(
            boolean isIdle,
            boolean isAhead,
            long rowsWithoutTime,
            long rowsFromFuture,
            long rowsFailed,
            long keys,
            long keysForgotten,
            List<Partition> partitions) {
        /** Of a source without event time. */
        public static final EventTime NONE = new EventTime(false, false, 0, 0, 0, 0, 0, List.of());

        public EventTime {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * A partition of a source. The watermark of the source follows the one whose highest time is the lowest.
     *
     * @param index which one, from 0
     * @param maxEventTime highest event time seen, or null; the highest that was not too far in the future
     * @param isIdle whether nothing came from it for the idle timeout, so that it does not hold up the watermark
     * @param isAtEnd whether nothing comes from it any more
     */
    public record Partition(int index, @Nullable Instant maxEventTime, boolean isIdle, boolean isAtEnd) {}

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
