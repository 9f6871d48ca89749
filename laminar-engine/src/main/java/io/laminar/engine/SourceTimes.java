package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.api.SourceInfo;
import io.laminar.catalog.TimeOptions;
import io.laminar.catalog.Watermark;
import io.laminar.data.Batch;
import io.laminar.metrics.Counter;
import io.laminar.time.Watermarks;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the watermark of a source out of the times of its rows, row by row, and counts what is odd about them. The watermark
 * never goes back. Belongs to the worker of the source.
 */
abstract class SourceTimes {
    private static final long MICROS_PER_MILLI = 1_000;

    private final int column;
    private final long maxFutureMicros;
    private final InstantSource clock;
    private final Counter maxTime = new Counter(Watermarks.NONE);
    private final Counter withoutTime = new Counter();
    private final Counter fromFuture = new Counter();
    private final Counter failed = new Counter();

    /** For each row the watermark before it, if anybody wants to know. */
    protected long @Nullable [] before;

    /** The watermark after the rows taken so far. */
    protected long watermark = Watermarks.NONE;

    SourceTimes(Watermark rule, TimeOptions options, InstantSource clock) {
        this.column = rule.column();
        this.maxFutureMicros = options.maxFutureMicros();
        this.clock = clock;
    }

    /** Times of a source by its rule. */
    static SourceTimes of(
            Watermark rule, Schema schema, TimeOptions options, boolean isPartitioned, SourceSettings settings) {
        return switch (rule.kind()) {
            case BOUNDED ->
                !options.keyColumns().isEmpty()
                        ? new KeyedTimes(rule, schema, options, settings.clock())
                        : isPartitioned
                                ? new PartitionedTimes(rule, options, settings.clock())
                                : new BoundedTimes(rule, options, settings.clock());
            case PROCESSING_TIME -> new BoundedTimes(rule, options, settings.clock());
            case COMPUTED -> new ComputedTimes(rule, schema, options, settings);
            case FROM_SOURCE -> new GivenTimes(rule, options, settings.clock());
        };
    }

    /** Says that rows are about to be taken, maybe in several steps. */
    void begin(Batch batch, int from, int to) {}

    /** Says that all rows of a batch, if it has any, were taken; the watermark may advance. */
    void finish(Batch batch) {}

    /** Where the watermark before each row that is taken goes from now on; null for nowhere. */
    final void tellWatermarks(long @Nullable [] lane) {
        before = lane;
    }

    /**
     * Takes rows up to the first that is behind a watermark which nobody was told yet: that watermark is to go first, so that
     * it never matters how rows were grouped.
     *
     * @param told the watermark that receivers know
     * @return the row that was not taken, or {@code to}
     */
    abstract int take(Batch batch, int from, int to, long told);

    /** The watermark after the rows taken so far. */
    final long watermark() {
        return watermark;
    }

    /** Takes a watermark from outside. */
    final void onWatermark(long outside) {
        watermark = Math.max(watermark, outside);
    }

    /** Does what the clock asks for; the watermark may advance. */
    void onClock() {}

    /** The partitions of a source that has some; any thread. */
    List<SourceInfo.Partition> partitions() {
        return List.of();
    }

    /** Keys whose times are followed; any thread. */
    long keys() {
        return 0;
    }

    /** Keys that were forgotten since there were too many; any thread. */
    long keysForgotten() {
        return 0;
    }

    /** Column of the event time. */
    final int column() {
        return column;
    }

    /** Times beyond this one do not move the watermark. */
    final long latestCredible() {
        return maxFutureMicros == 0 ? Long.MAX_VALUE : clock.millis() * MICROS_PER_MILLI + maxFutureMicros;
    }

    /** Notes what was seen among some rows. */
    final void note(long highest, int rowsWithoutTime, int rowsFromFuture) {
        if (highest > maxTime.get()) {
            maxTime.set(highest);
        }
        withoutTime.add(rowsWithoutTime);
        fromFuture.add(rowsFromFuture);
    }

    /** Notes rows for which the watermark could not be computed. */
    final void noteFailed(int rows) {
        failed.add(rows);
    }

    /** Rows for which the watermark could not be computed, and that did not move it; any thread. */
    final long failed() {
        return failed.get();
    }

    /** The highest time so far that was not too far ahead, or {@link Watermarks#NONE}; any thread. */
    final long maxTime() {
        return maxTime.get();
    }

    /** Rows whose time was NULL; any thread. */
    final long withoutTime() {
        return withoutTime.get();
    }

    /** Rows whose time was too far ahead of the clock to move the watermark; any thread. */
    final long fromFuture() {
        return fromFuture.get();
    }
}
