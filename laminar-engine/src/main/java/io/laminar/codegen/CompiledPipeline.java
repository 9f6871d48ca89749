package io.laminar.codegen;

import static java.util.Objects.requireNonNull;

import io.laminar.ring0.Pipeline;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pipeline and how it runs, which may change once, from interpreted to compiled. */
public final class CompiledPipeline {
    private final Pipeline pipeline;
    private final Supplier<@Nullable String> reason;

    /** @param reason tells why it is now interpreted, or null when it is compiled */
    CompiledPipeline(Pipeline pipeline, Supplier<@Nullable String> reason) {
        this.pipeline = requireNonNull(pipeline, "pipeline");
        this.reason = requireNonNull(reason, "reason");
    }

    /** Belongs to one thread. */
    public Pipeline pipeline() {
        return pipeline;
    }

    /** Whether it now runs as bytecode. For any thread. */
    public boolean isCompiled() {
        return reason.get() == null;
    }

    /** Why it is interpreted, or null when it is compiled. For any thread. */
    public @Nullable String reason() {
        return reason.get();
    }
}
