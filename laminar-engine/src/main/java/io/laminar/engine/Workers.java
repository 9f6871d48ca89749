package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The threads that run queries, and the way to have them all stand still for a moment. */
final class Workers {
    private static final long PATIENCE_SECONDS = 30;
    private static final long WORKER_PATIENCE_SECONDS = 2;

    private final List<Worker> workers;
    private final ReentrantLock changes = new ReentrantLock(true);

    Workers(String engine, int count) {
        List<Worker> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(new Worker("laminar-worker-" + i + "-" + engine));
        }
        workers = List.copyOf(made);
    }

    void start() {
        workers.forEach(Worker::start);
    }

    int count() {
        return workers.size();
    }

    /** The worker with the fewest tasks. */
    Worker leastBusy() {
        return workers.stream().min(Comparator.comparingInt(Worker::taskCount)).orElseThrow();
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
     * Does something while no worker is in a round: between two rounds the rows of the engine are at rest.
     *
     * @throws LaminarException with {@code TIMEOUT} when a worker does not come to rest
     */
    <T> T whileStanding(Supplier<T> action) {
        // A worker has its own lock already, and must not queue up behind somebody who waits for that one.
        if (isWorkerThread()) {
            return whileHolding(new ArrayList<>(), action, WORKER_PATIENCE_SECONDS);
        }
        acquire(changes, PATIENCE_SECONDS);
        try {
            return whileHolding(new ArrayList<>(), action, PATIENCE_SECONDS);
        } finally {
            changes.unlock();
        }
    }

    private <T> T whileHolding(List<ReentrantLock> held, Supplier<T> action, long patienceSeconds) {
        try {
            for (Worker worker : workers) {
                acquire(worker.lock(), patienceSeconds);
                held.add(worker.lock());
            }
            return action.get();
        } finally {
            held.forEach(ReentrantLock::unlock);
        }
    }

    /** As {@link #whileStanding(Supplier)}. */
    void whileStanding(Runnable action) {
        whileStanding(() -> {
            action.run();
            return true;
        });
    }

    private static void acquire(ReentrantLock lock, long patienceSeconds) {
        try {
            if (!lock.tryLock(patienceSeconds, TimeUnit.SECONDS)) {
                throw new LaminarException(
                        ErrorCode.TIMEOUT,
                        "a worker did not come to rest within " + patienceSeconds
                                + " s; does a subscriber's callback block?");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LaminarException(ErrorCode.INTERRUPTED, "interrupted while waiting for the workers", interrupted);
        }
    }

    void stop() {
        for (Worker worker : workers) {
            try {
                worker.stop();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
