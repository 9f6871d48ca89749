package io.laminar.testing;

import io.laminar.Laminar;
import io.laminar.api.CompilerMode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.RowSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A way to run a script. All of them must give the same rows. */
public enum Mode {
    /** The rows of a feed as one call, default settings, one worker. */
    STRAIGHT,
    /** One call per row. */
    ROW_BY_ROW,
    /** Batches that hold one row. */
    BATCH_OF_ONE,
    /** As STRAIGHT, with every pipeline compiled before its first row. */
    COMPILED,
    /** As STRAIGHT, with every pipeline interpreted. */
    INTERPRETED,
    /** As STRAIGHT, with three workers. Order across keys is not promised then, so results are compared sorted. */
    WORKERS,
    /** As WORKERS, with what can be partitioned in four partitions. */
    PARALLEL,
    /** As STRAIGHT, with every query compiled anew after each step, and its state written, and read into the new one. */
    RESTORED,
    /** Calls of one to five rows and batches of one to sixteen, from a seed that the failure names. */
    RANDOM_BATCHES;

    /** Opens an engine. */
    LaminarEngine open(String name, long seed, InstantSource clock, UnaryOperator<@Nullable String> placeholders) {
        LaminarEngine.Builder builder =
                Laminar.builder().name(name).workers(1).clock(clock).placeholders(placeholders);
        switch (this) {
            case BATCH_OF_ONE -> builder.batchRows(1);
            case COMPILED -> builder.compiler(CompilerMode.COMPILED);
            case INTERPRETED -> builder.compiler(CompilerMode.INTERPRETED);
            case WORKERS -> builder.workers(3);
            case PARALLEL -> builder.workers(3).parallelism(4);
            case RANDOM_BATCHES -> builder.batchRows(1 + new Random(seed).nextInt(16));
            default -> {}
        }
        return builder.open();
    }

    /** Pushes rows in the grouping of the mode. */
    void push(RowSource source, List<Map<String, @Nullable Object>> rows, Random random) {
        switch (this) {
            case ROW_BY_ROW -> rows.forEach(source::push);
            case RANDOM_BATCHES -> {
                int from = 0;
                while (from < rows.size()) {
                    int to = Math.min(rows.size(), from + 1 + random.nextInt(5));
                    source.pushBatch(rows.subList(from, to));
                    from = to;
                }
            }
            default -> source.pushBatch(rows);
        }
    }

    /** Whether changes come in the order in which their rows were pushed. */
    boolean keepsOrder() {
        return this != WORKERS && this != PARALLEL;
    }
}
