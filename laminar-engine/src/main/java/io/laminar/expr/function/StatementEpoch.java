package io.laminar.expr.function;

import java.util.function.Supplier;

/** The epoch that the statement reads which the calling thread works for: all that it sees was made up to it. */
public final class StatementEpoch {
    private static final ThreadLocal<Long> EPOCH = ThreadLocal.withInitial(() -> 0L);

    private StatementEpoch() {}

    /** Does something during which the calling thread reads what was made up to an epoch. */
    public static <T> T during(long epoch, Supplier<T> reading) {
        long before = EPOCH.get();
        EPOCH.set(epoch);
        try {
            return reading.get();
        } finally {
            EPOCH.set(before);
        }
    }

    static long current() {
        return EPOCH.get();
    }
}
