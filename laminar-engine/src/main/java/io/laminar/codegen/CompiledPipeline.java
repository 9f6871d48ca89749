package io.laminar.codegen;

import static java.util.Objects.requireNonNull;

import io.laminar.ring0.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline and how it runs.
 *
 * @param pipeline belongs to one thread
 * @param isCompiled whether it is bytecode of its own
 * @param reason why it is interpreted, or null when it is compiled
 */
public record CompiledPipeline(
        Pipeline pipeline, boolean isCompiled, @Nullable String reason) {
    public CompiledPipeline {
        requireNonNull(pipeline, "pipeline");
        if (isCompiled == (reason != null)) {
            throw new IllegalArgumentException("compiled: " + isCompiled + ", but the reason is " + reason);
        }
    }
}
