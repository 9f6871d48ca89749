package io.laminar.autoconfigure.endpoint;

import io.laminar.api.Change;
import io.laminar.api.CompilerMetrics;
import io.laminar.api.Field;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryKind;
import io.laminar.api.QueryMetadata;
import io.laminar.api.QueryMetrics;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.api.SourceInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts what the engine says of itself into the form in which the endpoint shows it. */
final class EngineDescriber {
    private static final Duration ROW_TIMEOUT = Duration.ofSeconds(10);

    private final LaminarEngine engine;
    private final Clock clock;
    private final RateTracker rates;
    private final Instant openedAt;

    EngineDescriber(LaminarEngine engine, Clock clock, RateTracker rates) {
        this.engine = engine;
        this.clock = clock;
        this.rates = rates;
        this.openedAt = clock.instant();
    }

    EngineDescriptor describe() {
        Map<String, EngineDescriptor.Source> sources = new LinkedHashMap<>();
        engine.sources().forEach(source -> sources.put(source.name(), describe(source)));
        Map<String, EngineDescriptor.Query> queries = new LinkedHashMap<>();
        engine.queries().forEach(query -> queries.put(query.name(), describe(query)));
        Map<String, EngineDescriptor.Sink> sinks = new LinkedHashMap<>();
        engine.sinks()
                .forEach(sink -> sinks.put(
                        sink.name(), new EngineDescriptor.Sink(sink.connector(), sink.rows(), sink.errors())));
        return new EngineDescriptor(describeEngine(), sources, queries, sinks, describeWatermarks());
    }

    private EngineDescriptor.Watermarks describeWatermarks() {
        Map<String, EngineDescriptor.SourceTime> sources = new LinkedHashMap<>();
        engine.sources().stream()
                .filter(source -> source.schema().timeColumn() != Schema.NO_TIME)
                .forEach(source -> sources.put(
                        source.name(),
                        new EngineDescriptor.SourceTime(
                                text(source.watermark()),
                                lagSeconds(source.watermark()),
                                text(source.maxEventTime()),
                                source.eventTime())));
        Map<String, List<EngineDescriptor.OperatorTime>> queries = new LinkedHashMap<>();
        engine.queries()
                .forEach(query -> queries.put(
                        query.name(),
                        query.metrics().operators().stream().map(this::describe).toList()));
        return new EngineDescriptor.Watermarks(sources, queries);
    }

    private EngineDescriptor.OperatorTime describe(QueryMetrics.Operator operator) {
        return new EngineDescriptor.OperatorTime(
                operator.name(),
                text(operator.watermark()),
                lagSeconds(operator.watermark()),
                operator.isIdle(),
                operator.rowsLate(),
                operator.rowsWithoutTime());
    }

    EngineDescriptor.QueryDetails describeInFull(QueryHandle query, int limit) {
        QueryMetadata metadata = query.metadata();
        Map<String, String> columns = new LinkedHashMap<>();
        for (Field field : query.schema().fields()) {
            columns.put(field.name(), field.type().toString());
        }
        return new EngineDescriptor.QueryDetails(
                query.name(),
                describe(query),
                query.sql(),
                query.explain(),
                metadata.createdAt().toString(),
                metadata.planTime(),
                metadata.extractTime(),
                metadata.compileTime(),
                metadata.pipelines().stream()
                        .map(pipeline -> new EngineDescriptor.Pipeline(
                                pipeline.stages(), pipeline.compiled(), pipeline.reason()))
                        .toList(),
                metadata.operators(),
                columns,
                query.kind() == QueryKind.MATERIALIZED_VIEW ? rows(query.name(), limit) : null);
    }

    private EngineDescriptor.Engine describeEngine() {
        return new EngineDescriptor.Engine(
                engine.name(),
                engine.isClosed() ? "CLOSED" : "OPEN",
                LaminarEngine.class.getPackage().getImplementationVersion(),
                Duration.between(openedAt, clock.instant()),
                engine.options().workers(),
                describe(engine.compilerMetrics()));
    }

    private EngineDescriptor.Compiler describe(CompilerMetrics metrics) {
        return new EngineDescriptor.Compiler(
                engine.options().compiler().name(),
                metrics.cacheHits(),
                metrics.cacheMisses(),
                metrics.cacheHitRate(),
                metrics.time());
    }

    private EngineDescriptor.Source describe(SourceInfo source) {
        Instant watermark = source.watermark();
        return new EngineDescriptor.Source(
                source.connector(),
                source.state().name(),
                source.rows(),
                rates.rate("source " + source.name(), source.rows()),
                text(watermark),
                lagSeconds(watermark),
                source.pendingRows(),
                source.rowsDropped(),
                source.spill().rows(),
                source.spill().waitingRows(),
                message(source.spill().error()),
                source.errors(),
                source.eventTime(),
                message(source.error()));
    }

    private EngineDescriptor.Query describe(QueryHandle query) {
        QueryMetrics metrics = query.metrics();
        return new EngineDescriptor.Query(
                query.kind().name(),
                query.state().name(),
                metrics.rowsIn(),
                rates.rate("in " + query.name(), metrics.rowsIn()),
                metrics.rowsOut(),
                rates.rate("out " + query.name(), metrics.rowsOut()),
                metrics.rowsFiltered(),
                metrics.rowsLate(),
                metrics.rowsFailed(),
                metrics.rowsWithoutTime(),
                text(metrics.watermark()),
                metrics.stateRows(),
                metrics.latency(),
                metrics.bridge(),
                metrics.ring0(),
                metrics.ring1(),
                message(query.error()));
    }

    private List<Map<String, @Nullable Object>> rows(String view, int limit) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        try (QueryResult result = engine.query("SELECT * FROM \"" + view.replace("\"", "\"\"") + "\"")) {
            while (rows.size() < limit && !result.isDone()) {
                Optional<Change<Row>> change = result.poll(ROW_TIMEOUT);
                if (change.isEmpty()) {
                    break;
                }
                rows.add(change.get().row().toMap());
            }
        }
        return rows;
    }

    private @Nullable Double lagSeconds(@Nullable Instant watermark) {
        return watermark == null || watermark.equals(Instant.MAX)
                ? null
                : Duration.between(watermark, clock.instant()).toMillis() / 1000.0;
    }

    private static @Nullable String text(@Nullable Instant watermark) {
        if (watermark == null) {
            return null;
        }
        return watermark.equals(Instant.MAX) ? "end" : watermark.toString();
    }

    private static @Nullable String message(Optional<LaminarException> error) {
        return error.map(LaminarException::getMessage).orElse(null);
    }
}
