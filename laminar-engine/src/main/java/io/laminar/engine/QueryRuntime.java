package io.laminar.engine;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A continuous query of the engine: its plan, what runs it, and what it is attached to. */
final class QueryRuntime implements QueryHandle {
    private final String name;
    private final QueryKind kind;
    private final @Nullable MaterializedTable view;
    private final @Nullable History history;
    private final Topology topology;
    private final Control control;
    private final List<Attachment> attachments = new CopyOnWriteArrayList<>();
    private volatile Version version;
    private volatile @Nullable Duration swapTime;

    /** A receiver that was attached to a hub, to be detached when the query goes. */
    record Attachment(RelationHub hub, BatchReceiver receiver) {}

    /**
     * What ALTER replaces.
     *
     * @param sql statement that creates the query as it is now
     */
    record Version(String sql, QueryPlan plan, QueryMetadata metadata, StreamingQuery query) {
        /** The same, run by another. */
        Version with(StreamingQuery other) {
            return new Version(sql, plan, metadata, other);
        }
    }

    /** What a handle can ask for that changes the catalog. */
    interface Control {
        void stop(QueryRuntime query);

        void alter(QueryRuntime query, String select);

        void restart(QueryRuntime query);
    }

    QueryRuntime(
            String name,
            QueryKind kind,
            Version version,
            @Nullable MaterializedTable view,
            @Nullable History history,
            Topology topology,
            Control control) {
        this.name = name;
        this.kind = kind;
        this.version = version;
        this.view = view;
        this.history = history;
        this.topology = topology;
        this.control = control;
    }

    StreamingQuery query() {
        return version.query();
    }

    QueryPlan plan() {
        return version.plan();
    }

    Version version() {
        return version;
    }

    /** Takes down how long the workers stood still for {@link #become}. */
    void swapTook(long nanos) {
        swapTime = Duration.ofNanos(nanos);
    }

    /** Goes on as another version. Workers stand still. */
    void become(Version successor) {
        version = successor;
    }

    @Nullable
    MaterializedTable view() {
        return view;
    }

    /** Its latest changes, if they are retained. */
    @Nullable
    History history() {
        return history;
    }

    RelationHub hub() {
        return query().compiled().output().hub();
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
        return version.sql();
    }

    @Override
    public Schema schema() {
        return plan().root().schema();
    }

    @Override
    public QueryState state() {
        return query().state();
    }

    @Override
    public Optional<LaminarException> error() {
        return Optional.ofNullable(query().error());
    }

    @Override
    public QueryMetrics metrics() {
        StreamingQuery query = query();
        CompiledQuery compiled = query.compiled();
        QueryFigures figures = compiled.figures();
        long pendingRows = query.waitingRows()
                + attachments.stream()
                        .mapToLong(attachment -> attachment.hub().pendingRows())
                        .sum();
        return figures.metrics(
                compiled,
                Watermarks.toInstant(hub().watermark()),
                (view == null ? 0 : view.size()) + (history == null ? 0 : history.size()),
                new QueryMetrics.Bridge(pendingRows, hub().droppedRows(), figures.batchesIn()));
    }

    @Override
    public QueryMetadata metadata() {
        QueryMetadata metadata = version.metadata();
        return new QueryMetadata(
                metadata.createdAt(),
                metadata.planTime(),
                metadata.extractTime(),
                metadata.compileTime(),
                swapTime,
                query().compiled().pipelineInfos(),
                metadata.operators(),
                query().compiled().parallelism().count(),
                query().compiled().parallelism().reason());
    }

    @Override
    public String explain() {
        return PlanPrinter.print(plan().root());
    }

    @Override
    public void pause() {
        topology.whileStanding(() -> query().pause());
    }

    @Override
    public void resume() {
        topology.whileStanding(() -> query().resume());
    }

    @Override
    public void restart() {
        control.restart(this);
    }

    @Override
    public void alter(String newSql) {
        control.alter(this, newSql);
    }

    @Override
    public void stop() {
        control.stop(this);
    }
}
