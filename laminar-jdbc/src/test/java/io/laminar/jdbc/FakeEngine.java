package io.laminar.jdbc;

import io.laminar.api.Change;
import io.laminar.api.ColumnBatch;
import io.laminar.api.CompilerMetrics;
import io.laminar.api.DataType;
import io.laminar.api.EngineOptions;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryResult;
import io.laminar.api.RowSource;
import io.laminar.api.Schema;
import io.laminar.api.SinkInfo;
import io.laminar.api.Source;
import io.laminar.api.SourceInfo;
import io.laminar.api.StatementResult;
import io.laminar.api.Subscription;
import io.laminar.api.SubscriptionOptions;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine that answers each text as the test said; INSERTs append one row and are noted. */
final class FakeEngine implements LaminarEngine {
    private final String name;
    private final Map<String, Supplier<QueryResult>> answers = new HashMap<>();
    private final Map<String, PreparedInfo> prepared = new HashMap<>();
    final List<SourceInfo> sources = new ArrayList<>();
    final List<List<@Nullable Object>> updates = new ArrayList<>();
    private volatile boolean isClosed;

    FakeEngine(String name) {
        this.name = name;
    }

    /** A text and the rows that it gives. */
    FakeEngine answer(String sql, Supplier<QueryResult> rows) {
        answers.put(sql, rows);
        return this;
    }

    /** What preparing a text tells. */
    FakeEngine prepared(String sql, List<DataType> parameters, @Nullable Schema columns) {
        prepared.put(sql, new PreparedInfo(parameters, columns));
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public EngineOptions options() {
        return EngineOptions.defaults(name);
    }

    @Override
    public List<StatementResult> execute(String script) {
        List<StatementResult> results = new ArrayList<>();
        for (String text : script.split(";", -1)) {
            String sql = text.trim();
            if (sql.startsWith("INSERT")) {
                results.add(new StatementResult(StatementResult.Kind.UPDATE, "t", update(sql), null));
            } else if (sql.startsWith("CREATE")) {
                results.add(new StatementResult(StatementResult.Kind.DEFINITION, "t", 0, null));
            } else if (!sql.isEmpty()) {
                results.add(new StatementResult(StatementResult.Kind.ROWS, null, 0, query(sql)));
            }
        }
        return results;
    }

    @Override
    public QueryResult query(String sql, @Nullable Object... parameters) {
        Supplier<QueryResult> answer = answers.get(sql);
        if (answer == null) {
            throw new LaminarException(ErrorCode.SYNTAX_ERROR, "the fake does not know " + sql);
        }
        return answer.get();
    }

    @Override
    public synchronized long update(String sql, @Nullable Object... parameters) {
        if (sql.contains("bad")) {
            throw new LaminarException(ErrorCode.NULL_NOT_ALLOWED, "column a is NOT NULL");
        }
        updates.add(new ArrayList<>(Arrays.asList(parameters)));
        return 1;
    }

    @Override
    public PreparedInfo prepare(String sql) {
        PreparedInfo info = prepared.get(sql);
        if (info == null) {
            throw new LaminarException(ErrorCode.OBJECT_NOT_FOUND, "the fake does not know " + sql);
        }
        return info;
    }

    @Override
    public List<SourceInfo> sources() {
        return sources;
    }

    @Override
    public List<QueryHandle> queries() {
        return List.of();
    }

    @Override
    public Optional<QueryHandle> findQuery(String query) {
        return Optional.empty();
    }

    @Override
    public List<SinkInfo> sinks() {
        return List.of();
    }

    @Override
    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() {
        isClosed = true;
    }

    @Override
    public <T> Source<T> source(String source, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RowSource source(String source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Subscription subscribe(String relation, Class<T> type, Consumer<? super Change<T>> callback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription subscribeBatches(String relation, Consumer<? super ColumnBatch> callback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> PollableSubscription<T> subscribe(String relation, Class<T> type, SubscriptionOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Flow.Publisher<Change<T>> publisher(String relation, Class<T> type, SubscriptionOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void registerFunction(String function, Method method, Supplier<?> instance) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void registerFunction(String name, Object function) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompilerMetrics compilerMetrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void start() {}

    @Override
    public boolean awaitIdle(Duration timeout) {
        return true;
    }

    @Override
    public void endOfInput() {}

    @Override
    public void checkpoint() {}
}
