package io.laminar.codegen;

import io.laminar.api.CompilerMode;
import io.laminar.state.GroupLoop;
import io.laminar.state.GroupLoopSpec;
import io.laminar.state.GroupLoops;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes {@link GroupLoop}s as bytecode: at once in mode COMPILED, in the background in mode AUTO, never in mode INTERPRETED. For any thread. */
final class GroupLoopCompiler implements GroupLoops {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.codegen");

    private final CompilerMode mode;
    private final CompilerCache cache;
    private final Executor background;

    GroupLoopCompiler(CompilerMode mode, CompilerCache cache, Executor background) {
        this.mode = mode;
        this.cache = cache;
        this.background = background;
    }

    @Override
    public void request(GroupLoopSpec spec, List<GroupLoopSpec.Carry> carries, Consumer<GroupLoop> whenReady) {
        switch (mode) {
            case INTERPRETED -> {}
            case COMPILED -> compile(spec, carries, whenReady);
            case AUTO -> {
                try {
                    background.execute(() -> compile(spec, carries, whenReady));
                } catch (RejectedExecutionException tooMuchWaits) {
                    LOG.debug("too much waits to be compiled; {} stays as it is", spec);
                }
            }
        }
    }

    private void compile(GroupLoopSpec spec, List<GroupLoopSpec.Carry> carries, Consumer<GroupLoop> whenReady) {
        try {
            whenReady.accept(cache.groupLoop(spec).newLoop(carries));
        } catch (NotCompilableException tooLarge) {
            LOG.debug("{} stays as it is: {}", spec, tooLarge.reason());
        } catch (RuntimeException | LinkageError defect) {
            LOG.error("cannot compile {}; it stays as it is", spec, defect);
        }
    }
}
