package io.laminar.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a query at one moment. Reading them costs the query nothing.
 *
 * @param rowsIn rows taken from all inputs
 * @param rowsOut changes handed on, each row counted once
 * @param rowsFiltered rows that a filter dropped
 * @param rowsLate rows whose windows had closed; each row once
 * @param rowsFailed rows that raised an error and were skipped, as the query asks
 * @param rowsWithoutTime rows whose event time was NULL and that belonged to no window
 * @param watermark event-time progress of the query, or null before the first row; {@link Instant#MAX} at
 *     the end of input
 * @param stateRows rows kept in state tables
 * @param pipelinesCompiled pipelines that run as bytecode
 * @param pipelinesInterpreted pipelines that run interpreted
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
        int pipelinesCompiled,
        int pipelinesInterpreted) {}
