package io.laminar.jdbc;

import io.laminar.api.LaminarEngine;
import java.util.concurrent.atomic.AtomicBoolean;

/** The use of an engine by one connection. */
final class EngineLease {
    private final LaminarEngine engine;
    private final Runnable onRelease;
    private final AtomicBoolean isReleased = new AtomicBoolean();

    EngineLease(LaminarEngine engine, Runnable onRelease) {
        this.engine = engine;
        this.onRelease = onRelease;
    }

    LaminarEngine engine() {
        return engine;
    }

    /** Gives the engine back; a second call does nothing. */
    void release() {
        if (isReleased.compareAndSet(false, true)) {
            onRelease.run();
        }
    }
}
