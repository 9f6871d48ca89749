package io.laminar.autoconfigure.metrics;

import io.laminar.api.CompilerMetrics;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryMetrics;
import io.laminar.api.SinkInfo;
import io.laminar.api.SourceInfo;
import io.laminar.spring.LaminarQueryRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Meters of an engine and of its sources, queries and sinks. {@link #refresh} adds those of objects that came
 * since, and removes those of objects that went.
 */
final class LaminarMetrics implements MeterBinder {
    private final LaminarEngine engine;
    private final LaminarQueryRegistry listeners;
    private final Clock clock;
    private final Map<MeterRegistry, Map<String, List<Meter>>> bound = new HashMap<>();

    LaminarMetrics(LaminarEngine engine, LaminarQueryRegistry listeners, Clock clock) {
        this.engine = engine;
        this.listeners = listeners;
        this.clock = clock;
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        if (bound.putIfAbsent(registry, new HashMap<>()) == null) {
            pipelines(registry, "compiled", QueryMetrics::pipelinesCompiled);
            pipelines(registry, "interpreted", QueryMetrics::pipelinesInterpreted);
            compiler(registry);
            refresh();
        }
    }

    /** Makes the meters those of the objects that the engine has now. */
    synchronized void refresh() {
        if (!engine.isClosed()) {
            bound.forEach(this::refresh);
        }
    }

    private void refresh(MeterRegistry registry, Map<String, List<Meter>> meters) {
        Set<String> present = new HashSet<>();
        for (SourceInfo source : engine.sources()) {
            String key = "source " + source.name();
            present.add(key);
            meters.computeIfAbsent(key, unused -> source(registry, source.name()));
        }
        for (QueryHandle query : engine.queries()) {
            String key = "query " + query.name();
            present.add(key);
            meters.computeIfAbsent(key, unused -> query(registry, query.name()));
        }
        for (SinkInfo sink : engine.sinks()) {
            String key = "sink " + sink.name();
            present.add(key);
            meters.computeIfAbsent(key, unused -> sink(registry, sink.name()));
        }
        meters.entrySet().removeIf(entry -> {
            boolean isGone = !present.contains(entry.getKey());
            if (isGone) {
                entry.getValue().forEach(registry::remove);
            }
            return isGone;
        });
    }

    private List<Meter> source(MeterRegistry registry, String name) {
        Tags tags = tags().and("source", name);
        return List.of(
                counter(
                        registry,
                        "laminar.source.rows",
                        "rows",
                        "Rows taken in",
                        tags,
                        e -> ofSource(name, SourceInfo::rows)),
                counter(
                        registry,
                        "laminar.source.errors",
                        "records",
                        "Records that could not be read",
                        tags,
                        e -> ofSource(name, SourceInfo::errors)),
                counter(
                        registry,
                        "laminar.source.dropped",
                        "rows",
                        "Rows for which there was no room",
                        tags,
                        e -> ofSource(name, SourceInfo::rowsDropped)),
                counter(
                        registry,
                        "laminar.source.spilled.rows",
                        "rows",
                        "Rows written to disk for want of room",
                        tags,
                        e -> ofSource(name, source -> source.spill().rows())),
                counter(
                        registry,
                        "laminar.source.spilled.bytes",
                        "bytes",
                        "Bytes written to disk for want of room",
                        tags,
                        e -> ofSource(name, source -> source.spill().bytes())),
                gauge(
                        registry,
                        "laminar.source.spill.pending.rows",
                        "rows",
                        "Rows written to disk and not yet read back",
                        tags,
                        e -> ofSource(name, source -> source.spill().waitingRows())),
                gauge(
                        registry,
                        "laminar.source.spill.pending.bytes",
                        "bytes",
                        "Bytes in the files of rows that were spilled",
                        tags,
                        e -> ofSource(name, source -> source.spill().waitingBytes())),
                gauge(
                        registry,
                        "laminar.source.pending",
                        "rows",
                        "Rows taken in and not yet processed",
                        tags,
                        e -> ofSource(name, SourceInfo::pendingRows)),
                gauge(
                        registry,
                        "laminar.source.watermark.lag",
                        "seconds",
                        "How far the watermark is behind the clock",
                        tags,
                        e -> ofSource(name, source -> lagSeconds(source.watermark()))),
                gauge(
                        registry,
                        "laminar.source.idle",
                        "sources",
                        "Whether nothing came for the idle timeout",
                        tags,
                        e -> ofSource(name, source -> source.eventTime().isIdle() ? 1 : 0)),
                counter(
                        registry,
                        "laminar.source.without.time",
                        "rows",
                        "Rows whose event time was NULL",
                        tags,
                        e -> ofSource(name, source -> source.eventTime().rowsWithoutTime())),
                counter(
                        registry,
                        "laminar.source.from.future",
                        "rows",
                        "Rows too far ahead of the clock to move the watermark",
                        tags,
                        e -> ofSource(name, source -> source.eventTime().rowsFromFuture())));
    }

    private List<Meter> query(MeterRegistry registry, String name) {
        Tags tags = tags().and("query", name);
        List<Meter> meters = new ArrayList<>();
        rows(meters, registry, "in", "Rows taken from all inputs", tags, name, QueryMetrics::rowsIn);
        rows(meters, registry, "out", "Changes handed on", tags, name, QueryMetrics::rowsOut);
        rows(meters, registry, "filtered", "Rows that a filter dropped", tags, name, QueryMetrics::rowsFiltered);
        rows(meters, registry, "late", "Rows whose windows had closed", tags, name, QueryMetrics::rowsLate);
        rows(
                meters,
                registry,
                "dropped",
                "Rows that were lost",
                tags.and("reason", "error"),
                name,
                QueryMetrics::rowsFailed);
        rows(
                meters,
                registry,
                "dropped",
                "Rows that were lost",
                tags.and("reason", "no-event-time"),
                name,
                QueryMetrics::rowsWithoutTime);
        meters.add(gauge(
                registry,
                "laminar.query.state.rows",
                "rows",
                "Rows kept in state tables",
                tags,
                e -> ofQuery(name, QueryMetrics::stateRows)));
        bridge(meters, registry, tags, name);
        latency(meters, registry, tags, name);
        if (listeners.names().contains(name)) {
            meters.add(counter(
                    registry,
                    "laminar.query.listener.failures",
                    "calls",
                    "Exceptions of the annotated method",
                    tags,
                    e -> listeners.failures(name)));
        }
        return meters;
    }

    private void bridge(List<Meter> meters, MeterRegistry registry, Tags tags, String name) {
        meters.add(gauge(
                registry,
                "laminar.bridge.pending",
                "rows",
                "Rows that wait to be taken by the query",
                tags,
                e -> ofQuery(name, metrics -> metrics.bridge().pendingRows())));
        meters.add(counter(
                registry,
                "laminar.bridge.dropped",
                "rows",
                "Rows lost because somebody had no room for them",
                tags,
                e -> ofQuery(name, metrics -> metrics.bridge().droppedRows())));
        meters.add(counter(
                registry,
                "laminar.bridge.batches",
                "batches",
                "Batches that came through to the query",
                tags,
                e -> ofQuery(name, metrics -> metrics.bridge().batches())));
    }

    private void latency(List<Meter> meters, MeterRegistry registry, Tags tags, String name) {
        timer(
                meters,
                registry,
                "laminar.query.latency",
                "From the arrival of a batch to its results",
                tags,
                name,
                m -> m.latency().batches(),
                m -> m.latency().total());
        timer(
                meters,
                registry,
                "laminar.query.ring0",
                "Time in pipelines, by rows",
                tags,
                name,
                m -> m.ring0().rowsIn(),
                m -> m.ring0().time());
        timer(
                meters,
                registry,
                "laminar.query.ring1",
                "Time in operators, by rows",
                tags,
                name,
                m -> m.ring1().rowsIn(),
                m -> m.ring1().time());
        percentiles(
                meters,
                registry,
                "laminar.query.latency.percentile",
                tags,
                name,
                m -> m.latency().p50(),
                m -> m.latency().p99());
        percentiles(
                meters,
                registry,
                "laminar.query.ring0.percentile",
                tags,
                name,
                m -> m.ring0().p50PerRow(),
                m -> m.ring0().p99PerRow());
        percentiles(
                meters,
                registry,
                "laminar.query.ring1.percentile",
                tags,
                name,
                m -> m.ring1().p50PerRow(),
                m -> m.ring1().p99PerRow());
    }

    private void timer(
            List<Meter> meters,
            MeterRegistry registry,
            String name,
            String description,
            Tags tags,
            String query,
            ToLongFunction<QueryMetrics> count,
            Function<QueryMetrics, Duration> total) {
        meters.add(FunctionTimer.builder(
                        name,
                        engine,
                        e -> (long) ofQuery(query, count),
                        e -> ofQuery(query, metrics -> total.apply(metrics).toNanos()),
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .description(description)
                .register(registry));
    }

    /** Named and tagged as Micrometer does it with the percentiles of its own timers. */
    private void percentiles(
            List<Meter> meters,
            MeterRegistry registry,
            String name,
            Tags tags,
            String query,
            Function<QueryMetrics, Duration> p50,
            Function<QueryMetrics, Duration> p99) {
        Map.of("0.5", p50, "0.99", p99)
                .forEach((share, figure) -> meters.add(TimeGauge.builder(
                                name,
                                engine,
                                TimeUnit.NANOSECONDS,
                                e -> ofQuery(
                                        query, metrics -> figure.apply(metrics).toNanos()))
                        .tags(tags.and("phi", share))
                        .register(registry)));
    }

    private void compiler(MeterRegistry registry) {
        FunctionTimer.builder(
                        "laminar.compiler.time",
                        engine,
                        e -> e.compilerMetrics().cacheMisses(),
                        e -> e.compilerMetrics().time().toNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(tags())
                .description("Time spent generating and loading code")
                .register(registry);
        cache(registry, "hit", CompilerMetrics::cacheHits);
        cache(registry, "miss", CompilerMetrics::cacheMisses);
    }

    private void cache(MeterRegistry registry, String result, ToLongFunction<CompilerMetrics> figure) {
        counter(
                registry,
                "laminar.compiler.cache.gets",
                "pipelines",
                "Pipelines whose code was looked up",
                tags().and("result", result),
                e -> figure.applyAsLong(e.compilerMetrics()));
    }

    private List<Meter> sink(MeterRegistry registry, String name) {
        Tags tags = tags().and("sink", name);
        return List.of(
                counter(registry, "laminar.sink.rows", "rows", "Rows written", tags, e -> ofSink(name, SinkInfo::rows)),
                counter(
                        registry,
                        "laminar.sink.errors",
                        "rows",
                        "Rows that could not be written",
                        tags,
                        e -> ofSink(name, SinkInfo::errors)));
    }

    private void rows(
            List<Meter> meters,
            MeterRegistry registry,
            String what,
            String description,
            Tags tags,
            String query,
            ToLongFunction<QueryMetrics> figure) {
        meters.add(counter(
                registry, "laminar.query.rows." + what, "rows", description, tags, e -> ofQuery(query, figure)));
    }

    private void pipelines(MeterRegistry registry, String mode, ToLongFunction<QueryMetrics> figure) {
        gauge(
                registry,
                "laminar.compiler.pipelines",
                "pipelines",
                "Pipelines of all queries, by how they run",
                tags().and("mode", mode),
                e -> e.queries().stream()
                        .mapToLong(query -> figure.applyAsLong(query.metrics()))
                        .sum());
    }

    private FunctionCounter counter(
            MeterRegistry registry,
            String name,
            String unit,
            String description,
            Tags tags,
            ToDoubleFunction<LaminarEngine> value) {
        return FunctionCounter.builder(name, engine, value)
                .tags(tags)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private Gauge gauge(
            MeterRegistry registry,
            String name,
            String unit,
            String description,
            Tags tags,
            ToDoubleFunction<LaminarEngine> value) {
        return Gauge.builder(name, engine, value)
                .tags(tags)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private double ofSource(String name, ToDoubleFunction<SourceInfo> figure) {
        return engine.sources().stream()
                .filter(source -> source.name().equals(name))
                .mapToDouble(figure)
                .findFirst()
                .orElse(Double.NaN);
    }

    private double ofQuery(String name, ToLongFunction<QueryMetrics> figure) {
        return engine.findQuery(name)
                .map(query -> (double) figure.applyAsLong(query.metrics()))
                .orElse(Double.NaN);
    }

    private double ofSink(String name, ToDoubleFunction<SinkInfo> figure) {
        return engine.sinks().stream()
                .filter(sink -> sink.name().equals(name))
                .mapToDouble(figure)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Not a number before the first row; at its end a source is behind nothing. */
    private double lagSeconds(@Nullable Instant watermark) {
        if (watermark == null) {
            return Double.NaN;
        }
        return watermark.equals(Instant.MAX)
                ? 0
                : Duration.between(watermark, clock.instant()).toMillis() / 1000.0;
    }

    private Tags tags() {
        return Tags.of("engine", engine.name());
    }
}
