package io.laminar.engine;

import io.laminar.api.EngineOptions;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryKind;
import io.laminar.bridge.Marker;
import io.laminar.engine.SourceRuntime.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gets the sources of a topology going, brings them to an end, and waits until what was pushed is processed. For any thread but workers. */
final class Progress {
    private final Topology topology;
    private final EngineOptions options;
    private volatile boolean isStarted;

    Progress(Topology topology, EngineOptions options) {
        this.topology = topology;
        this.options = options;
    }

    /** Starts all readers that there are. */
    void start() {
        isStarted = true;
        startReaders(feed -> true);
    }

    boolean isStarted() {
        return isStarted;
    }

    /** Starts the readers whose rows somebody would see, unless the engine is to be started first. */
    void startObserved() {
        if (options.autoStart() || isStarted) {
            startReaders(feed -> feed.instance().hub().isObserved());
        }
    }

    /**
     * Starts readers. Tables that come to an end by themselves are read first, on this thread, so that a stream that looks something
     * up in them finds it from its first row on.
     */
    private void startReaders(java.util.function.Predicate<Feed> condition) {
        List<Feed> waiting = new ArrayList<>();
        List<Feed> loading = new ArrayList<>();
        topology.whileStanding(() -> {
            for (SourceRuntime source : topology.sources()) {
                boolean isTable = isTable(source);
                for (Feed feed : source.feeds()) {
                    SourceReader reader = feed.reader();
                    if (reader != null && !reader.isStarted() && condition.test(feed)) {
                        (isTable && reader.isFinite() ? loading : waiting).add(feed);
                    }
                }
            }
        });
        loading.forEach(feed -> reader(feed).run());
        if (!loading.isEmpty()) {
            awaitMarkers(loading.stream().map(Feed::instance).toList(), Duration.ofMinutes(5));
            loading.forEach(feed -> throwFailure(feed.instance()));
        }
        waiting.forEach(feed -> reader(feed).start());
    }

    private static void throwFailure(SourceInstance instance) {
        LaminarException failure = instance.failure();
        if (failure != null) {
            throw new LaminarException(
                    failure.code(),
                    "table " + instance.definition().name() + " cannot be loaded: " + failure.detail(),
                    failure);
        }
    }

    private static SourceReader reader(Feed feed) {
        return java.util.Objects.requireNonNull(feed.reader());
    }

    private boolean isTable(SourceRuntime source) {
        return topology.query(source.definition().name())
                .map(query -> query.kind() == QueryKind.TABLE)
                .orElse(false);
    }

    /** Waits until everything pushed so far, and everything in finite files that are being read, is processed. */
    boolean awaitIdle(Duration timeout) {
        topology.workers().requireOtherThread("wait until the engine is idle");
        long deadline = System.nanoTime() + Threads.nanos(timeout);
        for (Feed feed : topology.feeds()) {
            SourceReader reader = feed.reader();
            while (reader != null
                    && reader.isStarted()
                    && reader.isFinite()
                    && !reader.isPaused()
                    && !reader.isDone()) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                pause();
            }
        }
        return awaitMarkers(
                topology.feeds().stream().map(Feed::instance).toList(), Duration.ofNanos(deadline - System.nanoTime()));
    }

    /** Waits until everything that these sources were given so far is processed, by all who read them. */
    boolean awaitMarkers(List<SourceInstance> instances, Duration timeout) {
        Marker marker = new Marker();
        for (SourceInstance instance : instances) {
            instance.channel().mark(marker);
        }
        marker.arrive();
        try {
            return marker.await(Threads.nanos(timeout));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends every source: finite ones when they are read to their end, the others at once. */
    void endOfInput() {
        for (Feed feed : topology.feeds()) {
            SourceReader reader = feed.reader();
            if (reader == null) {
                feed.instance().channel().end();
            } else if (!reader.isFinite() || !reader.isStarted() || reader.isPaused()) {
                reader.stop();
                feed.instance().channel().end();
            }
        }
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(200_000);
    }
}
