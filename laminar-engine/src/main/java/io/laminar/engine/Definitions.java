package io.laminar.engine;

import io.laminar.api.EngineOptions;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryKind;
import io.laminar.api.Schema;
import io.laminar.api.StatementResult;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanWarnings;
import io.laminar.plan.QueryPlan;
import io.laminar.spi.AggregateFunction;
import io.laminar.sql.ParsedQuery;
import io.laminar.sql.QueryPlanner;
import io.laminar.sql.Statement;
import io.laminar.sql.Statements;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What exists, and the statements that change it, one after the other. */
final class Definitions {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.engine");

    private final EngineOptions engineOptions;
    private final Topology topology;
    private final Connectors connectors;
    private final QueryPlanner planner;
    private final QueryLauncher launcher;
    private final Readers readers;
    private final Removal removal;
    private final FunctionDefinitions functions;
    private volatile Catalog catalog = Catalog.EMPTY;

    Definitions(
            EngineOptions engineOptions,
            Topology topology,
            Connectors connectors,
            QueryPlanner planner,
            CompilerService compiler,
            LongSupplier nanoClock) {
        this.engineOptions = engineOptions;
        this.topology = topology;
        this.connectors = connectors;
        this.planner = planner;
        this.readers = new Readers(topology);
        this.removal = new Removal(topology, readers);
        this.functions = new FunctionDefinitions(planner);
        this.launcher = new QueryLauncher(engineOptions, topology, compiler, nanoClock, new QueryRuntime.Control() {
            @Override
            public void stop(QueryRuntime query) {
                Definitions.this.stop(query);
            }

            @Override
            public void restart(QueryRuntime query) {
                Definitions.this.restart(query);
            }

            @Override
            public void alter(QueryRuntime query, String select) {
                change(Statements.parseOne("ALTER "
                        + (query.kind() == QueryKind.MATERIALIZED_VIEW ? "MATERIALIZED VIEW " : "STREAM ")
                        + CreateText.exact(query.name()) + " AS " + select));
            }
        });
    }

    Catalog catalog() {
        return catalog;
    }

    QueryLauncher launcher() {
        return launcher;
    }

    /** Does a statement that changes what exists or runs; one after the other. */
    StatementResult change(Statement statement) {
        if (topology.workers().isWorkerThread()) {
            throw new LaminarException(
                    ErrorCode.INVALID_QUERY_STATE,
                    "a subscriber's callback cannot change what exists; do it on another thread",
                    statement.position(),
                    null);
        }
        return changeInTurn(statement);
    }

    private synchronized StatementResult changeInTurn(Statement statement) {
        if (statement instanceof Statement.CreateSource create) {
            return create(
                    create.source().name(),
                    create.mode(),
                    statement,
                    () -> createSource(create.source(), create.watermark()));
        }
        if (statement instanceof Statement.CreateTable create) {
            return create(
                    create.table().name(),
                    create.mode(),
                    statement,
                    () -> createTable(create.table(), create.watermark()));
        }
        if (statement instanceof Statement.CreateQuery create) {
            return create(create.name(), create.mode(), statement, () -> createQuery(create));
        }
        if (statement instanceof Statement.CreateSink create) {
            return create(create.name(), create.mode(), statement, () -> createSink(create));
        }
        if (statement instanceof Statement.CreateFunction create) {
            return createFunction(create);
        }
        if (statement instanceof Statement.Drop drop) {
            return drop(drop);
        }
        if (statement instanceof Statement.ControlSource control) {
            return new Controls(topology).control(control, (CatalogObject.Source)
                    object(control.name(), Statement.ObjectKind.SOURCE, control));
        }
        if (statement instanceof Statement.ControlQuery control) {
            return new Controls(topology).control(control);
        }
        if (statement instanceof Statement.AlterQuery alter) {
            return alter(alter);
        }
        throw new LaminarException(
                ErrorCode.UNSUPPORTED, "not supported: " + statement.sql(), statement.position(), null);
    }

    // CREATE

