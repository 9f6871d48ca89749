package io.laminar.api;

/** What happens when the buffer of a subscription is full. Whatever is dropped is counted. */
public enum OverflowPolicy {
    /** The query waits, and through it its sources. */
    BLOCK,
    /** The oldest waiting change goes. */
    DROP_OLDEST,
    /** The new change goes. */
    DROP_NEWEST,
    /** The subscription ends with {@link ErrorCode#SUBSCRIBER_TOO_SLOW}. */
    FAIL
}
