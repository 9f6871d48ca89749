package io.laminar.bridge;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Carries streams from the threads that make them to the one that takes them. Each stream goes in by an {@link
 * #entranceFor entrance}; what comes out is handed to the stream's receiver by the thread that calls {@link #drain}.
 * Messages of one thread keep their order, over all streams: rows come out before the watermark, barrier or end that was
 * put in after them.
 *
 * <p>In steady state nothing is allocated, neither where messages go in nor where they come out. Who puts in asks {@link
 * #hasRoom()} first and waits, drops or spills when there is none. What is put in all the same gets through, so that no
 * control message is ever held up and no worker ever waits for another.
 */
public final class Bridge {
    /** Messages that wait at most before {@link #hasRoom()} says no. */
    private static final int DEFAULT_CAPACITY = 1024;

    private final HandOverQueue<Message> queue;
    private final AtomicInteger entrances = new AtomicInteger();
    private final int capacity;
    private final Runnable wakeUp;

    /** @param wakeUp called after each message, by the producer; must be cheap and safe from any thread */
    public Bridge(Runnable wakeUp) {
        this(DEFAULT_CAPACITY, wakeUp);
    }

    /** @param capacity messages that find room, a power of two */
    Bridge(int capacity, Runnable wakeUp) {
        if (capacity < 2 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity must be a power of two but is " + capacity);
        }
        this.capacity = capacity;
        this.queue = new HandOverQueue<>(capacity);
        this.wakeUp = wakeUp;
    }

    /**
     * A new way in, for one thread at a time. With the second one the bridge changes from one producer to many; any
     * thread, while others put in and take out.
     */
    public BridgeEntrance entranceFor(BatchReceiver receiver) {
        if (entrances.getAndIncrement() > 0) {
            queue.share();
        }
        return new Entrance(this, capacity, receiver);
    }

    /** Whether several producers may put in. */
    boolean isShared() {
        return queue.isShared();
    }

    /** Whether a message would find room; a moment old. */
    public boolean hasRoom() {
        return queue.hasRoom();
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
            Message message = queue.take();
            if (message == null) {
                break;
            }
            count++;
            message.deliver();
        }
        return count;
    }

    /** Moves what waits to another bridge, in order, behind what waits there. For the one thread that takes from both, while nobody fills this one. */
    public void moveTo(Bridge other) {
        other.queue.share();
        for (@Nullable Message message = queue.take(); message != null; message = queue.take()) {
            other.send(message);
        }
    }

    void send(Message message) {
        queue.put(message);
        wakeUp.run();
    }
}
