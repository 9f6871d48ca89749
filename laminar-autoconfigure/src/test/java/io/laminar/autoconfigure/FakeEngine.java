package io.laminar.autoconfigure;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.DataType;
import io.laminar.api.EngineOptions;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryKind;
import io.laminar.api.QueryMetadata;
import io.laminar.api.QueryMetrics;
import io.laminar.api.QueryResult;
import io.laminar.api.QueryState;
import io.laminar.api.RowSource;
import io.laminar.api.Schema;
import io.laminar.api.SinkInfo;
import io.laminar.api.Source;
import io.laminar.api.SourceInfo;
import io.laminar.api.SqlPosition;
import io.laminar.api.StatementResult;
import io.laminar.api.Subscription;
import io.laminar.api.SubscriptionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An engine that knows CREATE SOURCE, STREAM and MATERIALIZED VIEW by their first words, and whose queries hand on
 * every row of what they read, as it was pushed.
 */
final class FakeEngine implements LaminarEngine {
    private static final Pattern CREATE =
            Pattern.compile("\\s*CREATE (SOURCE|TABLE|STREAM|MATERIALIZED VIEW|SINK) \"?(\\w+)\"?.*", Pattern.DOTALL);
    private static final Pattern FROM = Pattern.compile("FROM \"?(\\w+)\"?");

    final List<String> statements = new CopyOnWriteArrayList<>();
    final Map<String, FakeSource<?>> sources = new LinkedHashMap<>();
    final Map<String, FakeQuery> queries = new LinkedHashMap<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    private final Map<String, List<FakeSubscription<?>>> subscriptions = new LinkedHashMap<>();
    private boolean isClosed;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public EngineOptions options() {
        return EngineOptions.defaults("fake");
    }

    @Override
    public List<StatementResult> execute(String script) {
        List<StatementResult> results = new ArrayList<>();
        for (String statement : script.split(";", -1)) {
            if (!statement.isBlank()) {
                statements.add(statement.strip());
                define(statement);
                results.add(new StatementResult(StatementResult.Kind.DEFINITION, null, 0, null));
            }
        }
        return results;
    }

    private void define(String statement) {
        int broken = statement.lines().toList().size();
        if (statement.contains("BROKEN")) {
            String lastLine = statement.lines().toList().get(broken - 1);
            throw new LaminarException(
                    ErrorCode.SYNTAX_ERROR,
                    "BROKEN is not SQL",
                    new SqlPosition(broken, lastLine.indexOf("BROKEN") + 1),
                    null);
        }
        Matcher create = CREATE.matcher(statement);
        if (!create.matches()) {
            return;
        }
        String name = create.group(2);
        switch (create.group(1)) {
            case "SOURCE", "TABLE" -> sources.put(name, new FakeSource<>(name));
            case "SINK" -> {}
            default -> {
                Matcher from = FROM.matcher(statement);
                String input = from.find() ? from.group(1) : "";
                if (!sources.containsKey(input) && !queries.containsKey(input)) {
                    throw new LaminarException(ErrorCode.OBJECT_NOT_FOUND, "no relation " + input);
                }
                queries.put(name, new FakeQuery(name, statement, input, create.group(1)));
            }
        }
    }

    private void emit(String relation, Object row) {
        for (FakeSubscription<?> subscription : subscriptions.getOrDefault(relation, List.of())) {
            subscription.add(row);
        }
        for (FakeQuery query : List.copyOf(queries.values())) {
            if (query.input.equals(relation)) {
                emit(query.name, row);
            }
        }
    }

    @Override
    public QueryResult query(String sql, @Nullable Object... parameters) {
        throw new UnsupportedOperationException(sql);
    }

    @Override
    public long update(String sql, @Nullable Object... parameters) {
        throw new UnsupportedOperationException(sql);
    }

    @Override
    public PreparedInfo prepare(String sql) {
        throw new UnsupportedOperationException(sql);
    }

    @Override
    public <T> Source<T> source(String name, Class<T> type) {
        find(name);
        return new FakeSource<>(name);
    }

    @Override
    public RowSource source(String name) {
        find(name);
        return new FakeRowSource(name);
    }

    private void find(String name) {
        if (!sources.containsKey(name)) {
            throw new LaminarException(ErrorCode.OBJECT_NOT_FOUND, "no source " + name);
        }
    }

    @Override
    public <T> Subscription subscribe(String relation, Class<T> type, Consumer<? super Change<T>> callback) {
        throw new UnsupportedOperationException(relation);
    }

    @Override
    public <T> PollableSubscription<T> subscribe(String relation, Class<T> type, SubscriptionOptions options) {
        events.add("subscribe " + relation);
        FakeSubscription<T> subscription = new FakeSubscription<>(relation, type);
        subscriptions
                .computeIfAbsent(relation, unused -> new CopyOnWriteArrayList<>())
                .add(subscription);
        return subscription;
    }

    @Override
    public <T> Flow.Publisher<Change<T>> publisher(String relation, Class<T> type, SubscriptionOptions options) {
        throw new UnsupportedOperationException(relation);
    }

