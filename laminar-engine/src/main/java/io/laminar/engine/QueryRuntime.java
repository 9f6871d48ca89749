package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryKind;
import io.laminar.api.QueryMetadata;
import io.laminar.api.QueryMetrics;
import io.laminar.api.QueryState;
import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.plan.PlanPrinter;
import io.laminar.plan.QueryPlan;
import io.laminar.state.MaterializedTable;
import io.laminar.time.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A continuous query of the engine: its plan, what runs it, and what it is attached to. */
final class QueryRuntime implements QueryHandle {
    private final String name;
    private final QueryKind kind;
    private final String sql;
    private final QueryPlan plan;
    private final QueryMetadata metadata;
    private final StreamingQuery query;
    private final @Nullable MaterializedTable view;
    private final Topology topology;
    private final Consumer<QueryRuntime> whenStopped;
    private final List<Attachment> attachments = new ArrayList<>();

    /** A receiver that was attached to a hub, to be detached when the query goes. */
    record Attachment(RelationHub hub, BatchReceiver receiver) {}

    QueryRuntime(
            String name,
            QueryKind kind,
            String sql,
            QueryPlan plan,
            QueryMetadata metadata,
            StreamingQuery query,
            @Nullable MaterializedTable view,
            Topology topology,
            Consumer<QueryRuntime> whenStopped) {
        this.name = name;
        this.kind = kind;
        this.sql = sql;
        this.plan = plan;
        this.metadata = metadata;
        this.query = query;
        this.view = view;
        this.topology = topology;
        this.whenStopped = whenStopped;
    }

    StreamingQuery query() {
        return query;
    }

    QueryPlan plan() {
        return plan;
    }

    /** The table of a view, read while all workers stand still; null for what is no view. */
    @Nullable
    MaterializedTable view() {
        return view;
    }

    RelationHub hub() {
        return query.compiled().output().hub();
    }

    List<Attachment> attachments() {
        return attachments;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public QueryKind kind() {
        return kind;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public Schema schema() {
        return plan.root().schema();
    }

    @Override
    public QueryState state() {
        return query.state();
    }

    @Override
    public Optional<LaminarException> error() {
        return Optional.ofNullable(query.error());
    }

    @Override
    public QueryMetrics metrics() {
        CompiledQuery compiled = query.compiled();
        CompiledQuery.Figures figures = compiled.figures();
        int compiledPipelines = (int) compiled.pipelines().stream()
                .filter(each -> each.pipeline().isCompiled())
                .count();
        return new QueryMetrics(
                query.rowsIn(),
                compiled.output().rows(),
                figures.rowsFiltered(),
                figures.rowsLate(),
                figures.rowsFailed(),
                figures.rowsWithoutTime(),
                Watermarks.toInstant(hub().watermark()),
                figures.stateRows() + (view == null ? 0 : view.size()),
                compiledPipelines,
                compiled.pipelines().size() - compiledPipelines);
    }

    @Override
    public QueryMetadata metadata() {
        return new QueryMetadata(
                metadata.createdAt(),
                metadata.planTime(),
                metadata.compileTime(),
                query.compiled().pipelineInfos());
    }

    @Override
    public String explain() {
        return PlanPrinter.print(plan.root());
    }

    @Override
    public void pause() {
        topology.whileStanding(query::pause);
    }

    @Override
    public void resume() {
        topology.whileStanding(query::resume);
    }

    @Override
    public void alter(String newSql) {
        throw new LaminarException(
                ErrorCode.UNSUPPORTED,
                "query " + name + " cannot be altered while it runs; use CREATE OR REPLACE, which starts it anew");
    }

    @Override
    public void stop() {
        whenStopped.accept(this);
    }
}
