package io.laminar.engine;

import java.time.InstantSource;

/** Tells by the clock when something has been idle for long enough. Belongs to one thread; anybody may ask whether it is idle. */
final class IdleTimer {
    private static final long NEVER = 0;
    private static final long MICROS_PER_MILLI = 1_000;

    private final long timeoutMillis;
    private final InstantSource clock;
    private long lastMillis;
    private volatile boolean isIdle;

    /** @param timeoutMicros 0 for never */
    IdleTimer(long timeoutMicros, InstantSource clock) {
        this.timeoutMillis = timeoutMicros / MICROS_PER_MILLI;
        this.clock = clock;
    }

    boolean isIdle() {
        return isIdle;
    }

    /** Whether it becomes idle now. */
    boolean elapses() {
        if (timeoutMillis == NEVER || isIdle || clock.millis() - lastMillis < timeoutMillis) {
            return false;
        }
        isIdle = true;
        return true;
    }

    /** Says that something happens; whether it was idle until now. */
    boolean wakesUp() {
        if (timeoutMillis == NEVER) {
            return false;
        }
        lastMillis = clock.millis();
        boolean was = isIdle;
        isIdle = false;
        return was;
    }
}
