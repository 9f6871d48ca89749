package io.laminar.autoconfigure.health;

import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryState;
import io.laminar.api.SourceInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** DOWN when the engine is closed or a query or source has failed; the details tell the state of each, and its error. */
final class LaminarHealthIndicator extends AbstractHealthIndicator {
    private final LaminarEngine engine;

    LaminarHealthIndicator(LaminarEngine engine) {
        super("the state of Laminar could not be found out");
        this.engine = engine;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail("engine", engine.name());
        if (engine.isClosed()) {
            builder.down().withDetail("reason", "the engine is closed");
            return;
        }
        Map<String, String> queries = new LinkedHashMap<>();
        for (QueryHandle query : engine.queries()) {
            QueryState state = query.state();
            queries.put(
                    query.name(),
                    query.error().map(e -> failed(state.name(), e)).orElse(state.name()));
            if (state == QueryState.FAILED) {
                builder.down();
            }
        }
        Map<String, String> sources = new LinkedHashMap<>();
        for (SourceInfo source : engine.sources()) {
            String state = source.state().name();
            sources.put(source.name(), source.error().map(e -> failed(state, e)).orElse(state));
            if (source.state() == SourceInfo.State.FAILED) {
                builder.down();
            }
        }
        builder.withDetail("queries", queries).withDetail("sources", sources);
    }

    private static String failed(String state, LaminarException error) {
        return state + ": " + error.getMessage();
    }
}
