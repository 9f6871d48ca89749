package io.laminar.autoconfigure;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryKind;
import io.laminar.api.QueryMetadata;
import io.laminar.api.QueryMetrics;
import io.laminar.api.QueryState;
import io.laminar.api.Schema;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The query that has a name at the moment of each call, so that it can be injected before there is one and
 * outlives DROP and CREATE.
 */
final class NamedQueryHandle implements QueryHandle {
    private final String name;
    private final Supplier<LaminarEngine> engine;

    NamedQueryHandle(String name, Supplier<LaminarEngine> engine) {
        this.name = name;
        this.engine = engine;
    }

    private QueryHandle query() {
        return engine.get()
                .findQuery(name)
                .orElseThrow(() -> new LaminarException(
                        ErrorCode.OBJECT_NOT_FOUND,
                        "there is no query " + name + "; annotated queries are created when all beans are, and a"
                                + " query that was stopped is gone"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public QueryKind kind() {
        return query().kind();
    }

    @Override
    public String sql() {
        return query().sql();
    }

    @Override
    public Schema schema() {
        return query().schema();
    }

    @Override
    public QueryState state() {
        return query().state();
    }

    @Override
    public Optional<LaminarException> error() {
        return query().error();
    }

    @Override
    public QueryMetrics metrics() {
        return query().metrics();
    }

    @Override
    public QueryMetadata metadata() {
        return query().metadata();
    }

    @Override
    public String explain() {
        return query().explain();
    }

    @Override
    public void pause() {
        query().pause();
    }

    @Override
    public void resume() {
        query().resume();
    }

    @Override
    public void restart() {
        query().restart();
    }

    @Override
    public void alter(String sql) {
        query().alter(sql);
    }

    @Override
    public void stop() {
        query().stop();
    }

    @Override
    public String toString() {
        return "query " + name;
    }
}
