package io.laminar.engine;

import io.laminar.api.LaminarException;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import java.util.ArrayList;
import java.util.List;

/** Hands on to several parts of a query what all of them read, in the order in which they were added. */
final class Fork implements BatchReceiver {
    private final List<BatchReceiver> receivers = new ArrayList<>();

    /** Adds a part, before the first row. */
    void add(BatchReceiver receiver) {
        receivers.add(receiver);
    }

    @Override
    public void onBatch(Batch batch, int from, int to) {
        for (BatchReceiver receiver : receivers) {
            receiver.onBatch(batch, from, to);
        }
    }

    @Override
    public void onWatermark(long watermark) {
        for (BatchReceiver receiver : receivers) {
            receiver.onWatermark(watermark);
        }
    }

    @Override
    public void onIdle() {
        receivers.forEach(BatchReceiver::onIdle);
    }

    @Override
    public void onEnd() {
        receivers.forEach(BatchReceiver::onEnd);
    }

    @Override
    public void onBarrier(long epoch) {
        receivers.forEach(receiver -> receiver.onBarrier(epoch));
    }

    @Override
    public void onMarker(Marker marker) {
        receivers.forEach(receiver -> receiver.onMarker(marker));
    }

    @Override
    public void onFailure(LaminarException error) {
        receivers.forEach(receiver -> receiver.onFailure(error));
    }
}
