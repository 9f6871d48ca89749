package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.ColumnBatch;
import io.laminar.api.CompilerMetrics;
import io.laminar.api.EngineOptions;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryKind;
import io.laminar.api.QueryResult;
import io.laminar.api.RowSource;
import io.laminar.api.SinkInfo;
import io.laminar.api.Source;
import io.laminar.api.SourceInfo;
import io.laminar.api.StatementResult;
import io.laminar.api.Subscription;
import io.laminar.api.SubscriptionOptions;
import io.laminar.catalog.CatalogObject;
import io.laminar.data.binding.RowEncoder;
import io.laminar.spi.AggregateFunction;
import io.laminar.sql.QueryPlanner;
import io.laminar.sql.Statement;
import io.laminar.sql.Statements;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine: hands each call to the part that does it. */
final class DefaultEngine implements LaminarEngine {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.engine");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EngineOptions options;
    private final Topology topology;
    private final CompilerService compiler;
    private final Subscribers subscribers;
    private final StatementExecutor statements;
    private volatile boolean isClosed;

    DefaultEngine(EngineOptions options, UnaryOperator<@Nullable String> placeholders) {
        this.options = options;
        Connectors connectors = new Connectors(placeholders);
        QueryPlanner planner = new QueryPlanner();
        this.compiler = new CompilerService(options);
        this.topology = new Topology(options, connectors, compiler.forContinuous());
        this.subscribers = new Subscribers(topology);
        this.statements =
                new StatementExecutor(this, topology, connectors, planner, compiler, Clocks.nanos(options.clock()));
        Thread warmUp = new Thread(() -> warmUp(planner), "laminar-warm-up-" + options.name());
        warmUp.setDaemon(true);
        warmUp.start();
    }

    /** Loads what planning needs while the application goes on starting; queries that come meanwhile do the same for themselves. */
    private static void warmUp(QueryPlanner planner) {
        try {
            planner.warmUp();
        } catch (RuntimeException failure) {
            LOG.warn("the planner could not be warmed up", failure);
        }
    }

    Topology topology() {
        return topology;
    }

