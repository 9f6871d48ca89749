package io.laminar.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an engine, fixed when it is opened.
 *
 * @param name name of the engine within the JVM; {@code jdbc:laminar:<name>} finds it
 * @param workers threads that run queries, at least 1
 * @param batchRows rows of a batch at most, 1 to 1024
 * @param maxLatency longest time that a row waits in a batch that is not full
 * @param compiler how pipelines run
 * @param compilerCacheSize compiled pipelines that are kept for queries like them, at least 1
 * @param parallelism partitions in which a query that groups or joins by key runs, where it does not say otherwise, 1 to
 *     {@link #MAX_PARALLELISM}
 * @param pinThreads whether each worker stays on a core of its own
 * @param autoStart whether sources are read as soon as somebody wants their rows; otherwise after {@link
 *     LaminarEngine#start()}
 * @param sources how sources take rows in that say nothing else
 * @param idleStrategy what workers do while there is nothing to do
 * @param clock tells processing time: arrival, idleness, what lies in the future
 * @param stateTtl after which queries that do not say otherwise forget state that gets no rows; null for never
 */
public record EngineOptions(
        String name,
        int workers,
        int batchRows,
        Duration maxLatency,
        CompilerMode compiler,
        int compilerCacheSize,
        int parallelism,
        boolean pinThreads,
        boolean autoStart,
        SourceOptions sources,
        IdleStrategy idleStrategy,
        InstantSource clock,
        @Nullable Duration stateTtl) {

    private static final Duration SHORTEST_TTL = Duration.ofMillis(1);
    private static final Duration LONGEST_TTL = Duration.ofDays(36_500);

    /** Rows of a batch at most. */
    public static final int MAX_BATCH_ROWS = 1024;

    /** Partitions of a query at most. */
    public static final int MAX_PARALLELISM = 256;

    /** Compiled pipelines that are kept where nobody says otherwise. */
    public static final int DEFAULT_COMPILER_CACHE_SIZE = 256;

    public EngineOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(maxLatency, "maxLatency");
        Objects.requireNonNull(compiler, "compiler");
        Objects.requireNonNull(sources, "sources");
        Objects.requireNonNull(idleStrategy, "idleStrategy");
        Objects.requireNonNull(clock, "clock");
        if (stateTtl != null && (stateTtl.compareTo(SHORTEST_TTL) < 0 || stateTtl.compareTo(LONGEST_TTL) > 0)) {
            throw new LaminarException(
                    ErrorCode.INVALID_SETTING,
                    "stateTtl must be between 1 millisecond and 36500 days but is " + stateTtl);
        }
        if (name.isBlank()) {
            throw new LaminarException(ErrorCode.INVALID_SETTING, "the name of the engine is blank; give it a word");
        }
        if (maxLatency.isNegative()) {
            throw new LaminarException(
                    ErrorCode.INVALID_SETTING, "maxLatency must not be negative but is " + maxLatency);
        }
        if (workers < 1) {
            throw new LaminarException(ErrorCode.INVALID_SETTING, "workers must be at least 1 but is " + workers);
        }
        if (compilerCacheSize < 1) {
            throw new LaminarException(
                    ErrorCode.INVALID_SETTING, "compilerCacheSize must be at least 1 but is " + compilerCacheSize);
        }
        if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
            throw new LaminarException(
                    ErrorCode.INVALID_SETTING,
                    "parallelism must be between 1 and " + MAX_PARALLELISM + " but is " + parallelism);
        }
        if (batchRows < 1 || batchRows > MAX_BATCH_ROWS) {
            throw new LaminarException(
                    ErrorCode.INVALID_SETTING,
                    "batchRows must be between 1 and " + MAX_BATCH_ROWS + " but is " + batchRows);
        }
    }

    /** One worker less than there are cores (at least one), 1,024 rows, 10 ms, compiler AUTO, parallelism 1, started at once, the clock of the machine, state kept for ever. */
    public static EngineOptions defaults(String name) {
        return new EngineOptions(
                name,
                Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
                MAX_BATCH_ROWS,
                Duration.ofMillis(10),
                CompilerMode.AUTO,
                DEFAULT_COMPILER_CACHE_SIZE,
                1,
                false,
                true,
                SourceOptions.defaults(),
                IdleStrategy.BACKOFF,
                InstantSource.system(),
                null);
    }
}
