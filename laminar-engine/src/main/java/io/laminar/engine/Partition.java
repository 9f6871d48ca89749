package io.laminar.engine;

import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.PartitionQueue;
import io.laminar.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A share of the keys of a {@link PartitionedStage}: what waits for it, its own operators with their state, and what they
 * gave. Any worker may take a turn with it, one at a time; a turn sees all that the turn before it did.
 */
final class Partition implements Worker.Task {
    private final PartitionQueue queue = new PartitionQueue();
    private final PartitionLog log = new PartitionLog();
    private final List<BatchReceiver> inputs = new ArrayList<>();
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile Runnable wakeUp = () -> {};
    private @Nullable Throwable failure;

    PartitionLog log() {
        return log;
    }

    /** Adds the way into the operators for one more input. */
    void addInput(BatchReceiver input) {
        inputs.add(input);
    }

    /** What to do when something waits. */
    void wakeUp(Runnable action) {
        wakeUp = action;
    }

    void rows(int input, Batch batch) {
        queue.rows(inputs.get(input), batch);
        wakeUp.run();
    }

    void watermark(int input, long watermark) {
        queue.watermark(inputs.get(input), watermark);
        wakeUp.run();
    }

    void idle(int input) {
        queue.idle(inputs.get(input));
        wakeUp.run();
    }

    void end(int input) {
        queue.end(inputs.get(input));
        wakeUp.run();
    }

    @Override
    public int doWork() {
        return queue.isEmpty() ? 0 : tryTurn();
    }

    /** Works off what waits, unless somebody else is at it; tells how much it was. */
    int tryTurn() {
        if (!tryTake()) {
            return 0;
        }
        try {
            return workOff();
        } finally {
            giveBack();
        }
    }

    private int workOff() {
        if (failure != null) {
            queue.clear();
            return 0;
        }
        try {
            return queue.drain();
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
            queue.clear();
            return 1;
        }
    }

    /** Works off what is left and waits for whoever is at it; then nobody is. For the one thread that puts in. */
    @SuppressWarnings("ThreadPriorityCheck") // the other thread is in the midst of it, and may need this core
    void finish() {
        int spins = 0;
        while (!tryTake()) {
            if (++spins % 64 == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
        try {
            workOff();
        } finally {
            giveBack();
        }
    }

    /** What went wrong, or null; after {@link #finish()}. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Forgets what waits and what was given; after {@link #finish()}. */
    void clear() {
        queue.clear();
        log.clear();
    }

    /** Acquires what the last turn did. */
    private boolean tryTake() {
        return !isTaken.getOpaque() && isTaken.weakCompareAndSetAcquire(false, true);
    }

    /** Releases it to the next. */
    private void giveBack() {
        isTaken.setRelease(false);
    }
}
