package io.laminar.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a query since it was compiled.
 *
 * @param createdAt when it was created
 * @param planTime time from text to plan
 * @param extractTime time to cut the plan into pipelines and operators
 * @param compileTime time to make pipelines and operators and to wire them; a pipeline that starts interpreted is compiled
 *     besides, while it runs
 * @param pipelines its pipelines, in the order of a row's way
 * @param swapTime how long the workers stood still when another query took its place by ALTER, or null before
 * @param operators its stateful operators, in the order of a row's way, as EXPLAIN names them
 * @param parallelism in how many partitions by key it runs
 * @param parallelismReason by which keys when there are several, why it runs in one when several were asked for, or null
 */
public record QueryMetadata(
        Instant createdAt,
        Duration planTime,
        Duration extractTime,
        Duration compileTime,
        @Nullable Duration swapTime,
        List<PipelineInfo> pipelines,
        List<String> operators,
        int parallelism,
        @Nullable String parallelismReason) {
    public QueryMetadata {
        pipelines = List.copyOf(pipelines);
        operators = List.copyOf(operators);
    }

    /**
     * A pipeline of stateless stages.
     *
     * @param stages its stages, as EXPLAIN prints them
     * @param compiled whether it runs as bytecode
     * @param reason why it is interpreted, or null when it is compiled
     */
    public record PipelineInfo(
            List<String> stages, boolean compiled, @Nullable String reason) {
        public PipelineInfo {
            stages = List.copyOf(stages);
        }
    }
}
