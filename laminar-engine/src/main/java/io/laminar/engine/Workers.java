package io.laminar.engine;

import io.laminar.api.EngineOptions;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.expr.function.StatementClock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The threads that run queries, and the way to have them all stand still for a moment. */
final class Workers {
    private static final long PATIENCE_SECONDS = 30;
    private static final long SLICE_NANOS = 5_000_000;

    private final Epochs epochs = new Epochs();
    private final List<Worker> workers;
    private final InstantSource clock;
    private int nextHost;
    private final ReentrantLock changes = new ReentrantLock(true);
    private final ReentrantLock askingWorkers = new ReentrantLock(true);

    /** @param pinning keeps each on a core; null leaves that to the operating system */
    Workers(EngineOptions options, @Nullable CorePinning pinning) {
        clock = options.clock();
        List<Worker> made = new ArrayList<>();
        for (int i = 0; i < options.workers(); i++) {
            int number = i;
            made.add(new Worker(
                    "laminar-worker-" + i + "-" + options.name(),
                    options.idleStrategy(),
                    () -> {
                        StatementClock.use(clock);
                        if (pinning != null) {
                            pinning.pin(number);
                        }
                    },
                    epochs));
        }
        workers = List.copyOf(made);
    }

    void start() {
        workers.forEach(Worker::start);
    }

    Epochs epochs() {
        return epochs;
    }

    int count() {
        return workers.size();
    }

    /** The worker with the fewest regions. */
    Worker leastBusy() {
        return workers.stream()
                .min(Comparator.comparingInt(worker -> worker.count(Region.class)))
                .orElseThrow();
    }

    /**
     * Lets the workers take turns with partitions, unless there is only one worker, who has the rows himself and works
     * them off at the end of his round. All workers stand still.
     */
    void host(List<Partition> partitions) {
        if (workers.size() > 1) {
            for (Partition partition : partitions) {
                Worker worker = workers.get(nextHost++ % workers.size());
                partition.wakeUp(worker::wakeUp);
                worker.add(partition);
            }
        }
    }

    /** Has something done when the caller is done with his round; false when he is none of the workers. */
    boolean atEndOfRound(Runnable action) {
        for (Worker worker : workers) {
            if (worker.isCurrentThread()) {
                worker.atEndOfRound(action);
                return true;
            }
        }
        return false;
    }

    /** Does something with each of them. */
    void forEach(Consumer<Worker> action) {
        workers.forEach(action);
    }

    /** Whether the caller is one of the threads. */
    boolean isWorkerThread() {
        return workers.stream().anyMatch(Worker::isCurrentThread);
    }

    /**
     * Does something while no other worker is in a round: between two rounds the rows of the engine are at rest. A worker may
     * ask too, amid his own round, for a callback that wants to read. He goes first: whoever else asks cannot get his lock
     * before the callback returns, so waiting for that one would be waiting for himself.
     *
     * @throws LaminarException with {@code TIMEOUT} when a worker does not come to rest
     */
    <T> T whileStanding(Supplier<T> action) {
        ReentrantLock turn = isWorkerThread() ? askingWorkers : changes;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        List<ReentrantLock> held = new ArrayList<>();
        if (!tryLock(turn, TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS))) {
            throw restless();
        }
        try {
            boolean isHeld = false;
            while (!isHeld) {
                isHeld = holdAll(turn, held, deadline);
            }
            epochs.beginStanding();
            return StatementClock.with(clock, action);
        } finally {
            held.forEach(ReentrantLock::unlock);
            turn.unlock();
        }
    }

    /** Takes the locks of all workers, or none when one of them asks amid his round and may need what is held. */
    private boolean holdAll(ReentrantLock turn, List<ReentrantLock> held, long deadline) {
        for (Worker worker : workers) {
            while (!tryLock(worker.lock(), SLICE_NANOS)) {
                if (System.nanoTime() > deadline) {
                    throw restless();
                }
                if (turn == changes && askingWorkers.isLocked()) {
                    held.forEach(ReentrantLock::unlock);
                    held.clear();
                    return false;
                }
                if (turn == askingWorkers && askingWorkers.hasQueuedThread(worker.thread())) {
                    break; // he asks as well, and stands still until it is his turn
                }
            }
            if (worker.lock().isHeldByCurrentThread()) {
                held.add(worker.lock());
            }
        }
        return true;
    }

    /** Whether the caller has the workers stand still. */
    boolean areStanding() {
        return changes.isHeldByCurrentThread() || askingWorkers.isHeldByCurrentThread();
    }

    /** As {@link #whileStanding(Supplier)}. */
    void whileStanding(Runnable action) {
        whileStanding(() -> {
            action.run();
            return true;
        });
    }

    private static boolean tryLock(ReentrantLock lock, long nanos) {
        try {
            return lock.tryLock(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LaminarException(ErrorCode.INTERRUPTED, "interrupted while waiting for the workers", interrupted);
        }
    }

    private static LaminarException restless() {
        return new LaminarException(
                ErrorCode.TIMEOUT,
                "a worker did not come to rest within " + PATIENCE_SECONDS + " s; does a subscriber's callback block?");
    }

    /**
     * Refuses what a worker cannot do, because it would wait for himself.
     *
     * @throws LaminarException with {@code INVALID_QUERY_STATE} on a worker's thread
     */
    void requireOtherThread(String what) {
        if (isWorkerThread()) {
            throw new LaminarException(
                    ErrorCode.INVALID_QUERY_STATE,
                    "a subscriber's callback cannot " + what + "; do it on another thread");
        }
    }

    /** Ends the threads. One that a callback keeps is interrupted, and left behind when it does not care. */
    void stop() {
        for (Worker worker : workers) {
            worker.stop();
        }
    }
}
