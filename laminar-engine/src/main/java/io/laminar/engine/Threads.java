package io.laminar.engine;

import java.time.Duration;

/** Waiting for threads, and for as long as callers say. */
final class Threads {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Threads() {}

    /** Waits for the end of a thread, also when the caller is interrupted meanwhile, who stays so; false when it took longer. */
    static boolean join(Thread thread, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean wasInterrupted = false;
        try {
            long left = patience.toMillis();
            while (left > 0 && thread.isAlive()) {
                try {
                    thread.join(left);
                } catch (InterruptedException interrupted) {
                    wasInterrupted = true;
                }
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return !thread.isAlive();
    }

    /** Nanoseconds of a time that somebody wants to wait, a hundred years at most, so that it can be added to the clock. */
    static long nanos(Duration timeout) {
        if (timeout.isNegative()) {
            return 0;
        }
        return timeout.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : timeout.toNanos();
    }
}
