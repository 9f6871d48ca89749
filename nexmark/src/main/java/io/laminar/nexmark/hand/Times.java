package io.laminar.nexmark.hand;

/** The windows of the queries, in microseconds. */
final class Times {
    static final long SECOND = 1_000_000;
    static final long TEN_SECONDS = 10 * SECOND;

    private Times() {}

    /** Start of the ten seconds that hold a time. */
    static long tenSeconds(long time) {
        return time - time % TEN_SECONDS;
    }
}
