package io.laminar.expr.function;

import io.laminar.data.Temporals;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The clock, which stands still on a thread that runs a statement. */
public final class StatementClock {
    private static final ThreadLocal<@Nullable Long> STOPPED = new ThreadLocal<>();

    private StatementClock() {}

    /** Does something during which the calling thread sees one time. */
    public static <T> T during(Supplier<T> statement) {
        if (STOPPED.get() != null) {
            return statement.get(); // part of another one
        }
        STOPPED.set(read());
        try {
            return statement.get();
        } finally {
            STOPPED.remove();
        }
    }

    /** Microseconds since 1970-01-01T00:00Z. */
    static long micros() {
        Long stopped = STOPPED.get();
        return stopped == null ? read() : stopped;
    }

    private static long read() {
        Instant now = Instant.now();
        return now.getEpochSecond() * Temporals.MICROS_PER_SECOND + now.getNano() / 1000;
    }
}
