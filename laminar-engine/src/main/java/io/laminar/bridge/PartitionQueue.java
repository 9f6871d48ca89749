package io.laminar.bridge;

import io.laminar.data.Batch;
import java.util.Objects;
import org.jctools.queues.atomic.SpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Carries the share of a partition from the thread that has the rows to whichever thread takes its turn with the
 * partition. One thread puts in, one at a time takes out; those that take turns hand over to each other with a release
 * and an acquire. Without bound: who puts in empties it himself when nobody else does.
 */
public final class PartitionQueue {
    private static final int CHUNK = 64;

    private final SpscUnboundedAtomicArrayQueue<Step> queue = new SpscUnboundedAtomicArrayQueue<>(CHUNK);

    /** What comes next at a partition: rows, or a watermark, or the end when both are missing. */
    private record Step(BatchReceiver receiver, @Nullable Batch batch, long watermark, boolean isEnd) {
        void deliver() {
            if (isEnd) {
                receiver.onEnd();
            } else if (batch == null) {
                receiver.onWatermark(watermark);
            } else {
                receiver.onBatch(batch, 0, batch.rows());
            }
        }
    }

    /** Puts in a batch, which the queue releases when it was taken. */
    public void rows(BatchReceiver receiver, Batch batch) {
        queue.offer(new Step(receiver, Objects.requireNonNull(batch), 0, false));
    }

    /** Puts in a watermark. */
    public void watermark(BatchReceiver receiver, long watermark) {
        queue.offer(new Step(receiver, null, watermark, false));
    }

    /** Puts in the end of an input. */
    public void end(BatchReceiver receiver) {
        queue.offer(new Step(receiver, null, 0, true));
    }

    /** Whether there is nothing. A taker may still be at what he took. */
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Hands everything there is to its receivers; tells how much that was. An error leaves the rest in. */
    public int drain() {
        int count = 0;
        for (Step step = queue.poll(); step != null; step = queue.poll()) {
            count++;
            try {
                step.deliver();
            } finally {
                if (step.batch() != null) {
                    step.batch().release();
                }
            }
        }
        return count;
    }

    /** Lets go of everything. */
    public void clear() {
        for (Step step = queue.poll(); step != null; step = queue.poll()) {
            if (step.batch() != null) {
                step.batch().release();
            }
        }
    }
}
