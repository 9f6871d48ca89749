package io.laminar.autoconfigure.metrics;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks now and then whether the engine has new objects, on a thread of its own; runs while the context does. */
final class MetricsRefresher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.metrics");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LaminarMetrics metrics;
    private final Duration interval;
    private @Nullable ScheduledExecutorService executor;

    MetricsRefresher(LaminarMetrics metrics, Duration interval) {
        this.metrics = metrics;
        this.interval = interval;
    }

    @Override
    public synchronized void start() {
        if (executor != null) {
            return;
        }
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "laminar-metrics");
            thread.setDaemon(true);
            return thread;
        });
        var unused = executor.scheduleWithFixedDelay(
                this::refresh, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
            try {
                if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("the meters of Laminar are still being refreshed");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            executor = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }

    private void refresh() {
        try {
            metrics.refresh();
        } catch (RuntimeException e) {
            LOG.warn("the meters of Laminar could not be refreshed; the next try is in {}", interval, e);
        }
    }
}