    StatementResult create(String name, Statement.CreateMode mode, Statement statement, Runnable creation) {
        CatalogObject existing = catalog.find(name).orElse(null);
        StatementResult done = new StatementResult(StatementResult.Kind.DEFINITION, name, 0, null);
        if (existing != null) {
            if (mode.ifNotExists()) {
                return done;
            }
            if (!mode.orReplace()) {
                throw new LaminarException(
                        ErrorCode.OBJECT_EXISTS,
                        kindOf(existing) + " " + existing.name()
                                + " exists; drop it, or write CREATE OR REPLACE or IF NOT EXISTS",
                        statement.position(),
                        null);
            }
            replace(existing, statement, creation);
            return done;
        }
        creation.run();
        return done;
    }

    /** Drops and creates anew; when that fails the old object is gone from the engine, but is made again from its statement. */
    private void replace(CatalogObject existing, Statement statement, Runnable creation) {
        if (existing instanceof CatalogObject.SideOutput side) {
            throw Removal.goesWith(side, statement);
        }
        if (existing instanceof CatalogObject.Sink) {
            // Between two rows of what it reads, so that none is lost between the old one and the new one.
            Runnable prepared = statement instanceof Statement.CreateSink create ? prepareSink(create) : creation;
            topology.whileStanding(() -> {
                topology.query(existing.name()).ifPresent(query -> query.query().letThrough());
                replaceByDropping(existing, prepared);
            });
            return;
        }
        Alterations.Replaced replaced = new Replacement(topology, alterations()).inPlace(existing, statement);
        if (replaced.object() != null) {
            catalog = catalog.with(replaced.object());
            topology.progress().startObserved();
            return;
        }
        List<CatalogObject> behind = readers.behind(existing, catalog);
        if (!behind.isEmpty()) {
            throw Removal.inUse(
                    existing,
                    behind,
                    "it cannot be replaced, because " + replaced.obstacle() + "; drop these first",
                    statement);
        }
        replaceByDropping(existing, creation);
    }

    private void replaceByDropping(CatalogObject existing, Runnable creation) {
        dropOne(existing);
        try {
            creation.run();
        } catch (RuntimeException failure) {
            if (existing instanceof CatalogObject.Function) {
                catalog = catalog.with(existing);
                throw failure;
            }
            change(Statements.parseOne(existing.sql()));
            throw failure;
        }
    }

    void createSource(CatalogObject.Source parsed, @Nullable ParsedQuery watermark) {
        CatalogObject.Source source = planner.withWatermark(parsed, parsed, watermark, catalog);
        requireFreeDeadLetterStream(source);
        topology.addSource(source);
        catalog = catalog.with(source);
        registerDeadLetterStream(source);
    }

    private void requireFreeDeadLetterStream(CatalogObject.Source source) {
        String stream = source.deadLetterTo();
        if (stream != null
                && catalog.find(stream).isPresent()
                && !(catalog.find(stream).get() instanceof CatalogObject.SideOutput)) {
            throw new LaminarException(
                    ErrorCode.OBJECT_EXISTS,
                    "DEAD LETTER TO makes a stream called " + stream + ", but that name is taken");
        }
    }

    private void registerDeadLetterStream(CatalogObject.Source source) {
        if (source.deadLetterTo() != null) {
            catalog = catalog.with(new CatalogObject.SideOutput(
                    source.deadLetterTo(), source.sql(), DeadLetters.SCHEMA, source.name()));
        }
    }

    void createTable(CatalogObject.Table parsed, @Nullable ParsedQuery watermark) {
        CatalogObject.Source input = planner.withWatermark(parsed.input(), parsed, watermark, catalog);
        CatalogObject.Table table = new CatalogObject.Table(input, parsed.key());
        requireFreeDeadLetterStream(input);
        topology.addSource(input);
        try {
            // The table's own query reads the rows as they come in, under the name that the table has for everybody
            // else.
            PlanNode.Scan scan =
                    new PlanNode.Scan(input.name(), input.schema(), ChangelogKind.INSERT_ONLY, table.key(), false);
            QueryPlan plan = new QueryPlan(scan, input.timeColumns(), null);
            StreamingQuery query = new StreamingQuery(
                    input.name(),
                    TableQuery.compile(
                            scan, table.key(), Math.max(2, engineOptions.batchRows()), launcher.newFigures()),
                    QueryLauncher::report);
            launcher.addQuery(
                    input.name(), QueryKind.TABLE, table.sql(), plan, query, table.key(), Duration.ZERO, Duration.ZERO);
        } catch (RuntimeException failure) {
            topology.dropSource(input.name());
            throw failure;
        }
        catalog = catalog.with(table);
        registerDeadLetterStream(input);
    }

