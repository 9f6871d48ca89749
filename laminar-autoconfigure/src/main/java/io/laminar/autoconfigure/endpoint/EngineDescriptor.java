package io.laminar.autoconfigure.endpoint;

import io.laminar.api.QueryMetrics;
import io.laminar.api.SourceInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint shows of the engine.
 *
 * @param engine the engine itself
 * @param sources sources and tables by name
 * @param queries continuous queries by name
 * @param sinks sinks by name
 * @param watermarks how far event time is everywhere
 */
record EngineDescriptor(
        Engine engine,
        Map<String, Source> sources,
        Map<String, Query> queries,
        Map<String, Sink> sinks,
        Watermarks watermarks) {

    /**
     * The engine itself.
     *
     * @param version version of Laminar, when it is known
     * @param uptime time since the application opened it
     */
    record Engine(
            String name, String state, @Nullable String version, Duration uptime, int workers, Compiler compiler) {}

    /**
     * The compiler of pipelines.
     *
     * @param cacheHits pipelines whose code was there
     * @param cacheMisses pipelines for which code was generated
     * @param cacheHitRate share of pipelines whose code was there
     * @param time time spent generating and loading code
     */
    record Compiler(String mode, long cacheHits, long cacheMisses, double cacheHitRate, Duration time) {}

    /**
     * A source or table.
     *
     * @param rowsPerSecond rows taken in a second, since the last look
     * @param watermark its watermark, {@code end} at the end of input, or null before the first row
     * @param watermarkLagSeconds how far the watermark is behind the clock
     * @param pendingRows rows taken in and not yet processed
     * @param droppedRows rows for which there was no room, where backpressure drops them
     * @param spilledRows rows written to disk so far, where backpressure spills
     * @param spillPendingRows rows that are to come back from there
     * @param spillError why the disk does not take rows at the moment
     * @param errors records that could not be read
     * @param time what is known of the times of its rows
     */
    record Source(
            String connector,
            String state,
            long rows,
            double rowsPerSecond,
            @Nullable String watermark,
            @Nullable Double watermarkLagSeconds,
            long pendingRows,
            long droppedRows,
            long spilledRows,
            long spillPendingRows,
            @Nullable String spillError,
            long errors,
            SourceInfo.EventTime time,
            @Nullable String error) {}

    /**
     * How far event time is everywhere.
     *
     * @param sources sources and tables with event time, by name
     * @param queries the operators of each query, in the order of a row's way, by the name of the query
     */
    record Watermarks(Map<String, SourceTime> sources, Map<String, List<OperatorTime>> queries) {}

    /**
     * Event time of a source.
     *
     * @param watermark its watermark, {@code end} at the end of input, or null before the first row
     * @param lagSeconds how far the watermark is behind the clock
     * @param maxEventTime highest time seen
     */
    record SourceTime(
            @Nullable String watermark,
            @Nullable Double lagSeconds,
            @Nullable String maxEventTime,
            SourceInfo.EventTime time) {}

    /**
     * Event time of an operator.
     *
     * @param watermark of its inputs together, {@code end} at the end of input, or null before the first
     * @param lagSeconds how far the watermark is behind the clock
     */
    record OperatorTime(
            String operator,
            @Nullable String watermark,
            @Nullable Double lagSeconds,
            boolean idle,
            long rowsLate,
            long rowsWithoutTime) {}

    /** A continuous query; the figures are those of {@link io.laminar.api.QueryMetrics}. */
    record Query(
            String kind,
            String state,
            long rowsIn,
            double rowsInPerSecond,
            long rowsOut,
            double rowsOutPerSecond,
            long rowsFiltered,
            long rowsLate,
            long rowsFailed,
            long rowsWithoutTime,
            @Nullable String watermark,
            long stateRows,
            QueryMetrics.Latency latency,
            QueryMetrics.Bridge bridge,
            QueryMetrics.Ring0 ring0,
            QueryMetrics.Ring1 ring1,
            @Nullable String error) {}

    /** A sink. */
    record Sink(String connector, long rows, long errors) {}

    /**
     * One query in full.
     *
     * @param plan the plan, as EXPLAIN prints it
     * @param columns SQL types by column name
     * @param rows the present rows of a materialized view, up to the limit; null for other queries
     */
    record QueryDetails(
            String name,
            Query query,
            String sql,
            String plan,
            String createdAt,
            Duration planTime,
            Duration extractTime,
            Duration compileTime,
            List<Pipeline> pipelines,
            List<String> operators,
            Map<String, String> columns,
            @Nullable List<Map<String, @Nullable Object>> rows) {}

    /**
     * A pipeline of stateless stages.
     *
     * @param reason why it is interpreted, or null when it is compiled
     */
    record Pipeline(
            List<String> stages, boolean compiled, @Nullable String reason) {}
}
