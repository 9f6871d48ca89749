package io.laminar.engine;

import io.laminar.api.EngineOptions;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryKind;
import io.laminar.api.QueryMetadata;
import io.laminar.codegen.PipelineFactory;
import io.laminar.plan.QueryPlan;
import io.laminar.sql.Statement;
import io.laminar.state.MaterializedTable;
import io.laminar.state.RowHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets continuous queries running. */
final class QueryLauncher {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.engine");

    private final EngineOptions engineOptions;
    private final Topology topology;
    private final CompilerService compiler;
    private final LongSupplier nanoClock;
    private final QueryRuntime.Control control;

    /**
     * @param nanoClock what time it is, for what goes by the clock
     * @param control what happens when somebody stops or alters a query by its handle
     */
    QueryLauncher(
            EngineOptions engineOptions,
            Topology topology,
            CompilerService compiler,
            LongSupplier nanoClock,
            QueryRuntime.Control control) {
        this.nanoClock = nanoClock;
        this.engineOptions = engineOptions;
        this.topology = topology;
        this.compiler = compiler;
        this.control = control;
    }

    /** Compiles a plan and sets it running. */
    QueryRuntime start(
            String name, QueryKind kind, String sql, QueryPlan plan, Map<String, String> options, Duration planTime) {
        long started = System.nanoTime();
        CompiledQuery compiled = compile(plan, options);
        Duration compileTime = Duration.ofNanos(System.nanoTime() - started);
        StreamingQuery query = new StreamingQuery(name, compiled, QueryLauncher::report);
        RowHistory.Limit limit = QueryOptions.history(options);
        History history = limit == null
                ? null
                : new History(
                        plan.root().schema(),
                        plan.root().changes(),
                        limit,
                        topology.workers().epochs(),
                        nanoClock);
        return addQuery(name, kind, sql, plan, query, plan.root().key(), history, planTime, compileTime);
    }

    /** Sets a query running; a view or table gets the rows kept. */
    QueryRuntime addQuery(
            String name,
            QueryKind kind,
            String sql,
            QueryPlan plan,
            StreamingQuery query,
            List<Integer> key,
            Duration planTime,
            Duration compileTime) {
        return addQuery(name, kind, sql, plan, query, key, null, planTime, compileTime);
    }

    /** As the other, with the history that is kept of its changes. */
    private QueryRuntime addQuery(
            String name,
            QueryKind kind,
            String sql,
            QueryPlan plan,
            StreamingQuery query,
            List<Integer> key,
            @Nullable History history,
            Duration planTime,
            Duration compileTime) {
        boolean isKept = kind == QueryKind.MATERIALIZED_VIEW || kind == QueryKind.TABLE;
        MaterializedTable view =
                isKept ? new MaterializedTable(plan.root().schema(), key, OperatorFactory.seed()) : null;
        if (view != null) {
            query.compiled().output().hub().attach(new ViewReceiver(view));
        }
        QueryMetadata metadata = metadata(Instant.now(), planTime, compileTime, query.compiled());
        if (history != null) {
            query.compiled().output().hub().attach(history);
        }
        QueryRuntime runtime = new QueryRuntime(
                name, kind, new QueryRuntime.Version(sql, plan, metadata, query), view, history, topology, control);
        topology.addQuery(runtime);
        LOG.info("{} {} runs", kind.name().toLowerCase(Locale.ROOT).replace('_', ' '), name);
        return runtime;
    }

    /**
     * Sets a query running that somebody looks at.
     *
     * @param fromEpoch the epoch from which on it gets the changes of what it reads, or {@link Statement.Select#NOW}
     * @throws LaminarException with {@code EPOCH_NOT_RETAINED}
     */
    QueryRuntime observe(String name, String sql, QueryPlan plan, StreamingQuery query, long fromEpoch) {
        QueryMetadata metadata = metadata(Instant.now(), Duration.ZERO, Duration.ZERO, query.compiled());
        QueryRuntime runtime = new QueryRuntime(
                name,
                QueryKind.AD_HOC,
                new QueryRuntime.Version(sql, plan, metadata, query),
                null,
                null,
                topology,
                control);
        topology.addQuery(runtime, fromEpoch);
        return runtime;
    }

