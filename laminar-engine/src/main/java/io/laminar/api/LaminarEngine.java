package io.laminar.api;

import java.lang.reflect.Method;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A streaming SQL engine: a catalog of sources, tables, streams, views and sinks, and the continuous
 * queries over them. Safe to use from any thread. Opened by {@code io.laminar.Laminar}.
 */
public interface LaminarEngine extends AutoCloseable {
    /** Name of the engine within the JVM. */
    String name();

    /** The settings with which it was opened. */
    EngineOptions options();

    /**
     * Runs a script of statements separated by semicolons, one after the other. The sources that the
     * script's queries need are read once all of its statements have run. When one fails, those before
     * it have been done.
     *
     * @return one result per statement; those that hold rows are to be closed
     * @throws LaminarException that tells what is wrong, where, and what to do
     */
    List<StatementResult> execute(String script);

    /**
     * Runs one statement that gives rows: SELECT (bounded, or continuous with {@code EMIT CHANGES}), SHOW,
     * DESCRIBE, EXPLAIN. A bounded SELECT sees every row that was pushed before the call.
     *
     * @param parameters values of the {@code ?} in the statement, in order
     * @throws LaminarException that tells what is wrong, where, and what to do
     */
    QueryResult query(String sql, @Nullable Object... parameters);

    /**
     * Runs one INSERT.
     *
     * @param parameters values of the {@code ?} in the statement, in order
     * @return rows that were appended
     * @throws LaminarException that tells what is wrong, where, and what to do
     */
    long update(String sql, @Nullable Object... parameters);

    /**
     * Compiles one statement without running it.
     *
     * @throws LaminarException that tells what is wrong, where, and what to do
     */
    PreparedInfo prepare(String sql);

    /**
     * The way in for rows of a source or table.
     *
     * @param type record, bean or {@link java.util.Map}
     * @throws LaminarException with {@code OBJECT_NOT_FOUND}, or {@code BINDING_MISMATCH} when the type
     *     lacks a column that is NOT NULL or has a component that no column takes
     */
    <T> Source<T> source(String name, Class<T> type);

    /** The way in for rows of a source or table as maps or plain values. */
    RowSource source(String name);

    /**
     * Hands every change of a relation to a callback, on the worker thread that made it: the callback
     * must be quick, and the query goes on when it throws (the error is logged and kept in the subscription).
     *
     * @param relation source, table, stream or view
     * @param type record, bean, {@link Row}, {@link java.util.Map} or {@code Object[]}; a component that no
     *     column fills is an error
     */
    <T> Subscription subscribe(String relation, Class<T> type, Consumer<? super Change<T>> callback);

    /**
     * Hands the changes of a relation to a callback as columns, many rows at a time and no object for any of them; otherwise as
     * {@link #subscribe(String, Class, Consumer)}.
     *
     * @param relation source, table, stream or view
     */
    Subscription subscribeBatches(String relation, Consumer<? super ColumnBatch> callback);

    /** Hands every change of a relation to whoever polls, within the options. */
    <T> PollableSubscription<T> subscribe(String relation, Class<T> type, SubscriptionOptions options);

    /** As {@link #subscribe(String, Class, SubscriptionOptions)} with {@link SubscriptionOptions#DEFAULT}. */
    default <T> PollableSubscription<T> subscribe(String relation, Class<T> type) {
        return subscribe(relation, type, SubscriptionOptions.DEFAULT);
    }

    /**
     * The changes of a relation as a publisher; each subscriber has its own subscription, and its demand
     * is its own affair: what it did not ask for waits within the options.
     */
    <T> Flow.Publisher<Change<T>> publisher(String relation, Class<T> type, SubscriptionOptions options);

    /** As {@link #publisher(String, Class, SubscriptionOptions)} with {@link SubscriptionOptions#DEFAULT}. */
    default <T> Flow.Publisher<Change<T>> publisher(String relation, Class<T> type) {
        return publisher(relation, type, SubscriptionOptions.DEFAULT);
    }

    /** The continuous queries, in the order in which they were created. */
    List<QueryHandle> queries();

    /** The continuous query with a name; case is ignored. */
    Optional<QueryHandle> findQuery(String name);

    /** The sources and tables with a connector or pushed by the application. */
    List<SourceInfo> sources();

    /** The sinks. */
    List<SinkInfo> sinks();

    /**
     * Makes a Java method a function of SQL, for statements to come. Types follow from the method's own; those of
     * {@code CREATE FUNCTION} can be chosen. One that gives a {@link java.util.stream.Stream}, a collection of records or
     * the like is a table function, else it is a scalar one. Methods with other parameters are overloads.
     *
     * @param name name in SQL; case is ignored
     * @param method a public method; several workers call it at once
     * @param instance gives the object on which the method is called, and is asked for it at each call; not used for a
     *     static method
     * @throws LaminarException with {@code INVALID_FUNCTION} when there is no SQL type for one of its types, with
     *     {@code OBJECT_EXISTS} when the name is taken, by a function with such parameters
     */
    void registerFunction(String name, Method method, Supplier<?> instance);

    /**
     * Makes an object a function of SQL, for statements to come: an aggregate when it is an {@link
     * io.laminar.spi.AggregateFunction}, else a scalar or table function, by its method as {@link Builder#function(String,
     * Object)} chooses it.
     *
     * @param name name in SQL; case is ignored
     * @param function used by several workers at once
     * @throws LaminarException as {@link #registerFunction(String, Method, Supplier)}
     */
    void registerFunction(String name, Object function);

