package io.laminar.codegen;

import io.laminar.ring0.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that is ready to run.
 *
 * @param compiled whether it is bytecode
 * @param reason why it is interpreted, or null
 */
public record CompiledPipeline(
        Pipeline pipeline, boolean compiled, @Nullable String reason) {}
