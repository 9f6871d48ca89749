package io.laminar.api;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The answer of a SELECT. A bounded one has an end; a continuous one ({@code EMIT CHANGES}) ends when it
 * is closed or cancelled. Iterating takes the changes away; a result is read once, by one thread, while
 * {@link #close()} may be called by any.
 */
public interface QueryResult extends AutoCloseable, Iterable<Row> {
    /** The columns. */
    Schema schema();

    /** Whether the result goes on until it is closed. */
    boolean isContinuous();

    /**
     * The last epoch whose changes a bounded answer has seen, all of them, in all that it has read; 0 for other results. {@code
     * SUBSCRIBE ... AS OF EPOCH} the next one goes on from there.
     */
    default long epoch() {
        return 0;
    }

    /**
     * Takes the next row with its kind of change; those of a bounded result are all INSERT.
     *
     * @param timeout longest wait; zero does not wait
     * @return the row, or empty when none came in time or {@link #isDone()}
     * @throws LaminarException the error of the query
     */
    Optional<Change<Row>> poll(Duration timeout);

    /** Whether everything was taken and nothing more can come. */
    boolean isDone();

    /** The rows that are left; on a continuous result each step waits for the next row. */
    @Override
    Iterator<Row> iterator();

    /** The rows that are left, of a bounded result. */
    List<Row> toList();

    /** The rows that are left, of a bounded result, as records, beans or maps. */
    <T> List<T> toList(Class<T> type);

    /** Ends a continuous query and wakes whoever waits for it. May be called more than once. */
    @Override
    void close();
}
