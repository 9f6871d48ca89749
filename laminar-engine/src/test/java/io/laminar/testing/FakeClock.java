package io.laminar.testing;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told another time. Any thread. */
public final class FakeClock implements InstantSource {
    private volatile Instant now;

    /** One that shows 1970-01-01T00:00Z. */
    public FakeClock() {
        this(Instant.EPOCH);
    }

    public FakeClock(Instant now) {
        this.now = now;
    }

    public void set(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
