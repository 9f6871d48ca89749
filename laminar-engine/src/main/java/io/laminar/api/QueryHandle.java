package io.laminar.api;

import java.util.Optional;

/** A continuous query of the engine. Safe to use from any thread; a handle outlives its query. */
public interface QueryHandle {
    /** Name, as in the catalog. */
    String name();

    /** What it was created as. */
    QueryKind kind();

    /** The statement that created it. */
    String sql();

    /** Columns of its result. */
    Schema schema();

    /** Where it is in its life. */
    QueryState state();

    /** Why it failed, in state FAILED. */
    Optional<LaminarException> error();

    /** Figures of this moment. */
    QueryMetrics metrics();

    /** What is known since it was compiled. */
    QueryMetadata metadata();

    /** The plan, as EXPLAIN prints it. */
    String explain();

    /**
     * Stops taking rows; they wait, and in the end their sources do.
     *
     * @throws LaminarException with {@code INVALID_QUERY_STATE} unless it is RUNNING
     */
    void pause();

    /**
     * Goes on after {@link #pause()}.
     *
     * @throws LaminarException with {@code INVALID_QUERY_STATE} unless it is PAUSED
     */
    void resume();

    /**
     * Starts anew after a failure, as if it were created now, and with it the queries that failed because it did. Its
     * state is lost; a source that can be read again is read from its start. Subscriptions and sinks go on; a view is
     * emptied, and who follows its changes gets a DELETE of each row.
     *
     * @throws LaminarException with {@code INVALID_QUERY_STATE} unless it is FAILED and what it reads is not, or with {@code
     *     OBJECT_NOT_FOUND} when what it reads was dropped
     */
    void restart();

    /**
     * Puts another query into the place of this one while rows go on coming: what reads it goes on reading, and state goes
     * on with it. Filters and calculations may change; keys, aggregates, windows, inputs and, if anybody reads it, columns
     * stay. Ends with {@code WITH ('state' = 'discard')} to begin anew instead.
     *
     * @param sql the new SELECT
     * @throws LaminarException with {@code INCOMPATIBLE_SCHEMAS} when the state does not fit, with {@code
     *     INVALID_QUERY_STATE} unless it is RUNNING or PAUSED, or with what is wrong with the SELECT; in all cases the query goes
     *     on as it was
     */
    void alter(String sql);

    /** Ends the query without flushing and takes it out of the catalog; as DROP. */
    void stop();
}
