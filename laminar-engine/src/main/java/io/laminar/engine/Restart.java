package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryState;
import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.state.MaterializedTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A failed query starts anew, and with it those that failed because it did. Each is as one that is created at this
 * moment, but whoever read it goes on reading.
 *
 * <p>Since nobody knows any more what was in its state, a view is emptied first; who follows its changes is told so, also
 * through queries that only filter and compute. To that end these are started before, the others after:
 *
 * <pre>
 *   view (failed) -> filter -> sink        1. filter and sink start
 *        |                                 2. the view's rows are taken back, as far as the sink
 *        +---------> group -> view         3. view and group start; the second view was emptied like the first
 * </pre>
 */
final class Restart {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.engine");

    private final QueryRuntime failed;
    private final Topology topology;

    Restart(QueryRuntime failed, Topology topology) {
        this.failed = failed;
        this.topology = topology;
    }

    /**
     * Does it.
     *
     * @throws LaminarException with {@code INVALID_QUERY_STATE} unless the query is FAILED and what it reads is not, or
     *     with {@code OBJECT_NOT_FOUND} when what it reads is gone
     */
    void run() {
        List<QueryRuntime> queries = new ArrayList<>();
        Map<QueryRuntime, CompiledQuery> successors = new HashMap<>();
        topology.whileStanding(() -> {
            requireStartable();
            queries.addAll(failedWithIt());
        });
        queries.forEach(
                query -> successors.put(query, query.query().compiled().again().get()));
        topology.whileStanding(() -> {
            requireStartable();
            queries.forEach(Restart::clearFailure);
            Map<QueryRuntime, List<Batch>> held = new HashMap<>();
            queries.forEach(query -> held.put(query, empty(query)));
            List<QueryRuntime> readersFirst = new ArrayList<>(queries);
            Collections.reverse(readersFirst);
            readersFirst.stream().filter(Restart::isTransparent).forEach(query -> begin(query, successors));
            queries.forEach(query -> takeBack(query, held.getOrDefault(query, List.of())));
            queries.stream().filter(query -> !isTransparent(query)).forEach(query -> begin(query, successors));
        });
        topology.progress().startObserved();
        LOG.info(
                "{} started anew",
                String.join(", ", queries.stream().map(QueryRuntime::name).toList()));
    }

    private void requireStartable() {
        if (failed.state() != QueryState.FAILED) {
            throw invalid("is " + failed.state() + " and cannot be restarted; only a FAILED query can");
        }
        for (StreamingQuery.Input input : failed.query().inputs()) {
            String relation = input.leaf().relation();
            if (relation == null) {
                continue;
            }
            QueryRuntime upstream =
                    topology.query(relation).filter(query -> query != failed).orElse(null);
            if (upstream != null && upstream.state() == QueryState.FAILED) {
                throw invalid("reads " + relation + ", which is FAILED; restart that, and this starts with it");
            }
            if (upstream == null
                    && topology.source(relation).isEmpty()
                    && topology.sideOutput(relation).isEmpty()) {
                throw new LaminarException(
                        ErrorCode.OBJECT_NOT_FOUND,
                        "query " + failed.name() + " reads " + relation + ", which was dropped; create that and then"
                                + " this query anew");
            }
        }
    }

    private LaminarException invalid(String detail) {
        return new LaminarException(ErrorCode.INVALID_QUERY_STATE, "query " + failed.name() + " " + detail);
    }

    /** The query and all that failed because it did, each before those that read it. */
    private Deque<QueryRuntime> failedWithIt() {
        Deque<QueryRuntime> found = new ArrayDeque<>();
        collect(failed, new LinkedHashSet<>(), found);
        return found;
    }

    private void collect(QueryRuntime query, Set<QueryRuntime> seen, Deque<QueryRuntime> found) {
        if (seen.add(query)) {
            for (QueryRuntime reader : topology.queries()) {
                if (reader.query().hasFailedByInput() && reads(reader, query)) {
                    collect(reader, seen, found);
                }
            }
            found.addFirst(query);
        }
    }

    private static boolean reads(QueryRuntime reader, QueryRuntime query) {
        RelationHub late = query.query().compiled().output().lateHub();
        return reader.attachments().stream()
                .map(QueryRuntime.Attachment::hub)
                .anyMatch(hub -> hub == query.hub() || hub == late);
    }

    private static void clearFailure(QueryRuntime query) {
        query.hub().restart();
        RelationHub late = query.query().compiled().output().lateHub();
        if (late != null) {
            late.restart();
        }
    }

    /** Whether a row that is taken back can go through a query that never saw it come. */
    private static boolean isTransparent(QueryRuntime query) {
        return query.view() == null && query.query().compiled().operators().isEmpty();
    }

    /** Empties a view, and gives the rows that it held, so that they can be taken back. */
    private List<Batch> empty(QueryRuntime query) {
        MaterializedTable view = query.view();
        if (view == null) {
            return List.of();
        }
        List<Batch> rows = topology.snapshot(query.name());
        for (Batch batch : rows) {
            Alteration.weigh(batch, -1);
            view.apply(batch, 0, batch.rows());
        }
        return rows;
    }

    /** Tells those who follow changes that rows are gone; who reads rows that only come keeps them. */
    private void takeBack(QueryRuntime query, List<Batch> rows) {
        if (query.plan().root().changes() == ChangelogKind.INSERT_ONLY) {
            return;
        }
        for (BatchReceiver receiver : query.hub().receivers()) {
            if (!(receiver instanceof ViewReceiver)) {
                rows.forEach(batch -> receiver.onBatch(batch, 0, batch.rows()));
            }
        }
        if (query.view() == null && (query == failed || !isTransparent(query))) {
            LOG.warn(
                    "{} starts anew; rows that it gave before stay with those who read them, since it does not know them",
                    query.name());
        }
    }

    private void begin(QueryRuntime query, Map<QueryRuntime, CompiledQuery> successors) {
        CompiledQuery compiled = Objects.requireNonNull(successors.get(query));
        query.query().stop();
        topology.beginAnew(
                query, query.version().with(new StreamingQuery(query.name(), compiled, QueryLauncher::report)));
    }
}
