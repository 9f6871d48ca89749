package io.laminar.engine;

import io.laminar.api.CompilerMode;
import io.laminar.api.EngineOptions;
import io.laminar.api.IdleStrategy;
import io.laminar.api.LaminarEngine;
import io.laminar.api.SourceOptions;
import io.laminar.spi.AggregateFunction;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private final List<Consumer<DefaultEngine>> functions = new ArrayList<>();
    private SourceOptions sources = SourceOptions.defaults();
    private IdleStrategy idleStrategy = IdleStrategy.BACKOFF;
    private InstantSource clock = InstantSource.system();
    private @Nullable Duration stateTtl;
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
    public EngineBuilder sources(SourceOptions options) {
        this.sources = options;
        return this;
    }

    @Override
    public EngineBuilder pinThreads(boolean isPinned) {
        this.pinThreads = isPinned;
        return this;
    }

    @Override
    public EngineBuilder idleStrategy(IdleStrategy strategy) {
        this.idleStrategy = strategy;
        return this;
    }

    @Override
    public EngineBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    @Override
    public EngineBuilder stateTtl(@Nullable Duration ttl) {
        this.stateTtl = ttl;
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
    public EngineBuilder function(String functionName, Class<?> type) {
        if (AggregateFunction.class.isAssignableFrom(type)) {
            return function(functionName, FunctionMethods.instance(type, functionName, null));
        }
        Method method = FunctionMethods.only(type, functionName);
        Object instance =
                Modifier.isStatic(method.getModifiers()) ? type : FunctionMethods.instance(type, functionName, null);
        return function(functionName, method, () -> instance);
    }

    @Override
    public EngineBuilder function(String functionName, Object function) {
        functions.add(engine -> engine.registerFunction(functionName, function));
        return this;
    }

    @Override
    public EngineBuilder function(String functionName, Method method, Supplier<?> instance) {
        functions.add(engine -> engine.registerFunction(functionName, method, instance));
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
                autoStart,
                sources,
                idleStrategy,
                clock,
                stateTtl);
        if (EngineRegistry.find(options.name()).isPresent()) {
            throw EngineRegistry.nameTaken(options.name());
        }
        DefaultEngine engine = new DefaultEngine(options, placeholders);
        try {
            functions.forEach(function -> function.accept(engine));
            EngineRegistry.add(engine);
        } catch (RuntimeException refused) {
            engine.close();
            throw refused;
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
