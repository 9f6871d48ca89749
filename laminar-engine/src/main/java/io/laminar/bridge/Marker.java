package io.laminar.bridge;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Travels with the rows and tells whoever sent it that everything before it has been processed. Each queue that it
 * waits in is a {@link #depart()}, each time it was taken out and passed on an {@link #arrive()}; when all have
 * arrived it is complete. The sender departs once himself, so that it cannot be complete too early.
 */
public final class Marker {
    private final AtomicInteger underWay = new AtomicInteger(1);
    private final CountDownLatch complete = new CountDownLatch(1);

    /** Before it is put into a queue. */
    public void depart() {
        underWay.getAndIncrement();
    }

    /** After it was passed on to everything behind the queue; and once by the sender. */
    public void arrive() {
        if (underWay.decrementAndGet() == 0) {
            complete.countDown();
        }
    }

    /** Waits until it is complete; false when it took longer. */
    public boolean await(long timeoutNanos) throws InterruptedException {
        return complete.await(timeoutNanos, TimeUnit.NANOSECONDS);
    }
}
