package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.StatementResult;
import io.laminar.catalog.Catalog;
import io.laminar.expr.function.StatementClock;
import io.laminar.sql.QueryPlanner;
import io.laminar.sql.Statement;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Does what a statement says: hands it to the part that can. */
final class StatementExecutor {
    private final DefaultEngine engine;
    private final Topology topology;
    private final Connectors connectors;
    private final Definitions definitions;
    private final Selections selections;
    private final TableChanges tableChanges;

    StatementExecutor(
            DefaultEngine engine,
            Topology topology,
            Connectors connectors,
            QueryPlanner planner,
            CompilerService compiler,
            LongSupplier nanoClock) {
        this.engine = engine;
        this.topology = topology;
        this.connectors = connectors;
        this.definitions = new Definitions(engine.options(), topology, connectors, planner, compiler, nanoClock);
        this.selections = new Selections(engine, topology, connectors, planner, definitions);
        this.tableChanges = new TableChanges(topology, planner, definitions, selections);
    }

    Catalog catalog() {
        return definitions.catalog();
    }

    Definitions definitions() {
        return definitions;
    }

    /** Whether a statement changes what exists or runs; such statements run one after the other. */
    static boolean isReading(Statement statement) {
        return statement instanceof Statement.Select
                || statement instanceof Statement.Show
                || statement instanceof Statement.ShowCreate
                || statement instanceof Statement.Describe
                || statement instanceof Statement.Explain;
    }

    StatementResult execute(Statement statement, List<@Nullable Object> parameters) {
        return StatementClock.during(engine.options().clock(), () -> executeNow(statement, parameters));
    }

    private StatementResult executeNow(Statement statement, List<@Nullable Object> parameters) {
        if (statement instanceof Statement.Select select) {
            return rows(selections.select(select, parameters));
        }
        if (statement instanceof Statement.Insert insert) {
            return new StatementResult(
                    StatementResult.Kind.UPDATE, insert.target(), selections.insert(insert, parameters), null);
        }
        if (statement instanceof Statement.Update update) {
            return new StatementResult(
                    StatementResult.Kind.UPDATE, update.target(), tableChanges.update(update, parameters), null);
        }
        if (statement instanceof Statement.Delete delete) {
            return new StatementResult(
                    StatementResult.Kind.UPDATE, delete.target(), tableChanges.delete(delete, parameters), null);
        }
        if (!parameters.isEmpty()) {
            throw new LaminarException(
                    ErrorCode.PARAMETER_MISMATCH,
                    "only SELECT, INSERT, UPDATE and DELETE take parameters",
                    statement.position(),
                    null);
        }
        if (statement instanceof Statement.Show show) {
            return rows(new Listing(definitions.catalog(), topology, connectors).show(show.kind()));
        }
        if (statement instanceof Statement.ShowCreate show) {
            return rows(new Listing(definitions.catalog(), topology, connectors)
                    .showCreate(definitions.object(show.name(), show.kind(), statement)));
        }
        if (statement instanceof Statement.Describe describe) {
            return rows(new Listing(definitions.catalog(), topology, connectors)
                    .describe(definitions.relationOrSink(describe), describe.isExtended()));
        }
        if (statement instanceof Statement.Explain explain) {
            return rows(Listing.text("plan", selections.explain(explain.statement(), explain.isAnalyze())));
        }
        if (statement instanceof Statement.Checkpoint) {
            engine.checkpoint();
            return new StatementResult(StatementResult.Kind.CONTROL, null, 0, null);
        }
        return definitions.change(statement);
    }

    private static StatementResult rows(QueryResult rows) {
        return new StatementResult(StatementResult.Kind.ROWS, null, 0, rows);
    }

    /** What a statement needs and gives, without running it, unless it only tells what there is. */
    LaminarEngine.PreparedInfo prepare(Statement statement) {
        if (!isReading(statement) || statement instanceof Statement.Select) {
            return selections.prepare(statement);
        }
        try (QueryResult rows = execute(statement, List.of()).rows()) {
            return new LaminarEngine.PreparedInfo(List.of(), rows == null ? null : rows.schema());
        }
    }
}
