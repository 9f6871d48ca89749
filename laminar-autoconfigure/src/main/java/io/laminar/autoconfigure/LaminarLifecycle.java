package io.laminar.autoconfigure;

import io.laminar.api.LaminarEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the sources when the context has started. When it stops, lets what is on its way arrive, within the
 * shutdown timeout, and ends the delivery to annotated methods; the engine is closed with its bean.
 */
final class LaminarLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar");

    private final LaminarEngine engine;
    private final QueryListeners listeners;
    private final LaminarProperties.Lifecycle settings;
    private volatile boolean isRunning;

    LaminarLifecycle(LaminarEngine engine, QueryListeners listeners, LaminarProperties.Lifecycle settings) {
        this.engine = engine;
        this.listeners = listeners;
        this.settings = settings;
    }

    @Override
    public void start() {
        listeners.restart();
        engine.start();
        isRunning = true;
        LOG.info(
                "Engine {} started: sources {}, queries {}",
                engine.name(),
                engine.sources().size(),
                engine.queries().size());
    }

    @Override
    public void stop() {
        isRunning = false;
        if (!engine.isClosed() && !listeners.awaitIdle(settings.shutdownTimeout())) {
            LOG.warn(
                    "Engine {} still had rows on their way after {}; they are dropped",
                    engine.name(),
                    settings.shutdownTimeout());
        }
        listeners.stopAll();
    }

    @Override
    public void stop(Runnable callback) {
        Thread thread = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                },
                "laminar-shutdown");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.autoStartup();
    }

    /** A test context that waits in the cache keeps running; sources cannot be held without dropping their rows. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return settings.phase();
    }
}
