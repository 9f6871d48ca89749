package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.OverflowPolicy;
import io.laminar.api.PollableSubscription;
import io.laminar.api.Schema;
import io.laminar.api.SubscriptionOptions;
import io.laminar.data.binding.RowDecoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps changes until somebody asks for them. With {@link OverflowPolicy#BLOCK} the worker never waits here; the sources behind
 * the query are not read while too many changes wait, so that at most one round of rows comes on top of the capacity.
 */
final class QueueSubscriber<T> extends ChangeSubscriber<T> implements PollableSubscription<T>, PressureGauge {
    private final SubscriptionOptions options;
    private final Runnable onRoom;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Deque<Change<T>> waiting = new ArrayDeque<>();
    private volatile boolean isFull;
    private @Nullable Runnable listener;

    /** @param onRoom called when there is room again, by the thread that polls */
    QueueSubscriber(
            String relation,
            Schema schema,
            RowIdentity identity,
            RowDecoder<T> decoder,
            Epochs epochs,
            Consumer<Subscriber> onClose,
            SubscriptionOptions options,
            Runnable onRoom) {
        super(relation, schema, identity, decoder, epochs, onClose);
        this.options = options;
        this.onRoom = onRoom;
    }

    /** Has an action run, on any thread, whenever there may be something to poll. */
    void onAvailable(Runnable action) {
        lock.lock();
        try {
            listener = action;
        } finally {
            lock.unlock();
        }
        action.run();
    }

    @Override
    public boolean isUnderPressure() {
        return isFull && options.overflow() == OverflowPolicy.BLOCK && !isClosed();
    }

    @Override
    void accept(Change<T> change) {
        lock.lock();
        try {
            if (isClosed() || hasEnded()) {
                return;
            }
            if (waiting.size() >= options.capacity() && !makeRoom()) {
                return;
            }
            waiting.add(change);
            isFull = waiting.size() >= options.capacity();
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
        notifyListener();
    }

    @Override
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Applies the policy to a full queue; tells whether the new change may come in. */
    private boolean makeRoom() {
        switch (options.overflow()) {
            case BLOCK -> {
                return true;
            }
            case DROP_OLDEST -> {
                waiting.remove();
                dropped.add(1);
                return true;
            }
            case DROP_NEWEST -> {
                dropped.add(1);
                return false;
            }
            case FAIL -> {
                dropped.add(1);
                fail(new LaminarException(
                        ErrorCode.SUBSCRIBER_TOO_SLOW,
                        "the subscriber of " + relation() + " let " + options.capacity()
                                + " changes wait; poll faster, raise the capacity, or choose another overflow policy"));
                return false;
            }
        }
        throw new AssertionError(options.overflow());
    }

    @Override
    void wakeUp() {
        lock.lock();
        try {
            if (isClosed()) {
                waiting.clear();
                isFull = false;
            }
            notEmpty.signalAll();
        } finally {
            lock.unlock();
        }
        notifyListener();
    }

    private void notifyListener() {
        Runnable action = listener;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public Optional<Change<T>> poll(Duration timeout) {
        Change<T> change;
        boolean hasRoomAgain;
        try {
            lock.lockInterruptibly();
            try {
                long nanos = Threads.nanos(timeout);
                while (waiting.isEmpty() && nanos > 0 && !isClosed() && !hasEnded()) {
                    nanos = notEmpty.awaitNanos(nanos);
                }
                change = waiting.poll();
                hasRoomAgain = isFull && waiting.size() <= options.capacity() / 2;
                if (hasRoomAgain) {
                    isFull = false;
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LaminarException(
                    ErrorCode.INTERRUPTED, "interrupted while waiting for a change of " + relation(), interrupted);
        }
        if (hasRoomAgain) {
            onRoom.run();
        }
        if (change != null) {
            delivered.add(1);
            return Optional.of(change);
        }
        Optional<LaminarException> failure = error();
        if (failure.isPresent() && !isClosed()) {
            throw failure.get();
        }
        return Optional.empty();
    }

    @Override
    public boolean isDone() {
        lock.lock();
        try {
            return isClosed() || (hasEnded() && waiting.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to poll or nothing more will come; false when that took too long. */
    boolean awaitAvailable(long timeout, TimeUnit unit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = unit.toNanos(timeout);
            while (waiting.isEmpty() && !isClosed() && !hasEnded()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = notEmpty.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
