package io.laminar.expr.function;

import io.laminar.data.Temporals;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The clock of the engine for which the calling thread works. It stands still while that thread runs a statement. */
public final class StatementClock {
    private static final ThreadLocal<@Nullable InstantSource> CLOCK = new ThreadLocal<>();

    private StatementClock() {}

    /** A clock while a statement runs. */
    private record Stopped(InstantSource clock, Instant instant) implements InstantSource {}

    /** Has the calling thread see a clock from now on. */
    public static void use(InstantSource clock) {
        CLOCK.set(clock);
    }

    /** Does something during which the calling thread sees a clock, unless a statement of that engine has stopped it. */
    public static <T> T with(InstantSource clock, Supplier<T> action) {
        return isStopped(clock) ? action.get() : seeing(clock, action);
    }

    /** Does something during which the calling thread sees one time of a clock. */
    public static <T> T during(InstantSource clock, Supplier<T> statement) {
        // a statement may be a part of another one
        return isStopped(clock) ? statement.get() : seeing(new Stopped(clock, clock.instant()), statement);
    }

    private static boolean isStopped(InstantSource clock) {
        return CLOCK.get() instanceof Stopped stopped && stopped.clock().equals(clock);
    }

    private static <T> T seeing(InstantSource clock, Supplier<T> action) {
        InstantSource before = CLOCK.get();
        CLOCK.set(clock);
        try {
            return action.get();
        } finally {
            CLOCK.set(before);
        }
    }

    /** Microseconds since 1970-01-01T00:00Z. */
    static long micros() {
        InstantSource clock = CLOCK.get();
        Instant now = clock == null ? Instant.now() : clock.instant();
        return now.getEpochSecond() * Temporals.MICROS_PER_SECOND + now.getNano() / 1000;
    }
}
