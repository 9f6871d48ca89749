package io.laminar.engine;

import io.laminar.api.LaminarException;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryMetadata;
import io.laminar.api.QueryMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What DESCRIBE EXTENDED tells of a query besides its columns: a name and a value each. Times are ISO-8601. */
final class QueryDescription {
    private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();

    private QueryDescription() {}

    static Map<String, @Nullable Object> of(QueryHandle query) {
        QueryDescription description = new QueryDescription();
        description.add("state", query.state());
        description.add("error", query.error().map(LaminarException::getMessage).orElse(null));
        QueryMetrics metrics = query.metrics();
        description.addFigures(metrics);
        description.addMetadata(query.metadata(), metrics);
        return description.facts;
    }

    private void add(String name, @Nullable Object value) {
        facts.put(name, value);
    }

    private void addFigures(QueryMetrics metrics) {
        add("rows_in", metrics.rowsIn());
        add("rows_out", metrics.rowsOut());
        add("rows_filtered", metrics.rowsFiltered());
        add("rows_late", metrics.rowsLate());
        add("rows_failed", metrics.rowsFailed());
        add("rows_without_time", metrics.rowsWithoutTime());
        add("state_rows", metrics.stateRows());
        add("latency_p50", metrics.latency().p50());
        add("latency_p99", metrics.latency().p99());
        add("bridge_pending_rows", metrics.bridge().pendingRows());
        add("bridge_dropped_rows", metrics.bridge().droppedRows());
        add("bridge_batches", metrics.bridge().batches());
        QueryMetrics.Ring0 ring0 = metrics.ring0();
        add("ring0_rows_in", ring0.rowsIn());
        add("ring0_rows_out", ring0.rowsOut());
        add("ring0_rows_dropped", ring0.rowsDropped());
        add("ring0_time", ring0.time());
        add("ring0_p50_per_row", ring0.p50PerRow());
        add("ring0_p99_per_row", ring0.p99PerRow());
        add("ring0_pipelines_compiled", ring0.pipelinesCompiled());
        add("ring0_pipelines_interpreted", ring0.pipelinesInterpreted());
        add("ring0_cache_hit_rate", ring0.cacheHitRate());
        QueryMetrics.Ring1 ring1 = metrics.ring1();
        add("ring1_batches", ring1.batches());
        add("ring1_rows_in", ring1.rowsIn());
        add("ring1_rows_out", ring1.rowsOut());
        add("ring1_time", ring1.time());
        add("ring1_p50_per_row", ring1.p50PerRow());
        add("ring1_p99_per_row", ring1.p99PerRow());
    }

    private void addMetadata(QueryMetadata metadata, QueryMetrics metrics) {
        add("created_at", metadata.createdAt());
        add("plan_time", metadata.planTime());
        add("extract_time", metadata.extractTime());
        add("swap_time", metadata.swapTime());
        add("compile_time", metadata.compileTime());
        int number = 1;
        for (QueryMetadata.PipelineInfo pipeline : metadata.pipelines()) {
            add(
                    "pipeline " + number++,
                    pipeline.stages() + (pipeline.compiled() ? " COMPILED" : " INTERPRETED: " + pipeline.reason()));
        }
        number = 1;
        for (QueryMetrics.Operator operator : metrics.operators()) {
            add("operator " + number, operator.name());
            add("operator " + number + " watermark", Listing.watermark(operator.watermark()));
            add("operator " + number + " idle", operator.isIdle());
            add("operator " + number + " rows_late", operator.rowsLate());
            add("operator " + number++ + " rows_without_time", operator.rowsWithoutTime());
        }
    }
}
