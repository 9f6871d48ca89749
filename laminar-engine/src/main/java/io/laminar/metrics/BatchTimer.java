package io.laminar.metrics;

import java.util.function.LongSupplier;

/**
 * Tells how long batches take, without looking at the clock for each: a look costs as much as a simple row. Every batch of
 * {@value #SMALL_ROWS} rows or more is measured. Of smaller ones the first {@value #EXACT} are, and of the others each
 * {@value #EVERY}th, which then counts for as many; so totals and percentiles are estimates as soon as there were more.
 * One writer, any number of readers.
 */
public final class BatchTimer {
    /** What {@link #start} gives for a batch that is not measured. */
    public static final long NOT_MEASURED = Long.MIN_VALUE;

    private static final int SMALL_ROWS = 64;
    private static final int EXACT = 64;
    private static final int EVERY = 64;

    private final LongSupplier nanoClock;
    private final boolean isPerRow;
    private final Counter nanos = new Counter();
    private final Histogram histogram = new Histogram();
    private long smallBatches;

    private BatchTimer(LongSupplier nanoClock, boolean isPerRow) {
        this.nanoClock = nanoClock;
        this.isPerRow = isPerRow;
    }

    /** One whose percentiles are of the nanoseconds that a row takes. */
    public static BatchTimer perRow(LongSupplier nanoClock) {
        return new BatchTimer(nanoClock, true);
    }

    /** One whose percentiles are of the nanoseconds that a batch takes. */
    public static BatchTimer perBatch(LongSupplier nanoClock) {
        return new BatchTimer(nanoClock, false);
    }

    /**
     * Begins a batch; for the writer. Returns what is to be given to {@link #stop}: the time, whose lowest bit tells
     * whether the batch counts for others as well.
     */
    public long start(int rows) {
        if (rows >= SMALL_ROWS || smallBatches < EXACT) {
            if (rows < SMALL_ROWS) {
                smallBatches++;
            }
            return nanoClock.getAsLong() & ~1L;
        }
        return ++smallBatches % EVERY == 0 ? nanoClock.getAsLong() | 1L : NOT_MEASURED;
    }

    /** Ends a batch; for the writer. */
    public void stop(long start, int rows) {
        if (start != NOT_MEASURED) {
            stop(start, rows, 0);
        }
    }

    /**
     * Ends a batch that was measured and during which others were at work; for the writer.
     *
     * @param others nanoseconds that they took
     */
    public void stop(long start, int rows, long others) {
        long weight = (start & 1L) == 0 ? 1 : EVERY;
        long taken = Math.max(0, nanoClock.getAsLong() - (start & ~1L) - others);
        nanos.add(taken * weight);
        if (!isPerRow) {
            histogram.record(taken, weight);
        } else if (rows > 0) {
            histogram.record(taken / rows, rows * weight);
        }
    }

    /** The clock, for the writer to measure what is not the batch's own time. */
    public long now() {
        return nanoClock.getAsLong();
    }

    /** Nanoseconds of all batches; for anybody. */
    public long totalNanos() {
        return nanos.get();
    }

    /** How the nanoseconds are spread; for anybody. */
    public Histogram histogram() {
        return histogram;
    }
}