    /** The log gets a stack trace only of what is a defect of the engine. */
    static void report(LaminarException failure) {
        if (failure.code() == ErrorCode.INTERNAL) {
            LOG.error("{}", failure.getMessage(), failure);
        } else {
            LOG.error("{}", failure.getMessage());
        }
    }

    /** The options of a continuous query with what the engine says where it gives none. */
    Map<String, String> options(Map<String, String> given, QueryPlan plan) {
        return QueryOptions.withTtl(given, engineOptions.stateTtl(), plan);
    }

    /**
     * The options of a query that becomes another one and does not say how long state is kept. The time of the engine stays where
     * the new plan can have one; where there was none it comes with state that begins anew.
     */
    Map<String, String> optionsOfAltered(Map<String, String> before, QueryPlan plan, boolean isStateDiscarded) {
        Map<String, String> own = QueryOptions.withoutTtl(before, engineOptions.stateTtl());
        return isStateDiscarded || own.size() < before.size() ? options(own, plan) : own;
    }

    /** Turns the plan of a continuous query into pipelines and operators. */
    CompiledQuery compile(QueryPlan plan, Map<String, String> options) {
        return compile(
                plan,
                options,
                compiler.forContinuous(),
                Parallelism.wanted(options, engineOptions.parallelism()),
                newFigures());
    }

    /** Turns the plan of a query that ends into pipelines and operators. */
    CompiledQuery compileBounded(QueryPlan plan) {
        return compile(plan, Map.of(), compiler.forBounded(), 1, newFigures());
    }

    /** How the pipelines of a plan would run. */
    List<QueryMetadata.PipelineInfo> explainPipelines(QueryPlan plan) {
        return compile(plan, Map.of(), compiler.forExplain(), 1, newFigures()).pipelineInfos();
    }

    QueryFigures newFigures() {
        return new QueryFigures(compiler::metrics);
    }

    /** @param compileTime from the plan to the pipelines */
    static QueryMetadata metadata(Instant createdAt, Duration planTime, Duration compileTime, CompiledQuery compiled) {
        return new QueryMetadata(
                createdAt,
                planTime,
                compiled.extractTime(),
                compileTime.isZero() ? compileTime : compileTime.minus(compiled.extractTime()),
                null,
                compiled.pipelineInfos(),
                compiled.operators(),
                compiled.parallelism().count(),
                compiled.parallelism().reason());
    }

    /**
     * Turns a plan into what takes the place of another query.
     *
     * @param predecessor whose operators go on in this one; null to begin anew
     * @param figures of that query, which go on
     */
    CompiledQuery compileSuccessor(
            QueryPlan plan,
            Map<String, String> options,
            QueryOutput output,
            @Nullable CompiledQuery predecessor,
            QueryFigures figures) {
        return new QueryCompiler(
                        compiler.forContinuous(),
                        engineOptions.clock(),
                        engineOptions.batchRows(),
                        options,
                        Parallelism.wanted(options, engineOptions.parallelism()),
                        figures)
                .compile(plan, output, predecessor);
    }

    /** In how many partitions a continuous query would run. */
    Parallelism explainParallelism(QueryPlan plan, Map<String, String> options) {
        return Parallelism.of(plan.root(), Parallelism.wanted(options, engineOptions.parallelism()));
    }

    private CompiledQuery compile(
            QueryPlan plan,
            Map<String, String> options,
            PipelineFactory pipelines,
            int parallelism,
            QueryFigures figures) {
        return new QueryCompiler(
                        pipelines, engineOptions.clock(), engineOptions.batchRows(), options, parallelism, figures)
                .compile(plan);
    }
}
