package io.laminar.api;

import java.time.Duration;
import java.util.Optional;

/**
 * A subscription whose subscriber asks for changes.
 *
 * @param <T> what a row is delivered as
 */
public interface PollableSubscription<T> extends Subscription {
    /**
     * Takes the next change, waiting for one at most the given time.
     *
     * @param timeout longest wait; zero does not wait
     * @return the change, or empty when none came in time or {@link #isDone()}
     * @throws LaminarException the error of the query, once everything before it has been handed over;
     *     or {@code INTERRUPTED}
     */
    Optional<Change<T>> poll(Duration timeout);

    /** Changes that wait to be taken. */
    int waiting();
}
