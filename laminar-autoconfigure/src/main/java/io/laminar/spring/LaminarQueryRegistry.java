package io.laminar.spring;

import java.time.Duration;
import java.util.List;

/** The {@link LaminarQuery} methods of the application, by the names of their queries. Safe to use from any thread. */
public interface LaminarQueryRegistry {
    /** Names of the queries, in the order in which their beans were created. */
    List<String> names();

    /** Whether the method of a query is being given its results. */
    boolean isRunning(String name);

    /** Rows or batches whose handling threw an exception. */
    long failures(String name);

    /**
     * Creates the query, unless the engine has it, and delivers its results from now on; without effect when
     * that is so already.
     *
     * @throws LaminarDefinitionException when the engine refuses the query
     * @throws IllegalArgumentException when no method has a query of this name
     */
    void start(String name);

    /**
     * Ends the delivery of results; the query itself goes on. What waits is discarded.
     *
     * @throws IllegalArgumentException when no method has a query of this name
     */
    void stop(String name);

    /**
     * Waits until everything pushed so far is processed and the methods have handled what came of it, including
     * what they sent to other sources.
     *
     * @return false when it took longer
     */
    boolean awaitIdle(Duration timeout);
}
