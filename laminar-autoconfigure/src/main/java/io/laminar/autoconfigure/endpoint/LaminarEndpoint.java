package io.laminar.autoconfigure.endpoint;

import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Shows the engine and its queries. Pausing, resuming and stopping is there where {@code
 * management.endpoint.laminar.access} is {@code unrestricted}.
 */
@Endpoint(id = "laminar", defaultAccess = Access.READ_ONLY)
public final class LaminarEndpoint {
    private static final int DEFAULT_LIMIT = 100;
    private static final String PAUSE = "pause";
    private static final String RESUME = "resume";
    private static final String RESTART = "restart";
    private static final String ALTER = "alter";

    private final LaminarEngine engine;
    private final EngineDescriber describer;

    /**
     * @param engine the engine to show
     * @param clock tells how far watermarks are behind
     */
    public LaminarEndpoint(LaminarEngine engine, Clock clock) {
        this.engine = engine;
        this.describer = new EngineDescriber(engine, clock, new RateTracker(System::nanoTime));
    }

    /** The engine with its sources, queries and sinks. */
    @ReadOperation
    public Object engine() {
        return describer.describe();
    }

    /**
     * One query with plan, pipelines and, of a materialized view, its present rows.
     *
     * @param query name of the query
     * @param limit rows at most; 100 unless given
     * @return null when there is no such query, which becomes 404
     */
    @ReadOperation
    public @Nullable Object query(@Selector String query, @Nullable Integer limit) {
        Optional<QueryHandle> handle = engine.findQuery(query);
        return handle.isEmpty()
                ? null
                : describer.describeInFull(handle.get(), limit == null ? DEFAULT_LIMIT : Math.max(0, limit));
    }

    /**
     * Pauses, resumes or restarts all queries that are running, paused or failed.
     *
     * @param action {@code pause}, {@code resume} or {@code restart}
     * @return names of the queries for which this changed something
     */
    @WriteOperation
    public WebEndpointResponse<Map<String, ?>> controlAll(String action) {
        List<String> changed = new ArrayList<>();
        QueryState from;
        Consumer<QueryHandle> step;
        switch (action) {
            case PAUSE -> {
                from = QueryState.RUNNING;
                step = QueryHandle::pause;
            }
            case RESUME -> {
                from = QueryState.PAUSED;
                step = QueryHandle::resume;
            }
            case RESTART -> {
                from = QueryState.FAILED;
                step = QueryHandle::restart;
            }
            default -> {
                return unknownAction(action);
            }
        }
        for (QueryHandle query : engine.queries()) {
            if (query.state() == from && succeeds(step, query)) {
                changed.add(query.name());
            }
        }
        return new WebEndpointResponse<>(Map.of("queries", changed));
    }

    /** Does it; a query that meanwhile cannot, or whose input was dropped, is left as it is. */
    private static boolean succeeds(Consumer<QueryHandle> step, QueryHandle query) {
        try {
            step.accept(query);
            return true;
        } catch (LaminarException refused) {
            return false;
        }
    }

    /**
     * Pauses, resumes, restarts or alters a query.
     *
     * @param query name of the query
     * @param action {@code pause}, {@code resume}, {@code restart} or {@code alter}
     * @param sql the new SELECT, for {@code alter}
     * @return its state, or 404, or 400 with the reason
     */
    @WriteOperation
    public WebEndpointResponse<Map<String, ?>> control(@Selector String query, String action, @Nullable String sql) {
        Optional<QueryHandle> handle = engine.findQuery(query);
        if (handle.isEmpty()) {
            return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        }
        try {
            switch (action) {
                case PAUSE -> handle.get().pause();
                case RESUME -> handle.get().resume();
                case RESTART -> handle.get().restart();
                case ALTER -> {
                    if (sql == null) {
                        return badRequest("alter needs sql, the new SELECT");
                    }
                    handle.get().alter(sql);
                }
                default -> {
                    return unknownAction(action);
                }
            }
        } catch (LaminarException e) {
            return badRequest(String.valueOf(e.getMessage()));
        }
        return new WebEndpointResponse<>(Map.of(
                "name", handle.get().name(), "state", handle.get().state().name()));
    }

    /**
     * Ends a query and takes it out of the catalog.
     *
     * @param query name of the query
     * @return 204, or 404, or 400 with the reason
     */
    @DeleteOperation
    public WebEndpointResponse<Map<String, ?>> stop(@Selector String query) {
        Optional<QueryHandle> handle = engine.findQuery(query);
        if (handle.isEmpty()) {
            return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        }
        try {
            handle.get().stop();
        } catch (LaminarException e) {
            return badRequest(String.valueOf(e.getMessage()));
        }
        return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
    }

    private static WebEndpointResponse<Map<String, ?>> unknownAction(String action) {
        return badRequest("the action '" + action + "' is none of " + PAUSE + ", " + RESUME + ", " + RESTART
                + " and, for one query, " + ALTER);
    }

    private static WebEndpointResponse<Map<String, ?>> badRequest(String reason) {
        return new WebEndpointResponse<>(Map.of("error", reason), WebEndpointResponse.STATUS_BAD_REQUEST);
    }
}
