package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryState;
import io.laminar.api.StatementResult;
import io.laminar.api.Suggestions;
import io.laminar.catalog.CatalogObject;
import io.laminar.sql.Statement;

/** PAUSE, RESUME and TERMINATE, of queries and of what sources read. */
final class Controls {
    private final Topology topology;

    Controls(Topology topology) {
        this.topology = topology;
    }

    /** RESUME of a query that FAILED starts it anew. */
    StatementResult control(Statement.ControlQuery control) {
        QueryRuntime query = topology.query(control.name())
                .orElseThrow(() -> new LaminarException(
                        ErrorCode.OBJECT_NOT_FOUND,
                        "no query is called " + control.name()
                                + Suggestions.didYouMean(
                                        control.name(),
                                        topology.queries().stream()
                                                .map(QueryRuntime::name)
                                                .toList()),
                        control.position(),
                        null));
        switch (control.action()) {
            case PAUSE -> query.pause();
            case RESUME -> {
                if (query.state() == QueryState.FAILED) {
                    query.restart();
                } else {
                    query.resume();
                }
            }
            case TERMINATE -> query.stop();
        }
        return new StatementResult(StatementResult.Kind.CONTROL, control.name(), 0, null);
    }

    StatementResult control(Statement.ControlSource control, CatalogObject.Source source) {
        if (source.connector() == null) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "rows of " + source.name() + " are pushed by the application, which alone can pause that;"
                            + " PAUSE QUERY has them wait before a query",
                    control.position(),
                    null);
        }
        topology.source(source.name()).orElseThrow().pause(control.isPause());
        return new StatementResult(StatementResult.Kind.CONTROL, source.name(), 0, null);
    }
}
