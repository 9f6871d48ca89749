package io.laminar.api;

import java.util.Optional;

/**
 * A tap on a relation: sees every change made after it was opened, in the order of the query. Safe
 * to use from any thread.
 */
public interface Subscription extends AutoCloseable {
    /** Name of the relation, as in the catalog. */
    String relation();

    /** Columns of the relation. */
    Schema schema();

    /** Changes handed to the subscriber so far. */
    long delivered();

    /** Changes dropped by the {@link OverflowPolicy} so far. */
    long dropped();

    /** Whether no more changes will come: closed, failed, or the relation has ended and all was handed over. */
    boolean isDone();

    /** Why the subscription ended, when it was an error of the query or of the subscriber. */
    Optional<LaminarException> error();

    /** Ends the subscription; what still waits is discarded. May be called more than once. */
    @Override
    void close();
}