    @Override
    public List<QueryHandle> queries() {
        return List.copyOf(queries.values());
    }

    @Override
    public Optional<QueryHandle> findQuery(String name) {
        return Optional.ofNullable(queries.get(name));
    }

    @Override
    public List<SourceInfo> sources() {
        return sources.values().stream()
                .map(source -> new SourceInfo(
                        source.name,
                        "none",
                        source.schema(),
                        SourceInfo.State.RUNNING,
                        7,
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        0,
                        Optional.empty()))
                .toList();
    }

    @Override
    public List<SinkInfo> sinks() {
        return List.of();
    }

    @Override
    public void start() {
        events.add("start");
    }

    @Override
    public boolean awaitIdle(Duration timeout) {
        events.add("awaitIdle");
        return true;
    }

    @Override
    public void endOfInput() {}

    @Override
    public void checkpoint() {
        throw new LaminarException(ErrorCode.CHECKPOINTS_DISABLED, "none");
    }

    @Override
    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() {
        events.add("close");
        isClosed = true;
    }

    /** Takes rows and hands them on. */
    class FakeSource<T> implements Source<T> {
        private final String name;

        FakeSource(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Schema schema() {
            return Schema.of(new Field("symbol", DataType.VARCHAR));
        }

        @Override
        public void push(T row) {
            emit(name, row);
        }

        @Override
        public void pushBatch(Iterable<? extends T> rows) {
            rows.forEach(this::push);
        }

        @Override
        public void pushArrow(AutoCloseable vectorSchemaRoot) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void watermark(Instant watermark) {}

        @Override
        public void end() {}

        @Override
        public boolean awaitIdle(Duration timeout) {
            return true;
        }
    }

    private final class FakeRowSource extends FakeSource<Map<String, ? extends @Nullable Object>> implements RowSource {
        FakeRowSource(String name) {
            super(name);
        }

        @Override
        public void push(@Nullable Object... values) {
            throw new UnsupportedOperationException();
        }
    }

    /** A query that can be set to a state. */
    static final class FakeQuery implements QueryHandle {
        private final String name;
        private final String sql;
        private final String input;
        private final QueryKind kind;
        QueryState state = QueryState.RUNNING;

        FakeQuery(String name, String sql, String input, String kind) {
            this.name = name;
            this.sql = sql;
            this.input = input;
            this.kind = QueryKind.valueOf(kind.replace(' ', '_'));
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
            return Schema.of(new Field("symbol", DataType.VARCHAR));
        }

        @Override
        public QueryState state() {
            return state;
        }

        @Override
        public Optional<LaminarException> error() {
            return state == QueryState.FAILED
                    ? Optional.of(new LaminarException(ErrorCode.QUERY_FAILED, "it broke"))
                    : Optional.empty();
        }

        @Override
        public QueryMetrics metrics() {
            return new QueryMetrics(10, 4, 5, 1, 2, 3, Instant.MAX, 6, 1, 0);
        }

        @Override
        public QueryMetadata metadata() {
            return new QueryMetadata(
                    Instant.EPOCH,
                    Duration.ofMillis(3),
                    Duration.ofMillis(1),
                    List.of(new QueryMetadata.PipelineInfo(List.of("filter"), true, null)));
        }

        @Override
        public String explain() {
            return "Scan " + input;
        }

        @Override
        public void pause() {
            if (state != QueryState.RUNNING) {
                throw new LaminarException(ErrorCode.INVALID_QUERY_STATE, "not running but " + state);
            }
            state = QueryState.PAUSED;
        }

        @Override
        public void resume() {
            state = QueryState.RUNNING;
        }

        @Override
        public void alter(String newSql) {
            throw new UnsupportedOperationException(newSql);
        }

        @Override
        public void stop() {
            state = QueryState.STOPPED;
        }
    }

    private static final class FakeSubscription<T> implements PollableSubscription<T> {
        private final String relation;
        private final Class<T> type;
        private final BlockingQueue<Change<T>> waiting = new LinkedBlockingQueue<>();
        private volatile boolean isClosed;

        FakeSubscription(String relation, Class<T> type) {
            this.relation = relation;
            this.type = type;
        }

        void add(Object row) {
            if (!isClosed) {
                waiting.add(new Change<>(ChangeKind.INSERT, type.cast(row), 1, null, 0));
            }
        }

        @Override
        public Optional<Change<T>> poll(Duration timeout) {
            try {
                return Optional.ofNullable(waiting.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
            } catch (InterruptedException e) {
                throw new LaminarException(ErrorCode.INTERRUPTED, "interrupted", e);
            }
        }

        @Override
        public String relation() {
            return relation;
        }

        @Override
        public Schema schema() {
            return Schema.of();
        }

        @Override
        public long delivered() {
            return 0;
        }

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public boolean isDone() {
            return isClosed && waiting.isEmpty();
        }

        @Override
        public Optional<LaminarException> error() {
            return Optional.empty();
        }

        @Override
        public void close() {
            isClosed = true;
            waiting.clear();
        }
    }
}
