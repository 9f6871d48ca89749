package io.laminar.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a query at one moment. Reading them costs the query nothing. They count from its creation and go on over a
 * restart; {@code stateRows} and {@code watermark} say how things are.
 *
 * <p>Times are measured for each large batch and for every 64th small one, which then counts for 64: they are
 * estimates. Percentiles are at most 3.2 % off besides.
 *
 * @param rowsIn rows taken from all inputs
 * @param rowsOut changes handed on, each row counted once
 * @param rowsFiltered rows that a filter dropped
 * @param rowsLate rows whose windows had closed; each row once
 * @param rowsFailed rows that raised an error, whether they were skipped or ended the query
 * @param rowsWithoutTime rows whose event time was NULL and that belonged to no window
 * @param watermark event-time progress of the query, or null before the first row; {@link Instant#MAX} at
 *     the end of input
 * @param stateRows rows kept in state tables
 * @param latency how long a batch takes through the query
 * @param bridge what lies between the threads that push and the query
 * @param ring0 its pipelines, which filter and compute
 * @param ring1 its operators, which have state
 * @param operators each of them, in the order of a row's way
 */
public record QueryMetrics(
        long rowsIn,
        long rowsOut,
        long rowsFiltered,
        long rowsLate,
        long rowsFailed,
        long rowsWithoutTime,
        @Nullable Instant watermark,
        long stateRows,
        Latency latency,
        Bridge bridge,
        Ring0 ring0,
        Ring1 ring1,
        List<Operator> operators) {

    public QueryMetrics {
        operators = List.copyOf(operators);
    }

    /** Pipelines that run as bytecode. */
    public int pipelinesCompiled() {
        return ring0.pipelinesCompiled();
    }

    /** Pipelines that run interpreted. */
    public int pipelinesInterpreted() {
        return ring0.pipelinesInterpreted();
    }

    /**
     * An operator.
     *
     * @param name as EXPLAIN names it
     * @param watermark of its inputs together, in partitions the lowest; null before the first, {@link Instant#MAX} at the end
     * @param isIdle whether nothing comes from its inputs for the time being, so that it holds up nobody
     * @param rowsLate rows whose windows had closed here
     * @param rowsWithoutTime rows whose event time was NULL and that belonged to no window here
     * @param stateRows rows kept
     */
    public record Operator(
            String name,
            @Nullable Instant watermark,
            boolean isIdle,
            long rowsLate,
            long rowsWithoutTime,
            long stateRows) {}

    /**
     * Time from the arrival of a batch at the query until all that came of it was handed to those who read the
     * result, and they had taken it. Waiting, while the query is paused or a reader is slow, is part of it.
     *
     * @param batches batches that arrived
     * @param total the time of all of them
     * @param p50 what half of the batches did not exceed
     * @param p99 what all but one in a hundred did not exceed
     */
    public record Latency(long batches, Duration total, Duration p50, Duration p99) {}

    /**
     * What lies between the threads that push rows, or read a connector, and the query.
     *
     * @param pendingRows rows that wait to be taken: at the sources that it reads, and before the query itself
     * @param droppedRows rows lost because somebody had no room for them: changes that subscriptions of the result
     *     dropped, as their policy asks
     * @param batches batches that came through
     */
    public record Bridge(long pendingRows, long droppedRows, long batches) {}

    /**
     * The pipelines of a query together. A row that goes through two of them counts twice.
     *
     * @param rowsIn rows taken
     * @param rowsOut rows that came out
     * @param rowsDropped rows that a filter dropped or that raised an error
     * @param time time spent in pipelines
     * @param p50PerRow what half of the rows did not exceed
     * @param p99PerRow what all but one in a hundred rows did not exceed
     * @param pipelinesCompiled pipelines that run as bytecode
     * @param pipelinesInterpreted pipelines that run interpreted
     * @param cacheHitRate share of pipelines, over all queries of the engine, whose code was there already; 0 before
     *     the first
     */
    public record Ring0(
            long rowsIn,
            long rowsOut,
            long rowsDropped,
            Duration time,
            Duration p50PerRow,
            Duration p99PerRow,
            int pipelinesCompiled,
            int pipelinesInterpreted,
            double cacheHitRate) {}

    /**
     * The operators of a query together: windows, groups, joins. A row that goes through two of them counts twice.
     *
     * @param batches batches taken
     * @param rowsIn rows taken
     * @param rowsOut changes handed on
     * @param time time spent in operators, including that of closing windows
     * @param p50PerRow what half of the rows taken did not exceed
     * @param p99PerRow what all but one in a hundred rows taken did not exceed
     */
    public record Ring1(
            long batches, long rowsIn, long rowsOut, Duration time, Duration p50PerRow, Duration p99PerRow) {}
}
