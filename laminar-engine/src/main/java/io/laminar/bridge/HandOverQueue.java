package io.laminar.bridge;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A queue from some threads to one, which keeps the order of each thread. It begins as a ring for one producer; a
 * second producer opens a ring for many beside it, at any time, while the first goes on. What finds its ring full goes
 * into an overflow, so that an element is never refused: whoever may wait asks {@link #hasRoom()} first.
 *
 * <p>Three places, in the order in which the taker looks:
 *
 * <pre>
 *   single    elements of the first producer, until it notices that there is a second
 *   shared    elements of all producers from then on
 *   overflow  elements that found their ring full, and everything after them until it is empty again
 * </pre>
 *
 * <p>A producer only ever goes on to a later place, and back from the overflow when that is empty. So an element may be
 * taken from a place only if, after it was seen there, the earlier ones are empty: then nothing that its producer put in
 * before it is left.
 */
final class HandOverQueue<T> {
    private final MessagePassingQueue<T> single;
    private final int capacity;
    private final Queue<T> overflow = new ArrayDeque<>();
    private volatile @Nullable MessagePassingQueue<T> shared;
    private volatile boolean isOverflowing;

    /** @param capacity elements that each ring holds, a power of two */
    HandOverQueue(int capacity) {
        this.capacity = capacity;
        this.single = new SpscVarHandleArrayQueue<>(capacity);
    }

    /** From now on any thread may put in; any thread calls it. */
    synchronized void share() {
        if (shared == null) {
            shared = new MpscVarHandleArrayQueue<>(capacity);
        }
    }

    boolean isShared() {
        return shared != null;
    }

    /** Whether there is room in the ring; by a look that may be a moment old. */
    boolean hasRoom() {
        MessagePassingQueue<T> ring = shared;
        return !isOverflowing && (ring == null ? single : ring).size() < capacity;
    }

    boolean isEmpty() {
        MessagePassingQueue<T> ring = shared;
        return single.isEmpty() && (ring == null || ring.isEmpty()) && !isOverflowing;
    }

    /** Puts in. For one thread at a time until {@link #share()} was called by whoever brings in another. */
    void put(T element) {
        if (!isOverflowing) {
            MessagePassingQueue<T> ring = shared;
            if ((ring == null ? single : ring).offer(element)) {
                return;
            }
        }
        synchronized (overflow) {
            overflow.add(element);
            isOverflowing = true;
        }
    }

    /** Takes the next element out, or gives null; for the one thread that takes. */
    @Nullable
    T take() {
        // No relaxedPoll: it gives null while an element is being put in, even when complete ones lie behind it.
        T element = single.poll();
        if (element != null) {
            return element;
        }
        MessagePassingQueue<T> ring = shared;
        if (ring != null && ring.peek() != null) {
            element = single.poll();
            return element != null ? element : ring.poll();
        }
        return isOverflowing ? takeOverflow() : null;
    }

    private @Nullable T takeOverflow() {
        synchronized (overflow) {
            T element = single.poll();
            MessagePassingQueue<T> ring = shared;
            if (element == null && ring != null) {
                element = ring.poll();
            }
            if (element == null) {
                element = overflow.poll();
                isOverflowing = !overflow.isEmpty();
            }
            return element;
        }
    }
}
