package io.laminar.bridge;

import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * Carries streams from the threads that make them to the one that takes them. Each stream has its {@link
 * #producerFor producer}'s end; what comes out is handed to the stream's receiver by the thread that calls {@link
 * #drain}. Messages of one thread keep their order, over all streams.
 *
 * <p>The queue itself has no bound: who fills it asks {@link #pendingRows()} first and waits, so that control
 * messages always get through and no worker ever waits for another.
 */
public final class Bridge {
    private static final int CHUNK = 256;

    private final MessagePassingQueue<Message> queue = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
    private final AtomicLong pendingRows = new AtomicLong();
    private final Runnable wakeUp;

    /** @param wakeUp called after each message, by the producer; must be cheap and safe from any thread */
    public Bridge(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    /** The end where a stream goes in. Keeps the batches that it is given until they are taken out. */
    public BatchReceiver producerFor(BatchReceiver receiver) {
        return new Producer(receiver);
    }

    /** Rows that went in and did not come out. */
    public long pendingRows() {
        return pendingRows.get();
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * Hands waiting messages to their receivers. For the one thread that takes.
     *
     * @param maxMessages messages at most
     * @return messages handed over
     */
    public int drain(int maxMessages) {
        int count = 0;
        while (count < maxMessages) {
            Message message = queue.relaxedPoll();
            if (message == null) {
                break;
            }
            count++;
            deliver(message);
        }
        return count;
    }

    /** Moves what waits to another bridge, in order. For the one thread that takes, while nobody fills. */
    public void moveTo(Bridge other) {
        for (Message message = queue.poll(); message != null; message = queue.poll()) {
            int rows = message instanceof Rows moved ? moved.to - moved.from : 0;
            pendingRows.addAndGet(-rows);
            other.send(message, rows);
        }
    }

    private void send(Message message, int rows) {
        pendingRows.addAndGet(rows);
        queue.offer(message);
        wakeUp.run();
    }

    private void deliver(Message message) {
        if (message instanceof Rows rows) {
            try {
                rows.receiver.onBatch(rows.batch, rows.from, rows.to);
            } finally {
                pendingRows.addAndGet(rows.from - rows.to);
                rows.batch.release();
            }
        } else if (message instanceof WatermarkAdvance advance) {
            advance.receiver.onWatermark(advance.watermark);
        } else if (message instanceof MarkerPassing passing) {
            try {
                passing.receiver.onMarker(passing.marker);
            } finally {
                passing.marker.arrive();
            }
        } else if (message instanceof End end) {
            end.receiver.onEnd();
        } else if (message instanceof Failure failure) {
            failure.receiver.onFailure(failure.error);
        }
    }

    private sealed interface Message {}

    private record Rows(BatchReceiver receiver, Batch batch, int from, int to) implements Message {}

    private record WatermarkAdvance(BatchReceiver receiver, long watermark) implements Message {}

    private record MarkerPassing(BatchReceiver receiver, Marker marker) implements Message {}

    private record End(BatchReceiver receiver) implements Message {}

    private record Failure(BatchReceiver receiver, LaminarException error) implements Message {}

    private final class Producer implements BatchReceiver {
        private final BatchReceiver receiver;

        Producer(BatchReceiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onBatch(Batch batch, int from, int to) {
            send(new Rows(receiver, batch.retain(), from, to), to - from);
        }

        @Override
        public void onWatermark(long watermark) {
            send(new WatermarkAdvance(receiver, watermark), 0);
        }

        @Override
        public void onEnd() {
            send(new End(receiver), 0);
        }

        @Override
        public void onMarker(Marker marker) {
            marker.depart();
            send(new MarkerPassing(receiver, marker), 0);
        }

        @Override
        public void onFailure(LaminarException error) {
            send(new Failure(receiver, error), 0);
        }
    }
}
