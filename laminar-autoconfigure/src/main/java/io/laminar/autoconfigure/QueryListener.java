package io.laminar.autoconfigure;

import io.laminar.api.Change;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryState;
import io.laminar.api.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the result of one query to its method, on a thread of its own, so that a slow method holds up its query
 * and no other. The thread alone polls the subscription; the other methods may be called by any thread.
 */
final class QueryListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.listener");
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    /** Items that a method with a list is given at most, and about as many changes are in hand at once. */
    private static final int MAX_BATCH = 1024;

    private final AnnotatedQuery query;
    private final LaminarEngine engine;
    private final AtomicLong handled = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    /** Counts the moments in which nothing was waiting. */
    private final AtomicLong pauses = new AtomicLong();
    /** Changes that were taken out of the subscription and are handled. */
    private final AtomicLong finished = new AtomicLong();

    private @Nullable Delivery delivery;

    QueryListener(AnnotatedQuery query, LaminarEngine engine) {
        this.query = query;
        this.engine = engine;
    }

    AnnotatedQuery query() {
        return query;
    }

    /** Creates the query, unless the engine has it. */
    void create() {
        if (engine.findQuery(query.name()).isEmpty()) {
            query.statement().executeOn(engine);
        }
    }

    /**
     * Subscribes and delivers from now on; without effect while that is so.
     *
     * @throws DeclarationException when the method cannot be given the rows, or its result has nowhere to go
     */
    synchronized void start() {
        if (isRunning()) {
            return;
        }
        try {
            String target = query.method().sendTo();
            if (target != null) {
                engine.source(target);
            }
            delivery =
                    new Delivery(engine.subscribe(query.name(), query.method().rowType()));
        } catch (LaminarException e) {
            throw new DeclarationException("@LaminarQuery on " + query.method() + ": " + e.getMessage(), e);
        }
        delivery.thread.start();
    }

    /**
     * Ends the delivery; returns at once.
     *
     * @return the thread that may still be in the method, or null when there is none
     */
    synchronized @Nullable Thread stop() {
        if (delivery == null) {
            return null;
        }
        Thread thread = delivery.thread;
        delivery.isStopped = true;
        delivery.subscription.close();
        delivery = null;
        return thread;
    }

    synchronized boolean isRunning() {
        return delivery != null
                && delivery.thread.isAlive()
                && (!delivery.awaitsRestart || delivery.subscription.error().isEmpty());
    }

    /** Rows and batches given to the method so far. */
    long handled() {
        return handled.get();
    }

    /** How often the method, or the source that gets its result, threw an exception. */
    long failures() {
        return failures.get();
    }

    /**
     * Tells when everything that waits now is handled: when nothing was waiting for a moment or, while rows keep
     * coming, when as many were handled as wait now.
     */
    synchronized BooleanSupplier caughtUp() {
        long pausesBefore = pauses.get();
        long target = finished.get() + (delivery == null ? 0 : delivery.subscription.waiting()) + MAX_BATCH;
        return () -> !isRunning() || pauses.get() != pausesBefore || finished.get() >= target;
    }

    private void handle(List<Object> items) {
        if (items.isEmpty()) {
            return;
        }
        if (query.method().isBatch()) {
            call(new ArrayList<>(items));
        } else {
            items.forEach(this::call);
        }
    }

    private void call(Object argument) {
        try {
            Object result = query.method().invoke(argument);
            String target = query.method().sendTo();
            if (result != null && target != null) {
                send(target, result);
            }
        } catch (Throwable e) {
            if (e instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            failures.incrementAndGet();
            LOG.error(
                    "{} threw an exception on a result of query {}; the query goes on",
                    query.method(),
                    query.name(),
                    e);
        } finally {
            handled.incrementAndGet();
        }
    }

    private void send(String target, Object result) {
        if (result instanceof Iterable<?> rows) {
            for (Object row : rows) {
                push(target, row);
            }
        } else {
            push(target, result);
        }
    }

    private void push(String target, Object row) {
        Class<?> type = row instanceof Map ? Map.class : row.getClass();
        @SuppressWarnings("unchecked") // the source takes the class of this very row
        Source<Object> source = (Source<Object>) engine.source(target, type);
        source.push(row);
    }

    /** One subscription and its thread, which ends with it. */
    private final class Delivery implements Runnable {
        private final PollableSubscription<?> subscription;
        private final Thread thread;
        private volatile boolean isStopped;
        private volatile boolean awaitsRestart;

        Delivery(PollableSubscription<?> subscription) {
            this.subscription = subscription;
            this.thread = new Thread(this, "laminar-listener-" + query.name());
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            boolean goesOn = true;
            while (goesOn) {
                try {
                    deliver();
                    goesOn = false;
                } catch (LaminarException e) {
                    LOG.error("{} gets no more results of query {}", query.method(), query.name(), e);
                    goesOn = awaitRestart();
                }
            }
        }

        private void deliver() {
            List<Object> items = new ArrayList<>();
            try {
                int taken = take(items);
                while (taken > 0 || !subscription.isDone()) {
                    handle(items);
                    items.clear();
                    finished.addAndGet(taken);
                    taken = take(items);
                }
            } catch (LaminarException failure) {
                handle(items); // what came before it
                throw failure;
            }
        }

        /** Waits while the query is FAILED; tells whether it was restarted, so that more results come. */
        private boolean awaitRestart() {
            awaitsRestart = true;
            while (!isStopped && !engine.isClosed() && isFailed()) {
                LockSupport.parkNanos(POLL_TIMEOUT.toNanos());
            }
            boolean isRestarted = !isStopped && subscription.error().isEmpty();
            awaitsRestart = !isRestarted;
            return isRestarted;
        }

        private boolean isFailed() {
            return engine.findQuery(query.name())
                    .map(handle -> handle.state() == QueryState.FAILED)
                    .orElse(false);
        }

        /** Takes what is waiting and tells how many changes that were; 0 when nothing came in time. */
        private int take(List<Object> items) {
            Optional<? extends Change<?>> change = subscription.poll(POLL_TIMEOUT);
            if (change.isEmpty()) {
                pauses.incrementAndGet();
            }
            int taken = 0;
            while (change.isPresent()) {
                taken++;
                query.method().addItems(change.get(), items);
                change = items.size() < MAX_BATCH && taken < MAX_BATCH
                        ? subscription.poll(Duration.ZERO)
                        : Optional.empty();
            }
            return taken;
        }
    }
}
