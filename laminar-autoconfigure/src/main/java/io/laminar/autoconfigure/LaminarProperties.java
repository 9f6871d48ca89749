package io.laminar.autoconfigure;

import io.laminar.api.Backpressure;
import io.laminar.api.CompilerMode;
import io.laminar.api.EngineOptions;
import io.laminar.api.IdleStrategy;
import io.laminar.api.SourceOptions;
import io.laminar.api.WaitStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the embedded engine and the objects that it is to have. A property that is not among them fails the
 * start, since a misspelled one would otherwise leave a source or a query out without a word.
 *
 * @param enabled whether Laminar is set up at all
 * @param name name of the engine within the JVM, which a JDBC URL names too; default laminar, with a number when
 *     another application of this JVM has that
 * @param engine threads and batches
 * @param compiler how queries are compiled
 * @param state what queries keep
 * @param scripts files of SQL statements that run at start
 * @param sources sources by name
 * @param tables tables by name
 * @param streams streams by name
 * @param views materialized views by name
 * @param sinks sinks by name
 * @param jdbc access over JDBC
 * @param lifecycle when the engine starts and how it stops
 */
@ConfigurationProperties(prefix = "laminar", ignoreUnknownFields = false)
public record LaminarProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String name,
        @DefaultValue Engine engine,
        @DefaultValue Compiler compiler,
        @DefaultValue State state,
        @DefaultValue Scripts scripts,
        @DefaultValue Map<String, Relation> sources,
        @DefaultValue Map<String, Relation> tables,
        @DefaultValue Map<String, Query> streams,
        @DefaultValue Map<String, Query> views,
        @DefaultValue Map<String, Sink> sinks,
        @DefaultValue Jdbc jdbc,
        @DefaultValue Lifecycle lifecycle) {

    public LaminarProperties {
        require(name == null || !name.isBlank(), "laminar.name must not be empty");
        sources = ordered(sources);
        tables = ordered(tables);
        streams = ordered(streams);
        views = ordered(views);
        sinks = ordered(sinks);
    }

    /**
     * What queries keep.
     *
     * @param ttl after which state that gets no rows is forgotten, by queries that do not say otherwise; default never
     */
    public record State(@Nullable Duration ttl) {
        public State {
            require(
                    ttl == null || ttl.toMillis() > 0,
                    "laminar.state.ttl must be at least a millisecond but is " + ttl);
        }
    }

    /**
     * Threads and batches.
     *
     * @param workers threads that run queries; default one less than there are cores, at least one
     * @param parallelism partitions in which a query that groups or joins by key runs, 1 to 256
     * @param pinThreads whether each worker stays on a core of its own
     * @param idleStrategy what workers do while there is nothing to do
     * @param batch how rows are put together on their way
     * @param backpressure what happens to a row for which a source has no room, unless the source says otherwise
     * @param bufferRows rows of a source that may be under way in memory
     * @param waitStrategy how whoever pushes waits for room
     * @param spill files in which rows wait where backpressure is spill
     */
    public record Engine(
            @Nullable Integer workers,
            @DefaultValue("1") int parallelism,
            @DefaultValue("false") boolean pinThreads,
            @DefaultValue("backoff") IdleStrategy idleStrategy,
            @DefaultValue Batch batch,
            @DefaultValue("pause") Backpressure backpressure,
            @DefaultValue("65536") int bufferRows,
            @DefaultValue("park") WaitStrategy waitStrategy,
            @DefaultValue Spill spill) {
        public Engine {
            require(bufferRows >= 1, "laminar.engine.buffer-rows must be at least 1 but is " + bufferRows);
            require(workers == null || workers >= 1, "laminar.engine.workers must be at least 1 but is " + workers);
            require(
                    parallelism >= 1 && parallelism <= EngineOptions.MAX_PARALLELISM,
                    "laminar.engine.parallelism must be between 1 and 256 but is " + parallelism);
        }

        /** How sources take rows in that say nothing else. */
        SourceOptions sources() {
            SourceOptions defaults = SourceOptions.defaults();
            return new SourceOptions(
                    backpressure,
                    bufferRows,
                    spill.limit().toBytes(),
                    spill.directory() == null ? defaults.spillDirectory() : spill.directory(),
                    waitStrategy);
        }

        /**
         * Files in which rows wait.
         *
         * @param limit size of the files of a source, at least 64KB; when it is reached, whoever pushes waits
         * @param directory where the files are; default the directory for temporary ones
         */
        public record Spill(
                @DefaultValue("64MB") DataSize limit,
                @Nullable Path directory) {
            public Spill {
                require(
                        limit.toBytes() >= SourceOptions.MIN_SPILL_BYTES,
                        "laminar.engine.spill.limit must be at least 64KB but is " + limit);
            }
        }

        /**
         * How rows are put together on their way.
         *
         * @param maxRows rows of a batch at most, 1 to 1024
         * @param maxLatency longest time that a row waits in a batch that is not full
         */
        public record Batch(
                @DefaultValue("1024") int maxRows,
                @DefaultValue("10ms") Duration maxLatency) {
            public Batch {
                require(
                        maxRows >= 1 && maxRows <= EngineOptions.MAX_BATCH_ROWS,
                        "laminar.engine.batch.max-rows must be between 1 and 1024 but is " + maxRows);
                require(
                        !maxLatency.isNegative(),
                        "laminar.engine.batch.max-latency must not be negative but is " + maxLatency);
            }
        }
    }

    /**
     * How queries are compiled. {@code laminar.compiler=compiled} is short for {@code laminar.compiler.mode=compiled}.
     *
     * @param mode whether pipelines start interpreted and are compiled meanwhile, are compiled first, or are always
     *     interpreted
     * @param cacheSize compiled pipelines that are kept for queries like them
     */
    public record Compiler(
            @DefaultValue("auto") CompilerMode mode,
            @DefaultValue("256") int cacheSize) {
        public Compiler {
            require(cacheSize >= 1, "laminar.compiler.cache-size must be at least 1 but is " + cacheSize);
        }

        /** The settings that a mode alone stands for. */
        public static Compiler of(String mode) {
            for (CompilerMode each : CompilerMode.values()) {
                if (each.name().equalsIgnoreCase(mode.strip())) {
                    return new Compiler(each, EngineOptions.DEFAULT_COMPILER_CACHE_SIZE);
                }
            }
            throw new IllegalArgumentException("laminar.compiler must be auto, compiled or interpreted but is " + mode);
        }
    }

    /**
     * Files of SQL statements that run at start.
     *
     * @param locations resource patterns; the files of each run in the order of their names
     * @param mode whether the scripts are run
     */
    public record Scripts(
            @DefaultValue("classpath*:laminar/*.sql") List<String> locations,
            @DefaultValue("always") Mode mode) {
        public Scripts {
            locations = List.copyOf(locations);
        }

        /** Whether scripts are run. */
        public enum Mode {
            /** At every start. */
            ALWAYS,
            /** Never. */
            NEVER
        }
    }

    /**
     * A source or table.
     *
     * @param columns SQL types by column name, in order, such as {@code VARCHAR} or {@code BIGINT NOT NULL}
     * @param primaryKey columns that identify a row
     * @param watermark column with event time and how far behind it the watermark is, such as {@code ts} or
     *     {@code ts - INTERVAL '5' SECOND}, or another expression behind AS: {@code ts AS PROCTIME()}
     * @param connector where rows come from; default the application pushes them
     * @param options options of the connector
     * @param format how rows are written, such as json or csv
     * @param formatOptions options of the format
     * @param onError what happens to records that cannot be read: fail, skip, or dead letter to a stream
     * @param with further options of the object
     */
    public record Relation(
            @DefaultValue Map<String, String> columns,
            @DefaultValue List<String> primaryKey,
            @Nullable String watermark,
            @Nullable String connector,
            @DefaultValue Map<String, String> options,
            @Nullable String format,
            @DefaultValue Map<String, String> formatOptions,
            @Nullable String onError,
            @DefaultValue Map<String, String> with) {
        public Relation {
            columns = ordered(columns);
            primaryKey = List.copyOf(primaryKey);
            options = ordered(options);
            formatOptions = ordered(formatOptions);
            with = ordered(with);
        }
    }

    /**
     * A stream or materialized view.
     *
     * @param sql the SELECT
     * @param resource file with the SELECT, instead of sql
     * @param emit when results leave, the words after EMIT, such as ON WINDOW CLOSE
     * @param with further options of the object
     */
    public record Query(
            @Nullable String sql,
            @Nullable String resource,
            @Nullable String emit,
            @DefaultValue Map<String, String> with) {
        public Query {
            require(
                    sql == null || resource == null,
                    "a stream or view takes its SELECT from sql or from resource, not from both: " + resource);
            with = ordered(with);
        }

        /** The short form, in which the value is the SELECT itself. */
        public static Query valueOf(String sql) {
            return new Query(sql, null, null, Map.of());
        }
    }

    /**
     * A sink.
     *
     * @param from relation whose rows it gets
     * @param sql SELECT whose rows it gets, instead of from
     * @param connector where rows go
     * @param options options of the connector
     * @param format how rows are written, such as json or csv
     * @param formatOptions options of the format
     * @param with further options of the object
     */
    public record Sink(
            @Nullable String from,
            @Nullable String sql,
            @Nullable String connector,
            @DefaultValue Map<String, String> options,
            @Nullable String format,
            @DefaultValue Map<String, String> formatOptions,
            @DefaultValue Map<String, String> with) {
        public Sink {
            options = ordered(options);
            formatOptions = ordered(formatOptions);
            with = ordered(with);
        }
    }

    /**
     * Access over JDBC.
     *
     * @param dataSource the DataSource bean for in-process access
     */
    public record Jdbc(@DefaultValue DataSource dataSource) {
        /**
         * The DataSource bean for in-process access.
         *
         * @param enabled whether there is a bean laminarDataSource
         */
        public record DataSource(@DefaultValue("true") boolean enabled) {}
    }

    /**
     * When the engine starts and how it stops.
     *
     * @param phase phase in the life cycle of the context; the default stops the engine after message
     *     listeners and web requests have ended and before the web server is taken down
     * @param autoStartup whether sources are read when the context has started
     * @param shutdownTimeout longest wait for rows on their way when the context stops
     */
    public record Lifecycle(
            @DefaultValue("2147482447") int phase,
            @DefaultValue("true") boolean autoStartup,
            @DefaultValue("10s") Duration shutdownTimeout) {
        public Lifecycle {
            require(
                    !shutdownTimeout.isNegative(),
                    "laminar.lifecycle.shutdown-timeout must not be negative but is " + shutdownTimeout);
        }
    }

    /** A copy that keeps the order, which is that of the columns. */
    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
