package io.laminar.codegen;

import static java.util.Objects.requireNonNull;

import io.laminar.api.CompilerMode;
import io.laminar.api.EngineOptions;
import io.laminar.plan.PipelineSpec;
import io.laminar.ring0.ColumnPick;
import io.laminar.ring0.Pipeline;
import io.laminar.state.GroupLoops;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes pipelines run: as bytecode where the mode and the pipeline allow it, interpreted otherwise. For any thread. */
public final class PipelineFactory {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.codegen");
    private static final String SWITCHED_OFF = "the compiler is switched off";

    private final CompilerMode mode;
    private final PipelineCompiler compiler;
    private final Executor background;
    private final long rowsBeforeCompiling;
    private final GroupLoops groupLoops;

    /**
     * @param cache classes compiled before
     * @param background compiles while the pipeline runs interpreted, in mode AUTO
     * @param rowsBeforeCompiling in mode AUTO, rows that a pipeline runs before it asks to be compiled; at 0 it asks at
     *     once, without a row
     */
    public PipelineFactory(CompilerMode mode, CompilerCache cache, Executor background, long rowsBeforeCompiling) {
        this.mode = requireNonNull(mode, "mode");
        this.compiler = new PipelineCompiler(cache);
        this.background = requireNonNull(background, "background");
        this.rowsBeforeCompiling = rowsBeforeCompiling;
        this.groupLoops = rowsBeforeCompiling > 0 ? GroupLoops.NONE : new GroupLoopCompiler(mode, cache, background);
    }

    /** One that compiles before it answers, but for mode INTERPRETED; with a cache of its own. */
    public PipelineFactory(CompilerMode mode) {
        this(mode, new CompilerCache(EngineOptions.DEFAULT_COMPILER_CACHE_SIZE), Runnable::run, 0);
    }

    /** A new pipeline, for one thread. */
    public CompiledPipeline create(PipelineSpec spec) {
        int[] picked = spec.passedOn();
        if (picked != null
                && mode != CompilerMode.INTERPRETED
                && IntStream.of(picked).allMatch(column -> column >= 0)) {
            return new CompiledPipeline(new ColumnPick(picked), () -> null);
        }
        return switch (mode) {
            case INTERPRETED -> new CompiledPipeline(new InterpretedPipeline(spec), () -> SWITCHED_OFF);
            case COMPILED -> compiled(spec);
            case AUTO -> adaptive(spec);
        };
    }

    /** Makes the loops of aggregates, by the same rules. */
    public GroupLoops groupLoops() {
        return groupLoops;
    }

    private CompiledPipeline compiled(PipelineSpec spec) {
        try {
            return new CompiledPipeline(compiler.compile(spec), () -> null);
        } catch (NotCompilableException e) {
            return new CompiledPipeline(new InterpretedPipeline(spec), e::reason);
        }
    }

    private CompiledPipeline adaptive(PipelineSpec spec) {
        Pipeline known = compiler.compiledBefore(spec);
        if (known != null) {
            return new CompiledPipeline(known, () -> null);
        }
        AdaptivePipeline pipeline = new AdaptivePipeline(
                new InterpretedPipeline(spec), rowsBeforeCompiling, adaptive -> compileLater(spec, adaptive));
        if (rowsBeforeCompiling == 0) {
            pipeline.request();
        }
        return new CompiledPipeline(pipeline, pipeline::reason);
    }

    private void compileLater(PipelineSpec spec, AdaptivePipeline target) {
        try {
            background.execute(() -> compile(spec, target));
        } catch (RejectedExecutionException e) {
            target.stayInterpreted("too many pipelines wait to be compiled");
        }
    }

    private void compile(PipelineSpec spec, AdaptivePipeline target) {
        try {
            target.become(compiler.compile(spec));
        } catch (NotCompilableException e) {
            target.stayInterpreted(e.reason());
        } catch (RuntimeException | LinkageError defect) {
            LOG.error("cannot compile {}; it stays interpreted", spec.stages(), defect);
            target.stayInterpreted("the compiler failed: " + defect);
        }
    }
}
