package io.laminar.bridge;

import io.laminar.api.LaminarException;
import io.laminar.data.Batch;

/**
 * What takes a stream: rows in order, watermarks after the rows they cover, and in the end the end. One thread at a
 * time calls it.
 */
public interface BatchReceiver {
    /**
     * Takes rows {@code from} (inclusive) to {@code to} (exclusive) of a batch, which is not changed, and kept beyond
     * the call only with {@link Batch#retain()}.
     */
    void onBatch(Batch batch, int from, int to);

    /** No row with a time before this comes any more; higher than the last. */
    void onWatermark(long watermark);

    /**
     * Nothing comes for the time being, so that the last watermark is to hold up nobody. Until the next watermark, which may
     * be the last one once more.
     */
    default void onIdle() {}

    /** Nothing comes any more. Comes after the watermark {@link io.laminar.time.Watermarks#END}, once. */
    void onEnd();

    /** A checkpoint is between what came before and what comes now. */
    default void onBarrier(long epoch) {}

    /** Everything before the marker has come; hands it to whatever lies behind. */
    default void onMarker(Marker marker) {}

    /** What gives the rows failed; nothing comes any more. */
    default void onFailure(LaminarException error) {}
}
