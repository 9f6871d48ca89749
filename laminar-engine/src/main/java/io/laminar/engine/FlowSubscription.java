package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.LaminarException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings a queue of changes to a {@link Flow.Subscriber} as it asks for them, on the common pool, one signal at a time (rules
 * 1.1, 1.3, 2.7 and 3.9 of the Reactive Streams specification).
 */
final class FlowSubscription<T> implements Flow.Subscription, Runnable {
    private final Flow.Subscriber<? super Change<T>> subscriber;
    private final QueueSubscriber<T> queue;
    private final Executor executor = ForkJoinPool.commonPool();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private volatile boolean isDone;
    private volatile boolean hasBadRequest;

    private FlowSubscription(Flow.Subscriber<? super Change<T>> subscriber, QueueSubscriber<T> queue) {
        this.subscriber = subscriber;
        this.queue = queue;
    }

    static <T> void start(Flow.Subscriber<? super Change<T>> subscriber, QueueSubscriber<T> queue) {
        FlowSubscription<T> subscription = new FlowSubscription<>(subscriber, queue);
        subscriber.onSubscribe(subscription);
        queue.onAvailable(subscription::wakeUp);
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            hasBadRequest = true;
        } else {
            demand.accumulateAndGet(count, (old, more) -> old + more < 0 ? Long.MAX_VALUE : old + more);
        }
        wakeUp();
    }

    @Override
    public void cancel() {
        isDone = true;
        queue.close();
    }

    private void wakeUp() {
        if (wakeUps.getAndIncrement() == 0) {
            executor.execute(this);
        }
    }

    @Override
    public void run() {
        int seen = wakeUps.get();
        do {
            deliver();
            seen = wakeUps.addAndGet(-seen);
        } while (seen != 0);
    }

    private void deliver() {
        try {
            if (hasBadRequest && !isDone) {
                finish();
                subscriber.onError(new IllegalArgumentException("request must ask for at least one element"));
            }
            while (!isDone && demand.get() > 0) {
                Optional<Change<T>> change = queue.poll(Duration.ZERO);
                if (change.isEmpty()) {
                    break;
                }
                if (demand.get() != Long.MAX_VALUE) {
                    demand.decrementAndGet();
                }
                subscriber.onNext(change.get());
            }
            if (!isDone && queue.isDone()) {
                queue.poll(Duration.ZERO);
                finish();
                subscriber.onComplete();
            }
        } catch (LaminarException error) {
            if (!isDone) {
                finish();
                subscriber.onError(error);
            }
        }
    }

    private void finish() {
        isDone = true;
        queue.close();
    }
}
