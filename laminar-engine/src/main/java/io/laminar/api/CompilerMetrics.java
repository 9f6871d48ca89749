package io.laminar.api;

import java.time.Duration;

/**
 * Figures of an engine's compiler at one moment, over all queries.
 *
 * @param cacheHits pipelines whose code was there, because a pipeline like them had been compiled before
 * @param cacheMisses pipelines for which code was generated
 * @param time time spent generating and loading code, on whichever thread
 */
public record CompilerMetrics(long cacheHits, long cacheMisses, Duration time) {
    /** Share of pipelines whose code was there; 0 before the first. */
    public double cacheHitRate() {
        long requests = cacheHits + cacheMisses;
        return requests == 0 ? 0 : (double) cacheHits / requests;
    }
}