    Subscribers subscribers() {
        return subscribers;
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public EngineOptions options() {
        return options;
    }

    @Override
    public List<StatementResult> execute(String script) {
        requireOpen();
        List<StatementResult> results = new ArrayList<>();
        try {
            for (Statement statement : Statements.parse(script)) {
                results.add(statements.execute(statement, List.of()));
            }
        } finally {
            topology.progress().startObserved();
        }
        return results;
    }

    @Override
    public QueryResult query(String sql, @Nullable Object... parameters) {
        requireOpen();
        Statement statement = Statements.parseOne(sql);
        if (!StatementExecutor.isReading(statement)) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED, "the statement gives no rows; use execute", statement.position(), null);
        }
        QueryResult rows =
                statements.execute(statement, Arrays.asList(parameters)).rows();
        return java.util.Objects.requireNonNull(rows);
    }

    @Override
    public long update(String sql, @Nullable Object... parameters) {
        requireOpen();
        Statement statement = Statements.parseOne(sql);
        boolean isUpdate = statement instanceof Statement.Insert
                || statement instanceof Statement.Update
                || statement instanceof Statement.Delete;
        if (!isUpdate) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "the statement is no INSERT, UPDATE or DELETE; use execute",
                    statement.position(),
                    null);
        }
        return statements.execute(statement, Arrays.asList(parameters)).updateCount();
    }

    @Override
    public PreparedInfo prepare(String sql) {
        requireOpen();
        return statements.prepare(Statements.parseOne(sql));
    }

    @Override
    public void registerFunction(String name, Method method, Supplier<?> instance) {
        requireOpen();
        statements.definitions().registerFunction(name, method, instance);
    }

    @Override
    public void registerFunction(String name, Object function) {
        requireOpen();
        if (function instanceof AggregateFunction<?, ?> aggregate) {
            statements.definitions().registerAggregate(name, aggregate);
        } else {
            registerFunction(name, FunctionMethods.only(function.getClass(), name), () -> function);
        }
    }

    @Override
    public <T> Source<T> source(String name, Class<T> type) {
        SourceRuntime source = pushable(name);
        return new PushedSource<>(
                source.definition(),
                topology,
                source.main(),
                RowEncoder.of(type, source.definition().schema()));
    }

    @Override
    public RowSource source(String name) {
        return new PushedRowSource(pushable(name), topology);
    }

    private SourceRuntime pushable(String name) {
        requireOpen();
        CatalogObject object = statements.catalog().relation(name);
        if (!(object instanceof CatalogObject.Source) && !(object instanceof CatalogObject.Table)) {
            throw new LaminarException(
                    ErrorCode.WRONG_OBJECT_KIND,
                    "rows can be pushed into a source or a table, but " + object.name() + " is a "
                            + Definitions.kindOf(object));
        }
        return topology.source(name).orElseThrow();
    }

    @Override
    public <T> Subscription subscribe(String relation, Class<T> type, Consumer<? super Change<T>> callback) {
        requireOpen();
        return subscribers.callback(statements.catalog().relation(relation), type, callback);
    }

    @Override
    public Subscription subscribeBatches(String relation, Consumer<? super ColumnBatch> callback) {
        requireOpen();
        return subscribers.batches(statements.catalog().relation(relation), callback);
    }

    @Override
    public <T> PollableSubscription<T> subscribe(
            String relation, Class<T> type, SubscriptionOptions subscriptionOptions) {
        requireOpen();
        return subscribers.queue(statements.catalog().relation(relation), type, subscriptionOptions);
    }

    @Override
    public <T> Flow.Publisher<Change<T>> publisher(
            String relation, Class<T> type, SubscriptionOptions subscriptionOptions) {
        requireOpen();
        CatalogObject.Relation object = statements.catalog().relation(relation);
        return subscriber -> FlowSubscription.start(subscriber, subscribers.queue(object, type, subscriptionOptions));
    }

    @Override
    public List<QueryHandle> queries() {
        return topology.queries().stream()
                .filter(query -> query.kind() != QueryKind.TABLE)
                .map(QueryHandle.class::cast)
                .toList();
    }

    @Override
    public Optional<QueryHandle> findQuery(String name) {
        return topology.query(name).map(QueryHandle.class::cast);
    }

    @Override
    public List<SourceInfo> sources() {
        return topology.sources().stream().map(SourceRuntime::info).toList();
    }

    @Override
    public List<SinkInfo> sinks() {
        return topology.sinks().stream().map(SinkWriter::info).toList();
    }

    @Override
    public CompilerMetrics compilerMetrics() {
        return compiler.metrics();
    }

    @Override
    public void start() {
        requireOpen();
        topology.progress().start();
    }

    @Override
    public boolean awaitIdle(Duration timeout) {
        requireOpen();
        return topology.progress().awaitIdle(timeout);
    }

    /** Waits until what was pushed so far is processed, unless a worker asks, who cannot wait for himself. */
    void awaitWhatWasPushed() {
        if (topology.workers().isWorkerThread()) {
            return;
        }
        List<SourceInstance> all =
                topology.feeds().stream().map(SourceRuntime.Feed::instance).toList();
        if (!topology.progress().awaitMarkers(all, PATIENCE)) {
            throw new LaminarException(
                    ErrorCode.TIMEOUT,
                    "rows pushed before were not processed within " + PATIENCE.toSeconds()
                            + " s; is a subscription not polled, or a query paused?");
        }
    }

    @Override
    public void endOfInput() {
        requireOpen();
        topology.workers().requireOtherThread("end the input and wait for it");
        topology.progress().startObserved();
        topology.progress().endOfInput();
        topology.progress().awaitIdle(Duration.ofDays(1));
    }

    @Override
    public void checkpoint() {
        requireOpen();
        throw new LaminarException(
                ErrorCode.CHECKPOINTS_DISABLED, "this engine has no checkpoint storage, so nothing was saved");
    }

    @Override
    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        EngineRegistry.remove(this);
        compiler.close();
        topology.stop(new LaminarException(ErrorCode.ENGINE_CLOSED, "engine " + name() + " was closed"));
    }

    private void requireOpen() {
        if (isClosed) {
            throw new LaminarException(ErrorCode.ENGINE_CLOSED, "engine " + name() + " is closed");
        }
    }
}
