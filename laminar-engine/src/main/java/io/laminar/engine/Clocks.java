package io.laminar.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Time that goes on, of the clock that an engine was given. */
final class Clocks {
    private Clocks() {}

    /** Nanoseconds since some moment: of the machine, undisturbed by settings of its clock, or since 1970 by another clock. */
    static LongSupplier nanos(InstantSource clock) {
        if (clock.equals(InstantSource.system())) {
            return System::nanoTime;
        }
        return () -> {
            Instant now = clock.instant();
            return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        };
    }
}
