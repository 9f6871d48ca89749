package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryMetrics;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.data.binding.RowEncoder;
import io.laminar.plan.PlanPrinter;
import io.laminar.plan.PlanWarnings;
import io.laminar.plan.QueryPlan;
import io.laminar.plan.StateTtl;
import io.laminar.sql.ParsedQuery;
import io.laminar.sql.QueryPlanner;
import io.laminar.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Statements that read, and INSERT: they change nothing that exists. */
final class Selections {
    private final DefaultEngine engine;
    private final Topology topology;
    private final Connectors connectors;
    private final QueryPlanner planner;
    private final Definitions definitions;
    private final QueryLauncher launcher;
    private final AtomicLong adHocQueries = new AtomicLong();

    Selections(
            DefaultEngine engine,
            Topology topology,
            Connectors connectors,
            QueryPlanner planner,
            Definitions definitions) {
        this.engine = engine;
        this.topology = topology;
        this.connectors = connectors;
        this.planner = planner;
        this.definitions = definitions;
        this.launcher = definitions.launcher();
    }

    static void requireParameters(ParsedQuery parsed, List<@Nullable Object> parameters) {
        if (parsed.parameters() != parameters.size()) {
            throw new LaminarException(
                    ErrorCode.PARAMETER_MISMATCH,
                    "the statement has " + parsed.parameters() + " parameters but " + parameters.size()
                            + " values were given",
                    parsed.position(),
                    null);
        }
    }

    QueryResult select(Statement.Select select, List<@Nullable Object> parameters) {
        ParsedQuery parsed = select.query();
        requireParameters(parsed, parameters);
        return parsed.isContinuous() ? subscribe(select, parameters) : answer(parsed, parameters);
    }

    /** Runs a plan that ends over what has been pushed until now. */
    RowsResult answer(QueryPlan plan, Catalog snapshot) {
        engine.awaitWhatWasPushed();
        CompiledQuery compiled = launcher.compileBounded(plan);
        return new BoundedQuery(topology, connectors, snapshot, engine.options().batchRows()).run(compiled, plan);
    }

    private QueryResult answer(ParsedQuery parsed, List<@Nullable Object> parameters) {
        Catalog snapshot = definitions.catalog();
        return answer(planner.plan(parsed, snapshot, false, parameters), snapshot);
    }

    private QueryResult subscribe(Statement.Select select, List<@Nullable Object> parameters) {
        ParsedQuery parsed = select.query();
        topology.workers().requireOtherThread("start a continuous query");
        requireNoLateTarget(parsed);
        QueryPlan planned = planner.plan(parsed, definitions.catalog(), true, parameters);
        Map<String, String> options = launcher.options(Map.of(), planned);
        QueryPlan plan = QueryOptions.apply(options, planned, select);
        CompiledQuery compiled = launcher.compile(plan, options);
        String name = "select_" + adHocQueries.incrementAndGet();
        QueueSubscriber<Row> subscriber =
                engine.subscribers().queue(name, compiled.output().hub(), RowIdentity.of(plan));
        compiled.output().hub().attach(subscriber);
        QueryRuntime runtime = launcher.observe(
                name,
                select.sql(),
                plan,
                new StreamingQuery(name, compiled, QueryLauncher::report),
                select.fromEpoch());
        topology.progress().startObserved();
        return new ContinuousResult(subscriber, () -> topology.drop(runtime));
    }

    /** A query without a name makes no stream that anybody could read. */
    private static void requireNoLateTarget(ParsedQuery parsed) {
        if (parsed.lateTo() != null) {
            throw new LaminarException(
                    ErrorCode.INVALID_EMIT,
                    "LATE DATA TO " + parsed.lateTo()
                            + " makes a stream and belongs into CREATE STREAM or CREATE MATERIALIZED VIEW; a SELECT counts"
                            + " its late rows in its metrics",
                    parsed.position(),
                    null);
        }
    }

    long insert(Statement.Insert insert, List<@Nullable Object> parameters) {
        CatalogObject target = definitions
                .catalog()
                .find(insert.target())
                .orElseGet(() -> definitions.catalog().relation(insert.target()));
        if (!(target instanceof CatalogObject.Source || target instanceof CatalogObject.Table)) {
            throw new LaminarException(
                    ErrorCode.WRONG_OBJECT_KIND,
                    "rows can be inserted into a source or a table, but " + target.name() + " is a "
                            + Definitions.kindOf(target),
                    insert.position(),
                    null);
        }
        requireParameters(insert.query(), parameters);
        CatalogObject.Relation relation = (CatalogObject.Relation) target;
        QueryPlan plan = planner.planInsert(insert, relation.schema(), definitions.catalog(), parameters);
        CompiledQuery compiled = launcher.compileBounded(plan);
        RowsResult rows = new BoundedQuery(
                        topology,
                        connectors,
                        definitions.catalog(),
                        engine.options().batchRows())
                .run(compiled, plan);
        List<Object[]> values = new ArrayList<>();
        for (Row row : rows) {
            values.add(IntStream.range(0, row.size()).mapToObj(row::get).toArray());
        }
        SourceChannel channel =
                topology.source(relation.name()).orElseThrow().main().channel();
        return channel.appendAll(RowEncoder.of(Object[].class, relation.schema()), values);
    }

