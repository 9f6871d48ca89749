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
 * @param compileTime time from plan to pipelines
 * @param pipelines its pipelines, in the order of a row's way
 */
public record QueryMetadata(Instant createdAt, Duration planTime, Duration compileTime, List<PipelineInfo> pipelines) {
    public QueryMetadata {
        pipelines = List.copyOf(pipelines);
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
