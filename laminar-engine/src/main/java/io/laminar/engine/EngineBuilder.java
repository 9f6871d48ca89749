package io.laminar.engine;

import io.laminar.api.CompilerMode;
import io.laminar.api.EngineOptions;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects settings of an engine and opens it. */
public final class EngineBuilder implements LaminarEngine.Builder {
    private static final Object OPENING = new Object();

    private @Nullable String name;
    private int workers = EngineOptions.defaults("laminar").workers();
    private int batchRows = EngineOptions.MAX_BATCH_ROWS;
    private Duration maxLatency = Duration.ofMillis(10);
    private CompilerMode compiler = CompilerMode.AUTO;
    private int compilerCacheSize = EngineOptions.DEFAULT_COMPILER_CACHE_SIZE;
    private int parallelism = 1;
    private boolean pinThreads;
    private boolean autoStart = true;
    private UnaryOperator<@Nullable String> placeholders = key -> {
        String property = key == null ? null : System.getProperty(key);
        return property != null || key == null ? property : System.getenv(key);
    };

    @Override
    public EngineBuilder name(String engineName) {
        this.name = engineName;
        return this;
    }

    @Override
    public EngineBuilder workers(int count) {
        this.workers = count;
        return this;
    }

    @Override
    public EngineBuilder batchRows(int rows) {
        this.batchRows = rows;
        return this;
    }

    @Override
    public EngineBuilder maxLatency(Duration latency) {
        this.maxLatency = latency;
        return this;
    }

    @Override
    public EngineBuilder compiler(CompilerMode mode) {
        this.compiler = mode;
        return this;
    }

    @Override
    public EngineBuilder compilerCacheSize(int pipelines) {
        this.compilerCacheSize = pipelines;
        return this;
    }

    @Override
    public EngineBuilder parallelism(int partitions) {
        this.parallelism = partitions;
        return this;
    }

    @Override
    public EngineBuilder pinThreads(boolean isPinned) {
        this.pinThreads = isPinned;
        return this;
    }

    @Override
    public EngineBuilder autoStart(boolean isAutomatic) {
        this.autoStart = isAutomatic;
        return this;
    }

    @Override
    public EngineBuilder placeholders(UnaryOperator<@Nullable String> resolver) {
        this.placeholders = resolver;
        return this;
    }

    @Override
    public LaminarEngine open() {
        // One at a time, so that two engines without a name do not find the same one free.
        synchronized (OPENING) {
            return openAlone();
        }
    }

    private LaminarEngine openAlone() {
        EngineOptions options = new EngineOptions(
                name == null ? freeName() : name,
                workers,
                batchRows,
                maxLatency,
                compiler,
                compilerCacheSize,
                parallelism,
                pinThreads,
                autoStart);
        if (EngineRegistry.find(options.name()).isPresent()) {
            throw EngineRegistry.nameTaken(options.name());
        }
        DefaultEngine engine = new DefaultEngine(options, placeholders);
        try {
            EngineRegistry.add(engine);
        } catch (LaminarException nameTaken) {
            engine.close();
            throw nameTaken;
        }
        return engine;
    }

    private static String freeName() {
        String candidate = "laminar";
        for (int i = 2; EngineRegistry.find(candidate).isPresent(); i++) {
            candidate = "laminar-" + i;
        }
        return candidate;
    }
}