    /** What a statement needs and gives, without running it. */
    LaminarEngine.PreparedInfo prepare(Statement statement) {
        Catalog snapshot = definitions.catalog();
        if (statement instanceof Statement.Select select) {
            ParsedQuery parsed = select.query();
            return new LaminarEngine.PreparedInfo(
                    planner.parameterTypes(parsed, snapshot),
                    planner.plan(parsed, snapshot, parsed.isContinuous()).root().schema());
        }
        if (statement instanceof Statement.Update update) {
            Schema target = snapshot.relation(update.target()).schema();
            return new LaminarEngine.PreparedInfo(planner.parameterTypes(update, target, snapshot), null);
        }
        if (statement instanceof Statement.Delete delete) {
            return new LaminarEngine.PreparedInfo(planner.parameterTypes(delete.query(), snapshot), null);
        }
        if (statement instanceof Statement.Insert insert) {
            Schema target = snapshot.relation(insert.target()).schema();
            return new LaminarEngine.PreparedInfo(planner.parameterTypes(insert, target, snapshot), null);
        }
        return new LaminarEngine.PreparedInfo(List.of(), null);
    }

    /**
     * The plan, what is to be known of it, and how its pipelines run.
     *
     * @param isAnalyze whether the query is run, to tell its figures as well
     */
    String explain(Statement statement, boolean isAnalyze) {
        ParsedQuery parsed = statement instanceof Statement.Select select
                ? select.query()
                : statement instanceof Statement.CreateQuery create
                        ? create.query()
                        : statement instanceof Statement.CreateSink sink
                                ? sink.query()
                                : statement instanceof Statement.AlterQuery alter
                                        ? alter.query()
                                        : ((Statement.Insert) statement).query();
        boolean isContinuous = !(statement instanceof Statement.Insert)
                && (!(statement instanceof Statement.Select) || parsed.isContinuous());
        Map<String, String> given =
                isContinuous && statement instanceof Statement.CreateQuery create ? create.options() : Map.of();
        QueryOptions.requireKnown(given, statement);
        QueryPlan planned = planner.plan(parsed, definitions.catalog(), isContinuous);
        Map<String, String> options = isContinuous ? launcher.options(given, planned) : given;
        QueryPlan plan = QueryOptions.apply(options, planned, statement);
        StringBuilder text = new StringBuilder(PlanPrinter.print(plan.root()));
        if (isContinuous) {
            PlanWarnings.of(plan.root(), QueryOptions.ttl(options) != null)
                    .forEach(warning -> text.append(System.lineSeparator())
                            .append("Warning: ")
                            .append(warning));
        }
        if (QueryOptions.ttl(options) != null) {
            text.append(System.lineSeparator())
                    .append("State forgotten after ")
                    .append(QueryOptions.ttl(options))
                    .append(": ")
                    .append(StateTtl.describe(plan.root()));
        }
        if (isContinuous) {
            String parallelism = launcher.explainParallelism(plan, options).toString();
            text.append(parallelism.isEmpty() ? "" : System.lineSeparator() + parallelism);
        }
        launcher.explainPipelines(plan)
                .forEach(pipeline -> text.append(System.lineSeparator())
                        .append("Pipeline ")
                        .append(pipeline.stages())
                        .append(pipeline.compiled() ? " COMPILED" : " INTERPRETED: " + pipeline.reason()));
        return isAnalyze ? text + analyze(plan) : text.toString();
    }

    /** Runs a query that ends and tells what its pipelines and operators did. */
    private String analyze(QueryPlan plan) {
        engine.awaitWhatWasPushed();
        CompiledQuery compiled = launcher.compileBounded(plan);
        long begun = System.nanoTime();
        new BoundedQuery(
                        topology,
                        connectors,
                        definitions.catalog(),
                        engine.options().batchRows())
                .run(compiled, plan);
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        QueryMetrics metrics = compiled.figures().metrics(compiled, null, 0, new QueryMetrics.Bridge(0, 0, 0));
        return String.join(
                System.lineSeparator(),
                "",
                "Query: " + metrics.rowsIn() + " rows in, " + metrics.rowsOut() + " out, " + time,
                "Ring 0: " + metrics.ring0().rowsIn() + " rows in, "
                        + metrics.ring0().rowsOut() + " out, " + metrics.ring0().rowsDropped() + " dropped, "
                        + metrics.ring0().time(),
                "Ring 1: " + metrics.ring1().rowsIn() + " rows in, "
                        + metrics.ring1().rowsOut() + " out, " + metrics.stateRows() + " in state, "
                        + metrics.ring1().time());
    }
}
