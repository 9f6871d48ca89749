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

    /** What comes next at a partition; there is a batch with rows alone. */
    private record Step(
            Kind kind, BatchReceiver receiver, @Nullable Batch batch, long watermark) {
        void deliver() {
            switch (kind) {
                case ROWS -> {
                    Batch rows = Objects.requireNonNull(batch);
                    receiver.onBatch(rows, 0, rows.rows());
                }
                case WATERMARK -> receiver.onWatermark(watermark);
                case IDLE -> receiver.onIdle();
                case END -> receiver.onEnd();
            }
        }
    }

    private enum Kind {
        ROWS,
        WATERMARK,
        IDLE,
        END
    }

    /** Puts in a batch, which the queue releases when it was taken. */
    public void rows(BatchReceiver receiver, Batch batch) {
        queue.offer(new Step(Kind.ROWS, receiver, Objects.requireNonNull(batch), 0));
    }

    /** Puts in a watermark. */
    public void watermark(BatchReceiver receiver, long watermark) {
        queue.offer(new Step(Kind.WATERMARK, receiver, null, watermark));
    }

    /** Puts in that nothing comes for the time being. */
    public void idle(BatchReceiver receiver) {
        queue.offer(new Step(Kind.IDLE, receiver, null, 0));
    }

    /** Puts in the end of an input. */
    public void end(BatchReceiver receiver) {
        queue.offer(new Step(Kind.END, receiver, null, 0));
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
