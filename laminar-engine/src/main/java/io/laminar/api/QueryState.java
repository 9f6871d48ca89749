package io.laminar.api;

/** Life cycle of a query: READY, RUNNING, PAUSED and back, STOPPED; FAILED from any. */
public enum QueryState {
    /** Compiled, not yet started. */
    READY,
    /** Takes rows. */
    RUNNING,
    /** Takes no rows; they wait. */
    PAUSED,
    /** All inputs have ended and everything is flushed. */
    FINISHED,
    /** Ended by a person; takes no rows any more. */
    STOPPED,
    /** Ended by an error, which {@link QueryHandle#error()} tells. */
    FAILED
}
