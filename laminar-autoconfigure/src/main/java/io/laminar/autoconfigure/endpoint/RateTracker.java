package io.laminar.autoconfigure.endpoint;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Rows a second from counters that are looked at now and then: the growth since the last look that was at least a
 * second ago, so that several readers do not spoil each other's figures. The first look gives the mean since the
 * tracker was made. Safe to use from any thread.
 */
final class RateTracker {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long MIN_SPAN_NANOS = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final long startNanos;
    private final Map<String, Sample> samples = new ConcurrentHashMap<>();

    /**
     * A look at a counter.
     *
     * @param count its value
     * @param atNanos when that was
     * @param rate rows a second up to then
     */
    private record Sample(long count, long atNanos, double rate) {}

    RateTracker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    /** The rate of a counter that stands at a value now. */
    double rate(String counter, long count) {
        long now = nanoTime.getAsLong();
        Sample sample = samples.compute(counter, (name, last) -> {
            Sample base = last == null || count < last.count() ? new Sample(0, startNanos, 0) : last;
            long span = now - base.atNanos();
            boolean isTooSoon = span < MIN_SPAN_NANOS && last != null;
            return isTooSoon || span <= 0
                    ? base
                    : new Sample(count, now, (count - base.count()) * NANOS_PER_SECOND / span);
        });
        return Math.round(sample.rate() * 10) / 10.0;
    }
}
