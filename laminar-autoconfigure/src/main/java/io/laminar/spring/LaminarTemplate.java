package io.laminar.spring;

import io.laminar.api.Change;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.Source;
import io.laminar.api.StatementResult;
import io.laminar.api.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The everyday operations of the engine in one line each. Results are read to their end and closed. Every error
 * is a {@link LaminarException}. Safe to use from any thread.
 */
public final class LaminarTemplate {
    private final LaminarEngine engine;
    private final Map<SourceKey, Source<?>> sources = new ConcurrentHashMap<>();

    private record SourceKey(String name, Class<?> type) {}

    public LaminarTemplate(LaminarEngine engine) {
        this.engine = Objects.requireNonNull(engine, "engine");
    }

    /** The engine itself. */
    public LaminarEngine engine() {
        return engine;
    }

    /** Runs a script of statements; rows that some of them give are left unread. */
    public void execute(String script) {
        for (StatementResult result : engine.execute(script)) {
            QueryResult rows = result.rows();
            if (rows != null) {
                rows.close();
            }
        }
    }

    /** The rows of a bounded SELECT, SHOW, DESCRIBE or EXPLAIN. */
    public List<Row> query(String sql, @Nullable Object... parameters) {
        try (QueryResult result = engine.query(sql, parameters)) {
            return result.toList();
        }
    }

    /** The rows of a bounded SELECT as records, beans or maps. */
    public <T> List<T> query(String sql, Class<T> type, @Nullable Object... parameters) {
        try (QueryResult result = engine.query(sql, parameters)) {
            return result.toList(type);
        }
    }

    /**
     * The one row of a bounded SELECT, or empty when it has none.
     *
     * @throws IllegalStateException when it has more than one
     */
    public <T> Optional<T> queryForOne(String sql, Class<T> type, @Nullable Object... parameters) {
        List<T> rows = query(sql, type, parameters);
        if (rows.size() > 1) {
            throw new IllegalStateException("at most one row was expected but there are " + rows.size() + ": " + sql);
        }
        return rows.stream().findFirst();
    }

    /** Runs one INSERT and tells how many rows it appended. */
    public long update(String sql, @Nullable Object... parameters) {
        return engine.update(sql, parameters);
    }

    /** Appends one row, a record, bean or map, to a source or table. */
    public void push(String source, Object row) {
        Source<Object> target = source(source, row);
        try {
            target.push(row);
        } catch (LaminarException e) {
            forget(target);
            throw e;
        }
    }

    /** Appends rows of one type in order: all, or none when one does not fit. */
    public void pushAll(String source, Iterable<?> rows) {
        var iterator = rows.iterator();
        if (iterator.hasNext()) {
            Source<Object> target = source(source, iterator.next());
            try {
                target.pushBatch(rows);
            } catch (LaminarException e) {
                forget(target);
                throw e;
            }
        }
    }

    /** Hands every change of a relation to a callback; see {@link LaminarEngine#subscribe(String, Class, Consumer)}. */
    public <T> Subscription subscribe(String relation, Class<T> type, Consumer<? super Change<T>> callback) {
        return engine.subscribe(relation, type, callback);
    }

    /** Waits until everything pushed so far is processed; false when it took longer. */
    public boolean awaitIdle(Duration timeout) {
        return engine.awaitIdle(timeout);
    }

    /** A source that refuses a row may have been dropped and created anew; the next push looks it up again. */
    private void forget(Source<?> source) {
        sources.values().remove(source);
    }

    private Source<Object> source(String name, Object row) {
        Class<?> type = row instanceof Map ? Map.class : row.getClass();
        SourceKey key = new SourceKey(name, type);
        Source<?> known = sources.get(key);
        if (known == null) {
            known = engine.source(name, type);
            sources.put(key, known);
        }
        @SuppressWarnings("unchecked") // the source was made for the class of this very row
        Source<Object> source = (Source<Object>) known;
        return source;
    }
}
