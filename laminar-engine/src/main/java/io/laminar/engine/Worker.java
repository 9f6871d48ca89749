package io.laminar.engine;

import io.laminar.api.IdleStrategy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs the duty cycles of its tasks, one after the other, and sleeps when none has anything to do. It
 * holds its lock during a round: whoever holds the locks of all workers has the engine to himself.
 */
final class Worker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.worker");
    private static final Task[] NONE = {};
    private static final int SPINS = 200;
    private static final long PARK_NANOS = 5_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

    /** A piece of work that is never done. */
    interface Task {
        /** Does a little of it. Returns how much it was; 0 when there was nothing to do. */
        int doWork();
    }

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Epochs.RoundThread thread;
    private final Runnable whenStarted;
    private final Epochs epochs;
    private final IdleStrategy idleStrategy;
    private volatile Task[] tasks = NONE;
    private final Queue<Runnable> endsOfRound = new ArrayDeque<>();
    private volatile boolean isParked;
    private volatile boolean isStopped;

    /** One that sleeps while there is nothing to do. */
    Worker(String threadName) {
        this(threadName, IdleStrategy.BACKOFF, () -> {}, new Epochs());
    }

    /**
     * @param whenStarted done first, by the thread itself
     * @param epochs that its rounds are
     */
    Worker(String threadName, IdleStrategy idleStrategy, Runnable whenStarted, Epochs epochs) {
        this.idleStrategy = idleStrategy;
        this.epochs = epochs;
        this.whenStarted = whenStarted;
        thread = new Epochs.RoundThread(epochs, this, threadName);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    ReentrantLock lock() {
        return lock;
    }

    Thread thread() {
        return thread;
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Tasks of a kind. */
    int count(Class<? extends Task> kind) {
        int count = 0;
        for (Task task : tasks) {
            count += kind.isInstance(task) ? 1 : 0;
        }
        return count;
    }

    /** Says that the round has something to do, so that it is an epoch; for the thread of this worker. */
    void countRound() {
        epochs.current();
    }

    /** Has something done when the task that is at work now is done with its round; for the thread of this worker. */
    void atEndOfRound(Runnable action) {
        endsOfRound.add(action);
    }

    /** Adds a task; all workers stand still. */
    void add(Task task) {
        Task[] more = java.util.Arrays.copyOf(tasks, tasks.length + 1);
        more[tasks.length] = task;
        tasks = more;
        wakeUp();
    }

    /** Takes a task away; all workers stand still. */
    void remove(Task task) {
        tasks = java.util.Arrays.stream(tasks).filter(other -> other != task).toArray(Task[]::new);
    }

    /** Says that there may be something to do. Cheap when the worker is awake; any thread. */
    void wakeUp() {
        if (isParked) {
            isParked = false;
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        whenStarted.run();
        int idleRounds = 0;
        while (!isStopped) {
            if (round() > 0) {
                idleRounds = 0;
            } else {
                idle(++idleRounds);
            }
        }
    }

    private int round() {
        int work = 0;
        lock.lock();
        try {
            for (Task task : tasks) {
                thread.beginRound();
                work += task.doWork();
                endRound();
            }
        } catch (RuntimeException | Error unexpected) {
            // Queries and sources keep their errors to themselves; what gets here is a defect, and must not end the
            // thread.
            LOG.error("a task of {} failed", thread.getName(), unexpected);
            endRound();
        } finally {
            lock.unlock();
        }
        return work;
    }

    /** Does what was left for the end; that may leave something more. */
    private void endRound() {
        for (Runnable end = endsOfRound.poll(); end != null; end = endsOfRound.poll()) {
            end.run();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // yielding is what the user chose
    private void idle(int rounds) {
        if (idleStrategy == IdleStrategy.YIELD) {
            Thread.yield();
        } else if (rounds < SPINS || idleStrategy == IdleStrategy.SPIN) {
            Thread.onSpinWait();
        } else {
            isParked = true;
            // Looks once more after saying that it sleeps, so that no wake-up is lost in between.
            if (round() == 0 && !isStopped) {
                LockSupport.parkNanos(this, PARK_NANOS);
            }
            isParked = false;
        }
    }

    /** Ends the thread and waits for it, unless it is the caller; interrupts it when it does not come to its end. */
    void stop() {
        isStopped = true;
        LockSupport.unpark(thread);
        if (isCurrentThread()) {
            return;
        }
        if (!Threads.join(thread, PATIENCE)) {
            thread.interrupt();
            if (!Threads.join(thread, LAST_PATIENCE)) {
                LOG.warn("{} does not end; does a subscriber's callback block?", thread.getName());
            }
        }
    }
}
