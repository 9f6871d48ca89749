package io.laminar.engine;

import io.laminar.api.LaminarException;
import io.laminar.api.SourceInfo;
import io.laminar.api.SourceOptions;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.TimeOptions;
import io.laminar.catalog.Watermark;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.metrics.Counter;
import io.laminar.time.Watermarks;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of a source: makes watermarks out of the rows and hands both on.
 *
 * <p>So that it never matters how rows were grouped into batches, a batch is cut before a row that is behind the watermark
 * of the rows before it, and that watermark goes first; a row that is not behind it cannot tell where a cut was.
 */
final class SourceInstance implements BatchReceiver {
    /** So many that all batches of a full source come out of the pool, up to a point. */
    private static final int MAX_POOLED_BATCHES = 128;

    private final CatalogObject.Source definition;
    private final SourceChannel channel;
    private final RelationHub hub;
    private final @Nullable SourceTimes times;
    private final IdleTimer idle;
    private final Alignment.@Nullable Member alignment;
    private final Counter watermark = new Counter(Watermarks.NONE);
    private volatile @Nullable LaminarException failure;
    private volatile boolean hasEnded;
    private volatile @Nullable SourceInstance successor;
    private Region region;

    /**
     * @param isPartitioned whether its connector reads several partitions
     * @param hub where its rows come by, maybe that of an instance whose place it takes
     */
    SourceInstance(
            CatalogObject.Source definition,
            SourceOptions options,
            boolean isPartitioned,
            SourceSettings settings,
            Region region,
            RelationHub hub) {
        this.definition = definition;
        this.hub = hub;
        this.region = region;
        Watermark rule = definition.watermark();
        TimeOptions timeOptions = TimeOptions.of(definition);
        this.times =
                rule == null ? null : SourceTimes.of(rule, definition.schema(), timeOptions, isPartitioned, settings);
        this.idle = new IdleTimer(timeOptions.idleMicros(), settings.clock());
        int batchRows = settings.batchRows();
        this.channel = new SourceChannel(
                definition.name(),
                options,
                new BatchPool(
                        definition.schema(),
                        batchRows,
                        Math.min(MAX_POOLED_BATCHES, options.bufferRows() / batchRows + 8)),
                rule != null && rule.kind() == Watermark.Kind.PROCESSING_TIME
                        ? new ArrivalTimes(rule.column(), settings.clock())
                        : null,
                region,
                region.bridge().entranceFor(this));
        hub.onPendingAsk(channel::pendingRows);
        TimeOptions.Alignment aligned = timeOptions.alignment();
        this.alignment = aligned == null ? null : settings.alignments().join(this, aligned);
        if (alignment != null) {
            channel.align(alignment);
        }
    }

    CatalogObject.Source definition() {
        return definition;
    }

    SourceChannel channel() {
        return channel;
    }

    RelationHub hub() {
        return hub;
    }

    Region region() {
        return region;
    }

    long watermark() {
        return watermark.get();
    }

    /** What is known of the times of its rows, or null when it has none. */
    @Nullable
    SourceTimes times() {
        return times;
    }

    /** Whether nothing comes for the time being, so that it holds up nobody; any thread. */
    boolean isIdle() {
        return idle.isIdle();
    }

    /** The figures of its times; any thread. */
    SourceInfo.EventTime eventTime() {
        return times == null
                ? SourceInfo.EventTime.NONE
                : new SourceInfo.EventTime(
                        idle.isIdle(),
                        alignment != null && alignment.isAhead(),
                        times.withoutTime(),
                        times.fromFuture(),
                        times.failed(),
                        times.keys(),
                        times.keysForgotten(),
                        times.partitions());
    }

    boolean hasEnded() {
        return hasEnded;
    }

    @Nullable
    LaminarException failure() {
        return failure;
    }

    /** Another has taken its place; all workers stand still. */
    void succeededBy(SourceInstance other) {
        successor = other;
    }

    /** The one that has its place now. Any thread. */
    SourceInstance latest() {
        SourceInstance latest = this;
        for (SourceInstance next = latest.successor; next != null; next = latest.successor) {
            latest = next;
        }
        return latest;
    }

    void moveTo(Region newRegion) {
        if (newRegion == region) {
            return;
        }
        region = newRegion;
        channel.moveTo(newRegion, newRegion.bridge().entranceFor(this));
    }

    /** Holds up no other source any more. */
    void leave() {
        if (alignment != null) {
            alignment.leave();
        }
    }

    /** Does what the clock asks for; for the worker, every few milliseconds and before a marker. */
    void onClock() {
        channel.tryTick();
        becomeIdleInTime();
    }

    private void becomeIdleInTime() {
        if (times != null && !hasEnded) {
            times.onClock();
            emitWatermark(times.watermark());
        }
        if (!hasEnded && watermark.get() != Watermarks.NONE && channel.pendingRows() == 0 && idle.elapses()) {
            hub.onIdle();
        }
    }

    /** Something comes: if there was nothing for a long time, everybody is told the watermark that counts again. */
    private void wakeUp() {
        if (alignment != null) {
            alignment.onRows();
        }
        if (idle.wakesUp()) {
            hub.onWatermark(watermark.get());
        }
    }

    @Override
    public void onBatch(Batch batch, int from, int to) {
        try {
            wakeUp();
            if (times == null) {
                hub.onBatch(batch, from, to);
            } else {
                deliverWithWatermarks(times, batch, from, to);
            }
        } finally {
            channel.taken(to - from);
        }
    }

    private void deliverWithWatermarks(SourceTimes rowTimes, Batch batch, int from, int to) {
        rowTimes.begin(batch, from, to);
        rowTimes.tellWatermarks(hub.needsWatermarks() ? batch.watermarkLane() : null);
        for (int start = from; start < to; ) {
            int end = rowTimes.take(batch, start, to, watermark.get());
            if (end > start) {
                hub.onBatch(batch, start, end);
                start = end;
            }
            emitWatermark(rowTimes.watermark());
        }
        rowTimes.finish(batch);
        emitWatermark(rowTimes.watermark());
    }

    private void emitWatermark(long newWatermark) {
        if (newWatermark > watermark.get()) {
            watermark.set(newWatermark);
            hub.onWatermark(newWatermark);
            if (alignment != null) {
                alignment.warn();
            }
        }
    }

    @Override
    public void onWatermark(long outside) {
        if (failure != null) {
            return;
        }
        wakeUp();
        if (times == null) {
            emitWatermark(outside);
        } else {
            times.onWatermark(outside);
            emitWatermark(times.watermark());
        }
    }

    @Override
    public void onEnd() {
        if (failure != null) {
            return;
        }
        idle.wakesUp();
        emitWatermark(Watermarks.END);
        hasEnded = true;
        hub.onEnd();
    }

    @Override
    public void onMarker(Marker marker) {
        becomeIdleInTime();
        hub.onMarker(marker);
    }

    @Override
    public void onFailure(LaminarException error) {
        failure = error;
        hasEnded = true;
        hub.onFailure(error);
    }
}
