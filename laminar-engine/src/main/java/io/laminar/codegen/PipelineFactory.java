package io.laminar.codegen;

import static java.util.Objects.requireNonNull;

import io.laminar.api.CompilerMode;
import io.laminar.plan.PipelineSpec;

/** Makes pipelines run: as bytecode where the mode and the pipeline allow it, interpreted otherwise. For any thread. */
public final class PipelineFactory {
    private final CompilerMode mode;

    public PipelineFactory(CompilerMode mode) {
        this.mode = requireNonNull(mode, "mode");
    }

    /** A new pipeline, for one thread. */
    public CompiledPipeline create(PipelineSpec spec) {
        if (mode == CompilerMode.INTERPRETED) {
            return new CompiledPipeline(new InterpretedPipeline(spec), false, "the compiler is switched off");
        }
        try {
            return new CompiledPipeline(PipelineCompiler.compile(spec), true, null);
        } catch (NotCompilableException e) {
            return new CompiledPipeline(new InterpretedPipeline(spec), false, e.reason());
        }
    }
}
