package io.laminar.spi;

import java.io.IOException;

/**
 * Reads rows from outside. All methods are called by one thread, {@code laminar-io-<source>} or that of a bounded
 * query; {@link #poll} may do I/O but should return within about 100 ms.
 */
public interface SourceConnector extends AutoCloseable {
    /** {@link #poll} has nothing more, for ever. */
    int END = -1;

    /** Whether it comes to an end by itself. */
    boolean isBounded();

    /**
     * Whether rows come when their time has come, rather than as fast as they can be read. Nobody waits for a
     * paced source to become idle.
     */
    boolean isPaced();

    /** Whether a second connector with the same settings reads the same rows from the start. */
    boolean isReplayable();

    /** Whether {@link #watermark} ever says anything; a source {@code WATERMARK FOR ts AS SOURCE_WATERMARK()} needs that. */
    default boolean givesWatermarks() {
        return false;
    }

    /**
     * A time before which no row comes any more, asked for after each {@link #poll}. Moves the watermark of the source, whatever else
     * does.
     *
     * @return microseconds since 1970-01-01T00:00Z, or {@link Long#MIN_VALUE} when nothing is known
     */
    default long watermark() {
        return Long.MIN_VALUE;
    }

    /**
     * Whether it reads several partitions, each in an order of its own, such as files that were written side by side. The watermark of
     * the source is then the lowest of theirs.
     */
    default boolean isPartitioned() {
        return false;
    }

    /** How many partitions there are; asked from {@link #open} on, and always the same. */
    default int partitions() {
        return 1;
    }

    /** The partition, from 0, that the last {@link #poll} has read, which reads one alone. */
    default int partition() {
        return 0;
    }

    /** Whether that partition gives nothing more, so that it holds up no watermark. */
    default boolean isAtEndOfPartition() {
        return false;
    }

    /**
     * Opens what is to be read.
     *
     * @throws io.laminar.api.LaminarException with {@code FILE_NOT_ACCESSIBLE} and the like
     */
    void open();

    /**
     * Reads some rows.
     *
     * @param maxRows rows at most, at least 1
     * @param writer gets the rows
     * @param onError gets records that cannot be read; what it throws ends the call, otherwise reading goes on
     * @return rows written, 0 when there are none at the moment, {@link #END} when there never will be
     */
    int poll(int maxRows, RowWriter writer, BadRecordHandler onError) throws IOException;

    @Override
    void close();
}
