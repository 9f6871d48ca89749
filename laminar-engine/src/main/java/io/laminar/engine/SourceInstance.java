package io.laminar.engine;

import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.SourceOptions;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.catalog.CatalogObject;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.metrics.Counter;
import io.laminar.time.WatermarkGenerator;
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
    private final int timeColumn;
    private final @Nullable WatermarkGenerator generator;
    private final Counter watermark = new Counter(Watermarks.NONE);
    private final Counter maxTime = new Counter(Watermarks.NONE);
    private volatile @Nullable LaminarException failure;
    private volatile boolean hasEnded;
    private volatile @Nullable SourceInstance successor;
    private Region region;

    SourceInstance(CatalogObject.Source definition, SourceOptions options, int batchRows, Region region) {
        this(definition, options, batchRows, region, new RelationHub(definition.schema()));
    }

    /** @param hub where its rows come by, maybe that of an instance whose place it takes */
    SourceInstance(
            CatalogObject.Source definition, SourceOptions options, int batchRows, Region region, RelationHub hub) {
        this.definition = definition;
        this.hub = hub;
        this.region = region;
        CatalogObject.Watermark rule = definition.watermark();
        this.timeColumn = rule == null ? Schema.NO_TIME : rule.column();
        this.generator = rule == null ? null : new WatermarkGenerator(rule.delayMicros());
        this.channel = new SourceChannel(
                definition.name(),
                options,
                new BatchPool(
                        definition.schema(),
                        batchRows,
                        Math.min(MAX_POOLED_BATCHES, options.bufferRows() / batchRows + 8)),
                region,
                region.bridge().entranceFor(this));
        hub.onPendingAsk(channel::pendingRows);
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

    long maxTime() {
        return maxTime.get();
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

    @Override
    public void onBatch(Batch batch, int from, int to) {
        try {
            if (generator == null) {
                hub.onBatch(batch, from, to);
            } else {
                deliverWithWatermarks(generator, batch, from, to);
            }
        } finally {
            channel.taken(to - from);
        }
    }

    private void deliverWithWatermarks(WatermarkGenerator times, Batch batch, int from, int to) {
        long[] lane = batch.longs(timeColumn);
        long[] nulls = batch.nulls(timeColumn);
        int start = from;
        for (int row = from; row < to; row++) {
            if (Batch.isNull(nulls, row)) {
                continue;
            }
            long time = lane[row];
            if (time < times.watermark() && times.watermark() > watermark.get()) {
                if (row > start) {
                    hub.onBatch(batch, start, row);
                    start = row;
                }
                emitWatermark(times.watermark());
            }
            times.onTime(time);
        }
        hub.onBatch(batch, start, to);
        maxTime.set(times.maxTime());
        emitWatermark(times.watermark());
    }

    private void emitWatermark(long newWatermark) {
        if (newWatermark > watermark.get()) {
            watermark.set(newWatermark);
            hub.onWatermark(newWatermark);
        }
    }

    @Override
    public void onWatermark(long outside) {
        if (failure != null) {
            return;
        }
        if (generator == null) {
            emitWatermark(outside);
        } else {
            generator.onWatermark(outside);
            emitWatermark(generator.watermark());
        }
    }

    @Override
    public void onEnd() {
        if (failure != null) {
            return;
        }
        emitWatermark(Watermarks.END);
        hasEnded = true;
        hub.onEnd();
    }

    @Override
    public void onMarker(Marker marker) {
        hub.onMarker(marker);
    }

    @Override
    public void onFailure(LaminarException error) {
        failure = error;
        hasEnded = true;
        hub.onFailure(error);
    }
}
