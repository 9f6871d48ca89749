package io.laminar.codegen;

import static java.util.Objects.requireNonNull;

import io.laminar.plan.PipelineSpec;
import io.laminar.ring0.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * Makes pipelines that run as bytecode, in hidden classes. With the system property {@code laminar.compiler.dump} set
 * to a directory, each class is also written there; {@code javap -c -p} prints it. For any thread.
 */
public final class PipelineCompiler {
    /** System property: directory to which classes are written. */
    public static final String DUMP_PROPERTY = "laminar.compiler.dump";

    private final CompilerCache cache;

    /** @param cache where classes are kept for pipelines to come */
    public PipelineCompiler(CompilerCache cache) {
        this.cache = requireNonNull(cache, "cache");
    }

    /**
     * A pipeline that runs as bytecode; it belongs to one thread.
     *
     * @throws NotCompilableException when the code would be too large
     */
    public Pipeline compile(PipelineSpec spec) {
        return cache.get(PipelineShape.of(spec)).newPipeline(spec.stages().toString());
    }

    /** The same, if an equal pipeline was compiled before; null otherwise. */
    @Nullable
    Pipeline compiledBefore(PipelineSpec spec) {
        LoadedClass known = cache.find(PipelineShape.of(spec));
        return known == null ? null : known.newPipeline(spec.stages().toString());
    }
}
