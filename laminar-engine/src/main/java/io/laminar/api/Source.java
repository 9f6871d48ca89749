package io.laminar.api;

import java.time.Duration;
import java.time.Instant;

/**
 * The way in for rows that the application makes itself. Safe to use from any thread; rows of one
 * thread keep their order. While the engine is behind, {@code push} waits, or does what else the {@link Backpressure} of the
 * source says.
 *
 * <p>Each row advances the watermark by itself, so that results depend on the rows and never on how
 * they were grouped into calls.
 *
 * @param <T> record, bean or {@link java.util.Map}; its components are matched to the columns by
 *     name, ignoring case and underscores
 */
public interface Source<T> {
    /** Name of the source, as in the catalog. */
    String name();

    /** Its columns. */
    Schema schema();

    /**
     * Appends one row.
     *
     * @throws LaminarException with {@code BINDING_MISMATCH} or {@code NULL_NOT_ALLOWED} when the row does
     *     not fit the columns, with {@code SOURCE_ENDED} after {@link #end()}, with {@code SOURCE_FULL} when
     *     there is no room and the source rejects, with {@code SPILL_UNWRITABLE} when the source spills and the disk is full,
     *     with {@code INTERRUPTED}; in each case nothing was appended
     */
    void push(T row);

    /**
     * Appends rows in order, all of them or none: every row is read and checked before the first is appended, and a source
     * that is full rejects all of a call or none. Only a call of more than a batch of rows stops midway: when it is interrupted
     * while it waits for room in between, when the source ends meanwhile, or when a source that spills finds the disk full. Then
     * {@link LaminarException#rowsTaken()} tells how many rows were taken, so that the others can be pushed again.
     *
     * @throws LaminarException as {@link #push}; of a row that does not fit it tells the number, from 1
     */
    void pushBatch(Iterable<? extends T> rows);

    /**
     * Appends the rows of an Apache Arrow {@code VectorSchemaRoot}, whose vectors are matched to the
     * columns by name. Needs {@code org.apache.arrow:arrow-vector} on the class path. The root stays the caller's.
     *
     * @param vectorSchemaRoot an {@code org.apache.arrow.vector.VectorSchemaRoot}
     * @throws LaminarException as {@link #push}, or {@code UNSUPPORTED} when Arrow is not there
     */
    void pushArrow(AutoCloseable vectorSchemaRoot);

    /** A way in for rows that the application has in columns, for one thread. */
    BatchWriter batchWriter();

    /**
     * Says that no row before this event time is to be expected. A watermark behind the current one
     * changes nothing.
     */
    void watermark(Instant watermark);

    /** Says that no more rows come: the watermark goes to infinity and everything is flushed. */
    void end();

    /**
     * Waits until every row pushed so far is processed.
     *
     * @return false when it took longer
     */
    boolean awaitIdle(Duration timeout);
}
