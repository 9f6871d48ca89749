package io.laminar.api;

/** How whoever pushes waits for room in a source. */
public enum WaitStrategy {
    /** Looks all the time: quickest, and takes a core meanwhile. */
    SPIN,
    /** Looks again and again, and lets other threads of its core go first. */
    YIELD,
    /** Sleeps 50 microseconds between two looks. */
    PARK
}
