package io.laminar.testing;

import io.laminar.api.Change;
import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryMetrics;
import io.laminar.api.QueryResult;
import io.laminar.api.QueryState;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import io.laminar.api.Schema;
import io.laminar.api.SourceInfo;
import io.laminar.api.StatementResult;
import io.laminar.engine.Restorer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of a script, with its engine. Belongs to one thread. */
final class ScriptRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicInteger ENGINES = new AtomicInteger();

    private final Path file;
    private final Mode mode;
    private final boolean isUpdate;
    private final long seed;
    private final Random random;
    private final Map<String, Result> subscriptions = new LinkedHashMap<>();
    private final Map<Integer, List<String>> actualRows = new TreeMap<>();
    private FakeClock clock = new FakeClock();
    private @Nullable LaminarEngine engine;
    private @Nullable Result current;
    private @Nullable String queryName;
    private @Nullable LaminarException unexpected;
    private int queries;

    ScriptRun(Path file, Mode mode, boolean isUpdate) {
        this.file = file;
        this.mode = mode;
        this.isUpdate = isUpdate;
        this.seed = Long.getLong("laminar.seed", Objects.hash(file.getFileName().toString()));
        this.random = new Random(seed);
    }

    /** What came where something else was expected, by the line of the comparison. */
    Map<Integer, List<String>> actualRows() {
        return actualRows;
    }

    void run(Step step) {
        try {
            if (!(step instanceof Step.Failed)) {
                requireNoFailure(step);
            }
            dispatch(step);
            if (mode == Mode.RESTORED && engine != null && !(step instanceof Step.Failed)) {
                Restorer.restoreAll(engine);
            }
        } catch (ScriptFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ScriptFailure(file, step.line(), mode + ": " + e, e);
        }
    }

    private void dispatch(Step step) {
        if (step instanceof Step.Reset) {
            close();
        } else if (step instanceof Step.Statement statement) {
            statement(statement);
        } else if (step instanceof Step.FailingStatement statement) {
            failingStatement(statement);
        } else if (step instanceof Step.Query query) {
            query(query);
        } else if (step instanceof Step.Subscribe subscribe) {
            subscribe(subscribe.relation(), subscribe.comparison());
        } else if (step instanceof Step.Select select) {
            select(select);
        } else if (step instanceof Step.Feed feed) {
            feed(feed);
        } else if (step instanceof Step.Watermark watermark) {
            engine().source(watermark.source())
                    .watermark(TextValues.parseTimestamp(watermark.time()).toInstant(ZoneOffset.UTC));
        } else if (step instanceof Step.Clock time) {
            awaitIdle(step);
            clock.set(TextValues.parseTimestamp(time.time()).toInstant(ZoneOffset.UTC));
            awaitIdle(step);
        } else if (step instanceof Step.SourceFigures figures) {
            sourceFigures(figures);
        } else if (step instanceof Step.End end) {
            end(end);
        } else if (step instanceof Step.Columns columns) {
            columns(columns);
        } else if (step instanceof Step.Expect expect) {
            expect(expect);
        } else if (step instanceof Step.Metrics metrics) {
            metrics(metrics);
        } else if (step instanceof Step.Failed failed) {
            failed(failed);
        }
    }

    private LaminarEngine engine() {
        LaminarEngine open = engine;
        if (open == null) {
            String name = "script-" + ENGINES.incrementAndGet();
            open = mode.open(name, seed, clock, key -> "data".equals(key) ? SqlScriptTest.DATA.toString() : null);
            engine = open;
        }
        return open;
    }

    private void statement(Step.Statement statement) {
        long count = 0;
        for (StatementResult result : engine().execute(statement.sql())) {
            count += result.updateCount();
            if (result.rows() != null) {
                result.rows().close();
            }
        }
        if (statement.count() >= 0 && count != statement.count()) {
            throw failure(statement, "expected " + statement.count() + " rows to be written but it was " + count);
        }
    }

    private void failingStatement(Step.FailingStatement statement) {
        try {
            for (StatementResult result : engine().execute(statement.sql())) {
                try (QueryResult rows = result.rows()) {
                    if (rows != null && !rows.isContinuous()) {
                        rows.toList();
                    }
                }
            }
        } catch (LaminarException e) {
            checkError(statement, e, statement.code(), statement.regex());
            if (statement.position() != null
                    && !statement.position().equals(e.position().orElse(null))) {
                throw failure(statement, "expected " + statement.position() + " but got " + e.getMessage(), e);
            }
            return;
        }
        throw failure(statement, "expected " + statement.code() + " but the statement succeeded: " + statement.sql());
    }

    private void checkError(Step step, LaminarException error, String code, @Nullable String regex) {
        if (!error.code().id().equals(code)) {
            throw failure(step, "expected " + code + " but got " + error.getMessage(), error);
        }
        if (regex != null && !Pattern.compile(regex).matcher(error.detail()).find()) {
            throw failure(step, "expected a message with " + regex + " but got " + error.getMessage(), error);
        }
    }

    private void query(Step.Query query) {
        current = null;
        queryName = "script_query_" + ++queries;
        engine().execute("CREATE STREAM " + queryName + " AS\n" + query.sql());
        subscribe(queryName, query.comparison());
    }

    private void subscribe(String relation, Step.Comparison comparison) {
        PollableSubscription<Row> subscription = engine().subscribe(relation, Row.class);
        Result result = new Result(subscription.schema(), comparison, true, subscription, List.of());
        subscriptions.put(relation.toLowerCase(Locale.ROOT), result);
        current = result;
    }

    private void select(Step.Select select) {
        current = null;
        try (QueryResult rows = engine().query(select.sql())) {
            List<List<String>> texts = new ArrayList<>();
            for (Row row : rows.toList()) {
                texts.add(texts(row));
            }
            current = new Result(rows.schema(), select.comparison(), false, null, texts);
        }
    }

    private void feed(Step.Feed feed) {
        RowSource source = engine().source(feed.source());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String line : feed.rows()) {
            List<String> tokens = TextValues.split(line);
            if (tokens.size() != source.schema().size()) {
                throw failure(feed, "a row of " + source.schema() + " cannot be " + tokens);
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < tokens.size(); i++) {
                row.put(
                        source.schema().field(i).name(),
                        TextValues.parse(tokens.get(i), source.schema().type(i)));
            }
            rows.add(row);
        }
        mode.push(source, rows, random);
    }

    private void end(Step.End end) {
        if (end.source() == null) {
            engine().endOfInput();
        } else {
            engine().source(end.source()).end();
        }
    }

    private void columns(Step.Columns step) {
        Result result = Objects.requireNonNull(current, "columns need a result");
        String actual = result.schema.fields().stream()
                .map(field -> field.name() + " " + field.type().sqlName())
                .collect(Collectors.joining(", "));
        if (!actual.equals(step.columns())) {
            throw failure(step, "expected columns " + step.columns() + " but got " + actual);
        }
    }

    private void expect(Step.Expect expect) {
        Result result = Objects.requireNonNull(
                expect.relation() == null
                        ? current
                        : subscriptions.get(expect.relation().toLowerCase(Locale.ROOT)),
                "---- needs a result");
        awaitIdle(expect);
        List<Line> actual = take(result);
        List<Line> expected = new ArrayList<>();
        for (String line : expect.rows()) {
            expected.add(parse(expect, line, result));
        }
        // The rows of a bounded query have the order that it asks for, whoever computes them.
        boolean isOrderKnown = mode.keepsOrder() || !result.hasKinds;
        boolean isEqual = switch (result.comparison) {
            case FOLDED -> fold(expected).equals(fold(actual));
            case SORTED -> matches(sorted(expected), sorted(actual));
            case ORDERED -> isOrderKnown ? matches(expected, actual) : matches(sorted(expected), sorted(actual));
        };
        if (!isEqual && isUpdate) {
            actualRows.put(expect.line(), actual.stream().map(Line::toString).toList());
        } else if (!isEqual) {
            throw failure(expect, result.comparison + "\nexpected\n" + lines(expected) + "\nbut got\n" + lines(actual));
        }
    }

    /** What has come; the error that a subscription ends with is for the next step to expect. */
    private List<Line> take(Result result) {
        List<Line> lines = new ArrayList<>();
        for (List<String> row : result.rows) {
            lines.add(new Line("", String.join(" | ", row)));
        }
        PollableSubscription<Row> subscription = result.subscription;
        if (subscription != null) {
            try {
                for (Optional<Change<Row>> change = subscription.poll(Duration.ZERO);
                        change.isPresent();
                        change = subscription.poll(Duration.ZERO)) {
                    lines.add(new Line(
                            change.get().kind().symbol(),
                            String.join(" | ", texts(change.get().row()))));
                }
            } catch (LaminarException e) {
                unexpected = e;
            }
        }
        return lines;
    }

    /** Reports the error of a subscription that no step has expected. */
    void requireNoFailure(Step step) {
        LaminarException error = unexpected;
        unexpected = null;
        if (error != null) {
            throw failure(step, "before this line: " + error, error);
        }
    }

    private Line parse(Step.Expect step, String text, Result result) {
        String kind = "";
        String row = text;
        if (result.hasKinds) {
            int blank = text.indexOf(' ');
            kind = blank < 0 ? text : text.substring(0, blank);
            if (!Pattern.matches("\\+I|-U|\\+U|-D|\\+|-", kind)) {
                throw failure(step, "a change starts with +I, -U, +U, -D, + or - but is: " + text);
            }
            row = text.substring(kind.length()).strip();
        }
        List<String> tokens = TextValues.split(row);
        if (tokens.size() != result.schema.size()) {
            throw failure(step, "a row of " + result.schema + " cannot be " + tokens);
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            DataType type = result.schema.type(i);
            values.add(TextValues.format(TextValues.parse(tokens.get(i), type)));
        }
        return new Line(kind, String.join(" | ", values));
    }

    private void sourceFigures(Step.SourceFigures step) {
        awaitIdle(step);
        SourceInfo info = engine().sources().stream()
                .filter(source -> source.name().equalsIgnoreCase(step.source()))
                .findFirst()
                .orElseThrow(() -> failure(step, "no source is called " + step.source()));
        step.expected().forEach((figure, value) -> {
            String actual = switch (figure) {
                case "watermark" -> instant(info.watermark());
                case "maxEventTime" -> instant(info.maxEventTime());
                case "idle" -> String.valueOf(info.eventTime().isIdle());
                case "ahead" -> String.valueOf(info.eventTime().isAhead());
                case "rowsDropped" -> String.valueOf(info.rowsDropped());
                case "rowsWithoutTime" -> String.valueOf(info.eventTime().rowsWithoutTime());
                case "rowsFromFuture" -> String.valueOf(info.eventTime().rowsFromFuture());
                case "rowsFailed" -> String.valueOf(info.eventTime().rowsFailed());
                case "keys" -> String.valueOf(info.eventTime().keys());
                case "keysForgotten" -> String.valueOf(info.eventTime().keysForgotten());
                default -> throw failure(step, "unknown figure " + figure);
            };
            if (!actual.equals(value)) {
                throw failure(step, "expected " + figure + "=" + value + " but it is " + actual);
            }
        });
    }

    private static String instant(@Nullable Instant time) {
        return time == null
                ? "NULL"
                : time.equals(Instant.MAX)
                        ? "END"
                        : TextValues.format(time.atOffset(ZoneOffset.UTC).toLocalDateTime());
    }

    private void metrics(Step.Metrics step) {
        awaitIdle(step);
        String name = step.query() == null ? queryName : step.query();
        QueryMetrics metrics = handle(step, name).metrics();
        step.expected().forEach((figure, value) -> {
            long actual = switch (figure) {
                case "rowsIn" -> metrics.rowsIn();
                case "rowsOut" -> metrics.rowsOut();
                case "rowsFiltered" -> metrics.rowsFiltered();
                case "rowsLate" -> metrics.rowsLate();
                case "rowsFailed" -> metrics.rowsFailed();
                case "rowsWithoutTime" -> metrics.rowsWithoutTime();
                case "stateRows" -> metrics.stateRows();
                default -> throw failure(step, "unknown figure " + figure);
            };
            if (actual != value) {
                throw failure(step, "expected " + figure + " to be " + value + " but it was " + actual);
            }
        });
    }

    private QueryHandle handle(Step step, @Nullable String name) {
        return engine().findQuery(Objects.requireNonNull(name, "no query was made"))
                .orElseThrow(() -> failure(step, "no query is called " + name));
    }

    private void failed(Step.Failed step) {
        unexpected = null;
        awaitIdle(step);
        QueryHandle handle = handle(step, queryName);
        if (handle.state() != QueryState.FAILED) {
            throw failure(step, "expected FAILED but the query is " + handle.state());
        }
        LaminarException error =
                handle.error().orElseThrow(() -> failure(step, "the query is FAILED and has no error"));
        if (error.code() == ErrorCode.QUERY_FAILED && error.getCause() instanceof LaminarException cause) {
            error = cause;
        }
        checkError(step, error, step.code(), step.regex());
    }

    private void awaitIdle(Step step) {
        if (!engine().awaitIdle(PATIENCE)) {
            throw failure(step, "the engine is not idle after " + PATIENCE);
        }
    }

    private ScriptFailure failure(Step step, String message) {
        return failure(step, message, null);
    }

    private ScriptFailure failure(Step step, String message, @Nullable Throwable cause) {
        String seedText = mode == Mode.RANDOM_BATCHES ? " (-Dlaminar.seed=" + seed + ")" : "";
        return new ScriptFailure(file, step.line(), mode + seedText + ": " + message, cause);
    }

    @Override
    public void close() {
        subscriptions.clear();
        current = null;
        queryName = null;
        queries = 0;
        if (engine != null) {
            engine.close();
            engine = null;
            clock = new FakeClock();
        }
    }

    private static List<String> texts(Row row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            texts.add(TextValues.format(row.get(i)));
        }
        return texts;
    }

    private static boolean matches(List<Line> expected, List<Line> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).row.equals(actual.get(i).row)
                    || !actual.get(i).kind.startsWith(expected.get(i).kind)) {
                return false;
            }
        }
        return true;
    }

    private static List<Line> sorted(List<Line> lines) {
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort(java.util.Comparator.comparing(Line::row).thenComparing(Line::kind));
        return sorted;
    }

    private static Map<String, Integer> fold(List<Line> lines) {
        Map<String, Integer> weights = new TreeMap<>();
        for (Line line : lines) {
            weights.merge(line.row, line.kind.startsWith("-") ? -1 : 1, Integer::sum);
        }
        weights.values().removeIf(weight -> weight == 0);
        return weights;
    }

    private static String lines(List<Line> lines) {
        return lines.stream().map(line -> "  " + line).collect(Collectors.joining("\n"));
    }

    /** A row as text, with the kind of its change before it. */
    private record Line(String kind, String row) {
        @Override
        public String toString() {
            return kind.isEmpty() ? row : kind + " " + row;
        }
    }

    /** Something that can be compared: a subscription, or the rows of a bounded query. */
    private record Result(
            Schema schema,
            Step.Comparison comparison,
            boolean hasKinds,
            @Nullable PollableSubscription<Row> subscription,
            List<List<String>> rows) {}
}
