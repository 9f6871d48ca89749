package io.laminar.engine;

import io.laminar.api.CompilerMetrics;
import io.laminar.api.CompilerMode;
import io.laminar.api.EngineOptions;
import io.laminar.codegen.CompilerCache;
import io.laminar.codegen.PipelineFactory;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What an engine's queries have in common for compiling: the cache, and a thread that is there while there is work. For any thread. */
final class CompilerService {
    /** Pipelines that may wait for the thread; further ones stay interpreted. */
    private static final int WAITING = 1_000;

    /** Rows that an answer must read before compiling pays. */
    private static final long ROWS_WORTH_COMPILING = 2_048;

    private final CompilerMode mode;
    private final CompilerCache cache;
    private final ThreadPoolExecutor background;

    CompilerService(EngineOptions options) {
        this.mode = options.compiler();
        this.cache = new CompilerCache(options.compilerCacheSize());
        this.background =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "laminar-compiler-" + options.name());
                    thread.setDaemon(true);
                    return thread;
                });
        background.allowCoreThreadTimeOut(true);
    }

    /** Compiles for queries that run on and on. */
    PipelineFactory forContinuous() {
        return new PipelineFactory(mode, cache, background, 0);
    }

    /** Compiles for queries that end, often after a few rows. */
    PipelineFactory forBounded() {
        return new PipelineFactory(mode, cache, background, ROWS_WORTH_COMPILING);
    }

    /** Compiles at once, to tell what can be compiled. */
    PipelineFactory forExplain() {
        return new PipelineFactory(mode == CompilerMode.AUTO ? CompilerMode.COMPILED : mode, cache, background, 0);
    }

    CompilerMetrics metrics() {
        return new CompilerMetrics(cache.hits(), cache.misses(), Duration.ofNanos(cache.nanos()));
    }

    /** Gives up what is not compiled yet. */
    void close() {
        background.shutdownNow();
    }
}