    void createQuery(Statement.CreateQuery given) {
        QueryOptions.requireKnown(given.options(), given);
        long started = System.nanoTime();
        QueryPlan planned = planner.plan(given.query(), catalog, true);
        Statement.CreateQuery create = given.with(launcher.options(given.options(), planned));
        QueryPlan plan = QueryOptions.apply(create.options(), planned, create);
        requireFreeLateStream(plan, create);
        PlanWarnings.of(plan.root(), QueryOptions.ttl(create.options()) != null)
                .forEach(warning -> LOG.warn("{}: {}", create.name(), warning));
        Duration planTime = Duration.ofNanos(System.nanoTime() - started);
        CatalogObject.Query object =
                CatalogObject.Query.of(create.name(), create.sql(), plan, create.isView(), create.options());
        launcher.start(
                create.name(),
                create.isView() ? QueryKind.MATERIALIZED_VIEW : QueryKind.STREAM,
                create.sql(),
                plan,
                create.options(),
                planTime);
        catalog = catalog.with(object);
        if (plan.lateTo() != null) {
            QueryRuntime runtime = topology.query(create.name()).orElseThrow();
            RelationHub late = java.util.Objects.requireNonNull(
                    runtime.query().compiled().output().lateHub());
            catalog = catalog.with(
                    new CatalogObject.SideOutput(plan.lateTo(), create.sql(), late.schema(), create.name()));
        }
    }

    private void requireFreeLateStream(QueryPlan plan, Statement.CreateQuery statement) {
        String late = plan.lateTo();
        if (late != null
                && (late.equalsIgnoreCase(statement.name())
                        || catalog.find(late).isPresent())) {
            throw new LaminarException(
                    ErrorCode.OBJECT_EXISTS,
                    "LATE DATA TO makes a stream called " + plan.lateTo() + ", but that name is taken",
                    statement.position(),
                    null);
        }
    }

    void createSink(Statement.CreateSink create) {
        prepareSink(create).run();
    }

    /** Checks what can be checked; what it gives does the rest. */
    private Runnable prepareSink(Statement.CreateSink create) {
        QueryPlan planned = planner.plan(create.query(), catalog, true);
        Map<String, String> options = launcher.options(Map.of(), planned);
        QueryPlan plan = QueryOptions.apply(options, planned, create);
        Schema schema = plan.root().schema();
        boolean hasChanges = plan.root().changes() == ChangelogKind.CHANGES;
        CatalogObject.Sink sink = new CatalogObject.Sink(
                create.name(), create.sql(), schema, create.connector(), create.format(), create.options());
        SinkWriter writer = new SinkWriter(
                create.name(),
                create.connector().name(),
                connectors.openSink(sink, schema, hasChanges, plan.root().key()),
                schema,
                RowIdentity.of(plan),
                topology.workers());
        CompiledQuery compiled = launcher.compile(plan, options);
        return () -> runSink(create, plan, compiled, sink, writer);
    }

    private void runSink(
            Statement.CreateSink create,
            QueryPlan plan,
            CompiledQuery compiled,
            CatalogObject.Sink sink,
            SinkWriter writer) {
        writer.start();
        compiled.output().hub().attach(writer);
        StreamingQuery query = new StreamingQuery(create.name(), compiled, QueryLauncher::report);
        launcher.addQuery(
                create.name(),
                QueryKind.SINK,
                create.sql(),
                plan,
                query,
                plan.root().key(),
                Duration.ZERO,
                Duration.ZERO);
        topology.addSink(writer);
        catalog = catalog.with(sink);
    }

