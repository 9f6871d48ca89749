package io.laminar.api;

/** What a worker does while there is nothing to do. */
public enum IdleStrategy {
    /** Looks all the time: quickest, and takes a core for each worker. */
    SPIN,
    /** Looks again and again, and lets other threads of its core go first. */
    YIELD,
    /** Looks 200 times, then sleeps until it is woken. */
    BACKOFF
}