    /** Figures of the compiler, over all queries. */
    CompilerMetrics compilerMetrics();

    /** Starts to read all sources; without effect when they are being read. */
    void start();

    /**
     * Waits until everything pushed so far, and everything that bounded files hold, is processed and its
     * results are with the subscribers.
     *
     * @return false when it took longer
     */
    boolean awaitIdle(Duration timeout);

    /**
     * Ends all sources: watermarks go to infinity, open windows are flushed, queries finish. Returns when
     * all of that has been processed.
     */
    void endOfInput();

    /**
     * Takes a checkpoint.
     *
     * @throws LaminarException with {@code CHECKPOINTS_DISABLED} when no checkpoint storage is configured
     */
    void checkpoint();

    /** Whether {@link #close()} was called. */
    boolean isClosed();

    /** Stops reading, drops what is not processed, closes sinks. May be called more than once. */
    @Override
    void close();

    /**
     * What a statement will need and give.
     *
     * @param parameters types of its {@code ?}, in order
     * @param columns the columns of its rows, or null when it gives none
     */
    record PreparedInfo(List<DataType> parameters, @Nullable Schema columns) {
        public PreparedInfo {
            parameters = List.copyOf(parameters);
        }
    }

    /** Collects settings of an engine and opens it. */
    interface Builder {
        /** Name of the engine within the JVM; default {@code laminar}, made unique when it is taken. */
        Builder name(String name);

        /** Threads that run queries; default one less than there are cores, at least one. */
        Builder workers(int workers);

        /** Rows of a batch at most, 1 to 1024; default 1024. */
        Builder batchRows(int rows);

        /** Longest time that a row waits in a batch that is not full; default 10 ms. */
        Builder maxLatency(Duration latency);

        /** How sources take rows in that say nothing else in their WITH clause; default {@link SourceOptions#defaults()}. */
        Builder sources(SourceOptions options);

        /** What workers do while there is nothing to do; default BACKOFF. */
        Builder idleStrategy(IdleStrategy strategy);

        /**
         * Tells processing time, to the millisecond: when rows arrive at a source whose watermark is {@code PROCTIME()}, for how
         * long a source has been idle, which times lie in the future, what {@code NOW()} is, and what {@code EMIT EVERY}, {@code state.ttl} of rows without event
         * time and {@code retain-history} by time go by. Asked by several threads. Default: the clock of the machine; for the
         * last three, its time since some moment, which no setting disturbs. A clock that is set back stands still for the engine
         * until it has caught up. After {@link LaminarEngine#awaitIdle} everything has happened that
         * the clock then asked for, so that tests with a clock of their own are exact.
         */
        Builder clock(InstantSource clock);

        /**
         * After how long without rows queries forget state that do not give a {@code 'state.ttl'} themselves and have state that
         * can be forgotten; null, the default, for never. A millisecond to 36,500 days.
         */
        Builder stateTtl(@Nullable Duration ttl);

        /** How pipelines run; default AUTO. */
        Builder compiler(CompilerMode mode);

        /** Compiled pipelines that are kept for queries like them, at least 1; default 256. */
        Builder compilerCacheSize(int pipelines);

        /**
         * Partitions in which a query that groups or joins by key runs, 1 to 256; default 1. {@code WITH ('parallelism' = 'n')}
         * of a query takes precedence.
         */
        Builder parallelism(int partitions);

        /**
         * Whether each worker stays on a core of its own, chosen by the operating system's list of allowed ones; default false.
         * Needs Linux and the library {@code net.openhft:affinity} on the class path.
         */
        Builder pinThreads(boolean pinThreads);

        /** Whether sources are read without {@link LaminarEngine#start()}; default true. */
        Builder autoStart(boolean autoStart);

        /**
         * Resolves names in {@code ${NAME}} and {@code ${NAME:-default}} of option values; null from it means
         * that there is no value. Default: system properties, then environment variables.
         */
        Builder placeholders(UnaryOperator<@Nullable String> resolver);

        /**
         * Makes a class a scalar or table function of SQL: its method called {@code eval}, {@code apply}, {@code call} or as the
         * function, or else its only public one. One that is not static is called on one instance, made by the public
         * constructor without arguments. A class that implements {@link io.laminar.spi.AggregateFunction} is an aggregate.
         *
         * @param name name in SQL; case is ignored
         * @throws LaminarException with {@code INVALID_FUNCTION} when that is not one method
         */
        Builder function(String name, Class<?> type);

        /**
         * Makes an object an aggregate of SQL when it is an {@link io.laminar.spi.AggregateFunction}, else a scalar or table function, by its method as {@link #function(String, Class)} chooses it. A lambda
         * must be of an interface that has the types itself, as {@link java.util.function.LongUnaryOperator} has and
         * {@link java.util.function.Function} has not.
         *
         * @throws LaminarException with {@code INVALID_FUNCTION} when that is not one method
         */
        Builder function(String name, Object function);

        /** Makes a method a scalar or table function of SQL, as {@link LaminarEngine#registerFunction(String, Method, Supplier)} does. */
        Builder function(String name, Method method, Supplier<?> instance);

        /**
         * Opens the engine.
         *
         * @throws LaminarException with {@code INVALID_SETTING}, {@code ENGINE_NAME_TAKEN}, or what {@link
         *     LaminarEngine#registerFunction(String, Method, Supplier)} says of a function
         */
        LaminarEngine open();
    }
}
