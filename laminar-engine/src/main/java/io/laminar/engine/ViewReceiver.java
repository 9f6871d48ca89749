package io.laminar.engine;

import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import io.laminar.state.MaterializedTable;

/** Keeps the result of a view. */
record ViewReceiver(MaterializedTable table) implements BatchReceiver {
    @Override
    public void onBatch(Batch batch, int from, int to) {
        table.apply(batch, from, to);
    }

    @Override
    public void onWatermark(long watermark) {}

    @Override
    public void onEnd() {}
}
