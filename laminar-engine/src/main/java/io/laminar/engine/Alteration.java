package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryMetadata;
import io.laminar.api.QueryState;
import io.laminar.api.Schema;
import io.laminar.api.SqlPosition;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.EventTime;
import io.laminar.plan.EventTimes;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import io.laminar.plan.StateFingerprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ALTER of a running query: another one takes its place between two batches. Whoever reads it goes on reading, and no
 * row of its inputs is lost or counted twice.
 *
 * <p>The new plan is compiled beside the running query. Then, while all workers stand still, its operators take over those of
 * the old plan that have the same {@link StateFingerprint}, at the same place, with all their state, its inputs take the
 * places of the old inputs, and rows that wait before these go along. Where the stages above the topmost operator have changed
 * and its rows may change, what was given is first taken back through the old stages and then given through the new
 * ones, so that readers hold what the new query says.
 */
final class Alteration {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.engine");

    private final QueryRuntime runtime;
    private final QueryPlan plan;
    private final SqlPosition position;
    private final Topology topology;
    private final CompiledQuery old;

    Alteration(QueryRuntime runtime, QueryPlan plan, SqlPosition position, Topology topology) {
        this.runtime = runtime;
        this.plan = plan;
        this.position = position;
        this.topology = topology;
        this.old = runtime.query().compiled();
    }

    /**
     * Does it.
     *
     * @param sql statement that would create the query as it is then
     * @param planTime time from text to plan
     * @throws LaminarException with {@code INCOMPATIBLE_SCHEMAS} when the state does not fit, or with {@code
     *     INVALID_QUERY_STATE}; the query goes on unchanged
     */
    void keepingState(String sql, Map<String, String> options, QueryLauncher launcher, Duration planTime) {
        QueryOutput output = output();
        long started = System.nanoTime();
        CompiledQuery compiled = launcher.compileSuccessor(plan, options, output, old, old.figures());
        requireSameParts(compiled);
        boolean isGivenAnew = mustGiveAnew(compiled);
        Duration compileTime = Duration.ofNanos(System.nanoTime() - started);
        topology.succeed(runtime, () -> {
            requireAlterable();
            StreamingQuery predecessor = runtime.query();
            if (isGivenAnew) {
                give(old, -1);
            }
            StreamingQuery query = new StreamingQuery(runtime.name(), compiled, QueryLauncher::report);
            for (int i = 0; i < compiled.parts().size(); i++) {
                if (compiled.parts().get(i).driver() != null) {
                    Objects.requireNonNull(compiled.parts().get(i).driver())
                            .continueFrom(
                                    Objects.requireNonNull(old.parts().get(i).driver()));
                }
            }
            for (int i = 0; i < compiled.stages().size(); i++) {
                compiled.stages().get(i).continueFrom(old.stages().get(i));
            }
            query.takeOver(predecessor);
            if (isGivenAnew) {
                query.attempt(() -> give(compiled, 1));
            }
            return version(sql, planTime, compileTime, query);
        });
        LOG.info("{} goes on as another query, with its state", runtime.name());
    }

    /** Does it without the state: the new query begins anew, and what the old one gave is taken back where that is known. */
    void discardingState(String sql, Map<String, String> options, QueryLauncher launcher, Duration planTime) {
        QueryOutput output = output();
        long started = System.nanoTime();
        CompiledQuery compiled = launcher.compileSuccessor(plan, options, output, null, old.figures());
        Duration compileTime = Duration.ofNanos(System.nanoTime() - started);
        topology.startAnew(runtime, () -> {
            requireAlterable();
            runtime.query().letThrough(); // for stop() forgets what waits
            requireNothingWaiting();
            if (oldRoot().changes() == ChangelogKind.CHANGES) {
                takeBack();
            }
            runtime.query().stop();
            return version(
                    sql, planTime, compileTime, new StreamingQuery(runtime.name(), compiled, QueryLauncher::report));
        });
        LOG.info("{} begins anew as another query", runtime.name());
    }

    private QueryRuntime.Version version(String sql, Duration planTime, Duration compileTime, StreamingQuery query) {
        QueryMetadata metadata =
                QueryLauncher.metadata(runtime.metadata().createdAt(), planTime, compileTime, query.compiled());
        return new QueryRuntime.Version(sql, plan, metadata, query);
    }

    private PlanNode oldRoot() {
        return runtime.plan().root();
    }

    private void requireAlterable() {
        QueryState state = runtime.state();
        if (state != QueryState.RUNNING && state != QueryState.PAUSED) {
            throw new LaminarException(
                    ErrorCode.INVALID_QUERY_STATE,
                    "query " + runtime.name() + " is " + state
                            + " but must be RUNNING or PAUSED to be altered; CREATE OR REPLACE starts it anew",
                    position,
                    null);
        }
    }

    /** A paused query lets nothing through, and what waits must not be lost. */
    private void requireNothingWaiting() {
        long waiting = runtime.query().waitingRows();
        if (waiting > 0) {
            throw new LaminarException(
                    ErrorCode.INVALID_QUERY_STATE,
                    "query " + runtime.name() + " is " + runtime.state() + " and " + waiting
                            + " rows wait before it, which it would lose if it began anew; RESUME it first",
                    position,
                    null);
        }
    }

    /** Where results go: to those who read the query now, if its columns stay; anywhere if nobody reads it. */
    private QueryOutput output() {
        requireAlterable();
        String difference = difference();
        if (difference == null) {
            return old.output();
        }
        if (runtime.view() != null
                || plan.lateTo() != null
                || runtime.plan().lateTo() != null
                || old.output().hub().receivers().length > 0) {
            throw incompatible(difference
                    + (runtime.view() != null ? ", and it is kept as a view" : ", and others read it")
                    + "; drop these and use CREATE OR REPLACE");
        }
        return QueryCompiler.newOutput(plan);
    }

