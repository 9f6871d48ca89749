package io.laminar.autoconfigure;

import io.laminar.api.LaminarEngine;
import io.laminar.spring.LaminarQueryRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** The listeners of all annotated queries. */
final class QueryListeners implements LaminarQueryRegistry, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.listener");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long WAIT_NANOS = Duration.ofMillis(5).toNanos();

    private final LaminarEngine engine;
    private final List<QueryListener> listeners = new CopyOnWriteArrayList<>();

    QueryListeners(LaminarEngine engine) {
        this.engine = engine;
    }

    /** Creates the queries, in an order in which each finds what it reads, and subscribes their methods. */
    void add(List<AnnotatedQuery> queries) {
        List<QueryListener> added = new ArrayList<>();
        for (AnnotatedQuery query : queries) {
            requireUnknown(query);
            QueryListener listener = new QueryListener(query, engine);
            listeners.add(listener);
            if (query.isAutoStartup()) {
                added.add(listener);
            }
        }
        DependentStatements.execute(added, QueryListener::create);
        added.forEach(QueryListener::start);
    }

    /** Starts those that start by themselves again, after {@link #stopAll}. */
    void restart() {
        for (QueryListener listener : listeners) {
            if (listener.query().isAutoStartup()
                    && engine.findQuery(listener.query().name()).isPresent()) {
                listener.start();
            }
        }
    }

    void stopAll() {
        List<Thread> threads = new ArrayList<>();
        for (QueryListener listener : listeners) {
            Thread thread = listener.stop();
            if (thread != null && thread != Thread.currentThread()) {
                threads.add(thread);
            }
        }
        awaitEnd(threads);
    }

    /** Waits until no method is called any more, since their beans go after this. */
    private static void awaitEnd(List<Thread> threads) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Thread thread : threads) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (millis > 0) {
                    thread.join(millis);
                }
                if (thread.isAlive()) {
                    LOG.warn("{} is still at work; its bean is destroyed nevertheless", thread.getName());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<String> names() {
        return listeners.stream().map(listener -> listener.query().name()).toList();
    }

    @Override
    public boolean isRunning(String name) {
        return find(name).isRunning();
    }

    @Override
    public long failures(String name) {
        return find(name).failures();
    }

    @Override
    public void start(String name) {
        QueryListener listener = find(name);
        listener.create();
        listener.start();
    }

    @Override
    public void stop(String name) {
        find(name).stop();
    }

    /**
     * What was handled may have been sent to a source, so this looks again until nothing came of it; as often as a
     * row can go from listener to listener, and no longer, since rows may keep coming from elsewhere.
     */
    @Override
    public boolean awaitIdle(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long before;
        int rounds = listeners.size() + 1;
        do {
            before = handled();
            if (!engine.awaitIdle(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))
                    || !awaitCaughtUp(deadline)) {
                return false;
            }
            rounds--;
        } while (handled() != before && rounds > 0);
        return true;
    }

    @Override
    public void destroy() {
        stopAll();
    }

    private boolean awaitCaughtUp(long deadline) {
        List<BooleanSupplier> all =
                listeners.stream().map(QueryListener::caughtUp).toList();
        for (BooleanSupplier caughtUp : all) {
            while (!caughtUp.getAsBoolean()) {
                if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
        return true;
    }

    private long handled() {
        return listeners.stream().mapToLong(QueryListener::handled).sum();
    }

    private void requireUnknown(AnnotatedQuery query) {
        for (QueryListener listener : listeners) {
            if (listener.query().name().equalsIgnoreCase(query.name())) {
                throw new DeclarationException("both " + listener.query().method() + " and " + query.method()
                        + " have a query called " + query.name() + "; give one of them another name");
            }
        }
    }

    private QueryListener find(String name) {
        return listeners.stream()
                .filter(listener -> listener.query().name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no @LaminarQuery method has a query called " + name + "; there are " + names()));
    }
}