    /** Adds an overload, or puts it in the place of another; queries that run go on with what they have. */
    private StatementResult createFunction(Statement.CreateFunction create) {
        if (catalog.find(create.name()).orElse(null) instanceof CatalogObject.Function) {
            catalog = functions.with(catalog, create);
            return new StatementResult(StatementResult.Kind.DEFINITION, create.name(), 0, null);
        }
        return create(create.name(), create.mode(), create, () -> catalog = functions.with(catalog, create));
    }

    /** Makes a method of the application a function. */
    synchronized void registerFunction(String name, Method method, Supplier<?> instance) {
        catalog = functions.with(catalog, name, method, instance);
    }

    /** Makes an object of the application an aggregate function. */
    synchronized void registerAggregate(String name, AggregateFunction<?, ?> function) {
        catalog = functions.with(catalog, name, function);
    }

    // ALTER

    private Alterations alterations() {
        return new Alterations(topology, planner, launcher, catalog, readers);
    }

    private StatementResult alter(Statement.AlterQuery alter) {
        CatalogObject.Query before = (CatalogObject.Query) object(
                alter.name(),
                alter.isView() ? Statement.ObjectKind.MATERIALIZED_VIEW : Statement.ObjectKind.STREAM,
                alter);
        catalog = catalog.with(alterations().alter(before, alter));
        return new StatementResult(StatementResult.Kind.DEFINITION, before.name(), 0, null);
    }

    // DROP and control

    StatementResult drop(Statement.Drop drop) {
        StatementResult done = new StatementResult(StatementResult.Kind.DEFINITION, drop.name(), 0, null);
        if (catalog.find(drop.name()).isEmpty() && drop.ifExists()) {
            return done;
        }
        CatalogObject object = object(drop.name(), drop.kind(), drop);
        if (object instanceof CatalogObject.Function function) {
            object = FunctionDefinitions.dropped(function, drop);
            if (object == null) {
                return done;
            }
        }
        catalog = removal.drop(object, drop, catalog);
        return done;
    }

    private void dropOne(CatalogObject object) {
        catalog = removal.without(object, catalog);
    }

    private void restart(QueryRuntime query) {
        topology.workers().requireOtherThread("restart a query");
        restartInTurn(query);
    }

    private synchronized void restartInTurn(QueryRuntime query) {
        new Restart(query, topology).run();
    }

    /** Ends a query, and takes it out of the catalog if it is there; what reads it gets nothing more. */
    private void stop(QueryRuntime query) {
        topology.workers().requireOtherThread("stop a query");
        stopInTurn(query);
    }

    private synchronized void stopInTurn(QueryRuntime query) {
        topology.drop(query);
        catalog.find(query.name()).ifPresent(this::dropOne);
    }

    // Look-up

    CatalogObject object(String name, Statement.ObjectKind kind, Statement statement) {
        CatalogObject object = catalog.find(name)
                .orElseThrow(() -> new LaminarException(
                        ErrorCode.OBJECT_NOT_FOUND,
                        "nothing is called " + name
                                + io.laminar.api.Suggestions.didYouMean(
                                        name,
                                        catalog.objects().stream()
                                                .map(CatalogObject::name)
                                                .toList()),
                        statement.position(),
                        null));
        if (!kindOf(object).equals(kind.name().replace('_', ' '))) {
            throw new LaminarException(
                    ErrorCode.WRONG_OBJECT_KIND,
                    object.name() + " is a " + kindOf(object) + ", not a "
                            + kind.name().replace('_', ' '),
                    statement.position(),
                    null);
        }
        return object;
    }

    CatalogObject relationOrSink(Statement.Describe describe) {
        return catalog.find(describe.name()).orElseGet(() -> catalog.relation(describe.name()));
    }

    static String kindOf(CatalogObject object) {
        if (object instanceof CatalogObject.Source) {
            return "SOURCE";
        } else if (object instanceof CatalogObject.Table) {
            return "TABLE";
        } else if (object instanceof CatalogObject.Query query) {
            return query.isView() ? "MATERIALIZED VIEW" : "STREAM";
        } else if (object instanceof CatalogObject.Sink) {
            return "SINK";
        } else if (object instanceof CatalogObject.Function) {
            return "FUNCTION";
        }
        return "STREAM";
    }
}
