package io.laminar.bridge;

/** Where a stream goes into a bridge. One thread at a time uses an entrance, with all streams that go in there. */
public interface BridgeEntrance extends BatchReceiver {
    /** The way in for another stream, whose messages keep their place among those of this one. */
    BatchReceiver aside(BatchReceiver receiver);
}