    /** Why the result of the new query is not one that readers of the old one can go on with, or null when it is. */
    @Nullable
    String difference() {
        PlanNode before = oldRoot();
        PlanNode after = plan.root();
        return !columns(before.schema()).equals(columns(after.schema()))
                ? "its columns would be " + after.schema() + " instead of " + before.schema()
                : before.changes() != after.changes()
                        ? "its rows would " + (after.changes() == ChangelogKind.CHANGES ? "" : "no longer ") + "change"
                        : !before.key().equals(after.key())
                                ? "its key would change"
                                : before.isSingleRow() != after.isSingleRow()
                                        ? "it " + (after.isSingleRow() ? "would never" : "might")
                                                + " have more than one row"
                                        : !Objects.equals(runtime.plan().lateTo(), plan.lateTo())
                                                ? "LATE DATA TO would change"
                                                : !runtime.plan().timeColumns().equals(plan.timeColumns())
                                                        ? "its time columns would change"
                                                        : isFurtherBehind(before, after)
                                                                ? "its times would be further behind the watermark"
                                                                : null;
    }

    /** Whether what readers know of times would not hold. */
    private static boolean isFurtherBehind(PlanNode before, PlanNode after) {
        Map<Integer, EventTime> times = EventTimes.all(after);
        return EventTimes.all(before).entrySet().stream().anyMatch(known -> {
            EventTime time = times.get(known.getKey());
            return time == null || time.slackMicros() > known.getValue().slackMicros();
        });
    }

    private static List<List<Object>> columns(Schema schema) {
        List<List<Object>> columns = new ArrayList<>();
        schema.fields()
                .forEach(field -> columns.add(List.of(field.name(), field.type().withNullable(true))));
        return columns;
    }

    private void requireSameParts(CompiledQuery compiled) {
        if (!old.stages().stream()
                .map(PartitionedStage::shape)
                .toList()
                .equals(compiled.stages().stream().map(PartitionedStage::shape).toList())) {
            throw incompatible("its state lies in " + old.parallelism().count() + " partitions, and would be in "
                    + compiled.parallelism().count() + ", or in others of as many" + DISCARD);
        }
        List<CompiledQuery.Part> before = old.parts();
        List<CompiledQuery.Part> after = compiled.parts();
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            @Nullable
            List<Object> was =
                    i < before.size() ? StateFingerprint.of(before.get(i).node()) : null;
            @Nullable
            List<Object> is =
                    i < after.size() ? StateFingerprint.of(after.get(i).node()) : null;
            if (!Objects.equals(was, is)) {
                throw incompatible("its state belongs to " + (was == null ? "nothing like it" : was) + " but it has "
                        + (is == null ? "no such thing" : is) + DISCARD);
            }
        }
    }

    private static final String DISCARD = "; WITH ('state' = 'discard') begins anew without it";

    /** Whether readers hold rows that the new stages above the topmost operator would have given otherwise. */
    private boolean mustGiveAnew(CompiledQuery compiled) {
        boolean isGivenAnew = false;
        for (int i = 0; i < compiled.parts().size(); i++) {
            CompiledQuery.Part part = compiled.parts().get(i);
            if (part.node().changes() == ChangelogKind.INSERT_ONLY
                    || part.above().equals(old.parts().get(i).above())) {
                continue;
            }
            if (!part.isTop()) {
                throw incompatible("rows of " + part.node().getClass().getSimpleName()
                        + " may change, and others than were counted would be taken back" + DISCARD);
            }
            if (!canGiveAnew(part)) {
                throw incompatible("rows of " + part.node().getClass().getSimpleName()
                        + " may change, and those given cannot be taken back" + DISCARD);
            }
            isGivenAnew = true;
        }
        return isGivenAnew;
    }

    private static boolean canGiveAnew(CompiledQuery.Part part) {
        return part.driver() == null
                ? part.node() instanceof PlanNode.Scan scan && scan.isSnapshot()
                : part.driver().canReplay();
    }

    /** Hands on through the stages of a query what its topmost operator, or the relation it reads, stands for. */
    private void give(CompiledQuery query, int weight) {
        for (CompiledQuery.Part top : query.parts()) {
            if (top.isTop() && top.driver() != null) {
                top.driver().replay(weight);
            } else if (top.isTop() && top.node() instanceof PlanNode.Scan scan) {
                for (Batch batch : topology.snapshot(scan.relation())) {
                    weigh(batch, weight);
                    top.entry().onBatch(batch, 0, batch.rows());
                }
            }
        }
        query.completeStages();
    }

    /** Takes back what the old query gave, if that is known. */
    private void takeBack() {
        if (runtime.view() != null) {
            for (Batch batch : topology.snapshot(runtime.name())) {
                weigh(batch, -1);
                old.output().onBatch(batch, 0, batch.rows());
            }
        } else if (canGiveAnew(old.parts().get(0))) {
            give(old, -1);
        } else {
            LOG.warn(
                    "{} begins anew; rows that it gave before stay with those who read them, since it does not know them",
                    runtime.name());
        }
    }

    static void weigh(Batch batch, int weight) {
        for (int row = 0; row < batch.rows(); row++) {
            batch.setWeight(row, weight * batch.weight(row));
        }
    }

    private LaminarException incompatible(String detail) {
        return new LaminarException(
                ErrorCode.INCOMPATIBLE_SCHEMAS,
                "query " + runtime.name() + " cannot become this: " + detail,
                position,
                null);
    }
}
