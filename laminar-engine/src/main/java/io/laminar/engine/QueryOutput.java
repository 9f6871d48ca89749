package io.laminar.engine;

import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import io.laminar.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** Where a query's results leave it: counts them, keeps them when the query is a view, and hands them on. */
final class QueryOutput implements BatchReceiver {
    private final RelationHub hub;
    private final @Nullable RelationHub lateHub;
    private final Counter rows = new Counter();
    private Runnable whenEnded = () -> {};

    QueryOutput(Schema schema, @Nullable RelationHub lateHub) {
        this.hub = new RelationHub(schema);
        this.lateHub = lateHub;
    }

    RelationHub hub() {
        return hub;
    }

    @Nullable
    RelationHub lateHub() {
        return lateHub;
    }

    long rows() {
        return rows.get();
    }

    boolean isObserved() {
        return hub.isObserved() || (lateHub != null && lateHub.isObserved());
    }

    boolean isReadByQueries() {
        return hub.isReadByQueries() || (lateHub != null && lateHub.isReadByQueries());
    }

    void onEndDo(Runnable action) {
        whenEnded = action;
    }

    @Override
    public void onBatch(Batch batch, int from, int to) {
        rows.add(to - from);
        hub.onBatch(batch, from, to);
    }

    @Override
    public void onWatermark(long watermark) {
        hub.onWatermark(watermark);
    }

    @Override
    public void onIdle() {
        hub.onIdle();
    }

    @Override
    public void onEnd() {
        hub.onEnd();
        if (lateHub != null) {
            lateHub.onEnd();
        }
        whenEnded.run();
    }

    @Override
    public void onMarker(Marker marker) {
        hub.onMarker(marker);
        if (lateHub != null) {
            lateHub.onMarker(marker);
        }
    }

    @Override
    public void onFailure(LaminarException error) {
        hub.onFailure(error);
        if (lateHub != null) {
            lateHub.onFailure(error);
        }
    }
}
