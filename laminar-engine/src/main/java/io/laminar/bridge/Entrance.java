package io.laminar.bridge;

import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** One producer's end of a bridge, with the messages that it uses: the taker brings them back through a queue of their own. */
final class Entrance implements BridgeEntrance {
    private final Bridge bridge;
    private final MessagePassingQueue<Message> free;
    private final BatchReceiver receiver;

    Entrance(Bridge bridge, int messages, BatchReceiver receiver) {
        this.bridge = bridge;
        this.free = new SpscVarHandleArrayQueue<>(messages);
        this.receiver = receiver;
    }

    /** Empty again; for the thread that takes. When more come back than are kept, the rest is let go. */
    void takeBack(Message message) {
        free.relaxedOffer(message);
    }

    private Message message() {
        Message message = free.relaxedPoll();
        return message == null ? new Message(this) : message;
    }

    @Override
    public BatchReceiver aside(BatchReceiver other) {
        return new To(other);
    }

    @Override
    public void onBatch(Batch batch, int from, int to) {
        bridge.send(message().rows(receiver, batch.retain(), from, to));
    }

    @Override
    public void onWatermark(long watermark) {
        bridge.send(message().watermark(receiver, watermark));
    }

    @Override
    public void onBarrier(long epoch) {
        bridge.send(message().barrier(receiver, epoch));
    }

    @Override
    public void onEnd() {
        bridge.send(message().end(receiver));
    }

    @Override
    public void onMarker(Marker marker) {
        marker.depart();
        bridge.send(message().marker(receiver, marker));
    }

    @Override
    public void onFailure(LaminarException error) {
        bridge.send(message().failure(receiver, error));
    }

    /** Rows for another receiver. */
    private final class To implements BatchReceiver {
        private final BatchReceiver other;

        To(BatchReceiver other) {
            this.other = other;
        }

        @Override
        public void onBatch(Batch batch, int from, int to) {
            bridge.send(message().rows(other, batch.retain(), from, to));
        }

        @Override
        public void onWatermark(long watermark) {
            bridge.send(message().watermark(other, watermark));
        }

        @Override
        public void onEnd() {
            bridge.send(message().end(other));
        }
    }
}
