package io.laminar.engine;

import io.laminar.api.QueryMetadata.PipelineInfo;
import io.laminar.api.QueryMetrics;
import io.laminar.bridge.BatchReceiver;
import io.laminar.codegen.CompiledPipeline;
import io.laminar.metrics.Counter;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanPrinter;
import io.laminar.plan.StateFingerprint;
import io.laminar.ring1.OperatorDriver;
import io.laminar.ring1.OperatorFigures;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A plan turned into pipelines and operators that are wired up.
 *
 * @param inputs the leaves of the plan, left to right
 * @param output where results leave
 * @param pipelines the pipelines, in the order of a row's way
 * @param starts what operators do when a view over them is to show what there is without any row
 * @param parts the plan cut into what has state and what lies above it, from the root down, left to right
 * @param stages what of it runs in partitions, in the order of a row's way
 * @param parallelism in how many, and why in no more
 * @param figures counters that inputs, pipelines and operators keep
 * @param extractTime time it took to cut the plan
 * @param nanoClock what time it is, for what operators do by the clock
 * @param again makes the same once more, without what was in its state, to the same output and with the same figures
 */
record CompiledQuery(
        List<StreamingQuery.Leaf> inputs,
        QueryOutput output,
        List<Stages> pipelines,
        List<Runnable> starts,
        List<Part> parts,
        List<PartitionedStage> stages,
        Parallelism parallelism,
        QueryFigures figures,
        Duration extractTime,
        LongSupplier nanoClock,
        Supplier<CompiledQuery> again)
        implements PressureGauge {

    /**
     * A stateful node or leaf with the stages above it.
     *
     * @param entry where its rows go
     * @param driver of its operator; null for a leaf, unless it is the key of a table
     * @param isTop whether no other part is above it; those of several partitions may be so
     * @param isCopy whether it is in another partition than the first
     */
    record Part(
            PlanNode node,
            List<PipelineSpec.Stage> above,
            BatchReceiver entry,
            @Nullable OperatorDriver driver,
            boolean isTop,
            boolean isCopy) {
        Part {
            above = List.copyOf(above);
        }

        /** Whether it is named among the operators: there once, and not what keeps the rows of a table. */
        private boolean isShown() {
            return driver != null && !isCopy && !(node instanceof PlanNode.Scan);
        }

        private boolean hasTicks() {
            return driver != null && driver.operator().hasTicks();
        }
    }

    /** A pipeline and its stages, as EXPLAIN prints them. */
    record Stages(List<String> stages, CompiledPipeline pipeline) {}

    CompiledQuery {
        inputs = List.copyOf(inputs);
        pipelines = List.copyOf(pipelines);
        starts = List.copyOf(starts);
        parts = List.copyOf(parts);
        stages = List.copyOf(stages);
    }

    /** Works off what is under way in partitions. */
    void completeStages() {
        stages.forEach(PartitionedStage::complete);
    }

    /**
     * Writes the state of all operators, or reads it into what was compiled from the same plan in as many partitions. Nothing is under
     * way.
     */
    void persist(StateArchive archive) {
        archive.expect("partitioned stages", stages.size());
        stages.forEach(stage -> stage.persist(archive));
        archive.expect("parts of the plan", parts.size());
        for (Part part : parts) {
            if (part.driver() != null) {
                archive.expect(
                        "operator " + PlanPrinter.printAlone(part.node()),
                        StateFingerprint.of(part.node()).hashCode());
                part.driver().persist(archive);
            }
        }
    }

    /** How each pipeline runs now. */
    List<PipelineInfo> pipelineInfos() {
        return pipelines.stream()
                .map(each -> {
                    String reason = each.pipeline().reason();
                    return new PipelineInfo(each.stages(), reason == null, reason);
                })
                .toList();
    }

    /** The operators, as EXPLAIN names them, in the order of a row's way. */
    List<String> operators() {
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
            if (part.isShown()) {
                names.add(PlanPrinter.printAlone(part.node()));
            }
        }
        Collections.reverse(names);
        return names;
    }

    /** What each of the operators has counted, in the order of a row's way; those of several partitions together. */
    List<QueryMetrics.Operator> operatorFigures() {
        List<QueryMetrics.Operator> operators = new ArrayList<>();
        for (Part part : parts) {
            if (part.isShown()) {
                operators.add(figuresOf(part.node()));
            }
        }
        Collections.reverse(operators);
        return operators;
    }

    @SuppressWarnings("ReferenceEquality") // equal nodes at two places of a plan are two operators
    private QueryMetrics.Operator figuresOf(PlanNode node) {
        List<OperatorFigures> ofPartitions = parts.stream()
                .filter(part -> part.node() == node)
                .map(part -> Objects.requireNonNull(part.driver()).figures())
                .toList();
        return new QueryMetrics.Operator(
                PlanPrinter.printAlone(node),
                Watermarks.toInstant(ofPartitions.stream()
                        .mapToLong(figures -> figures.watermark().get())
                        .min()
                        .orElse(Watermarks.NONE)),
                ofPartitions.stream().allMatch(figures -> figures.idle().get() == 1),
                sum(ofPartitions, OperatorFigures::late),
                sum(ofPartitions, OperatorFigures::withoutTime),
                sum(ofPartitions, OperatorFigures::stateRows));
    }

    private static long sum(List<OperatorFigures> figures, Function<OperatorFigures, Counter> figure) {
        return figures.stream().mapToLong(each -> figure.apply(each).get()).sum();
    }

    /** Whether an operator does something by the clock. */
    boolean hasTicks() {
        return parts.stream().anyMatch(Part::hasTicks);
    }

    /** Lets operators do what they do by the clock; those in partitions are at rest. */
    void tick() {
        long nanos = nanoClock.getAsLong();
        for (Part part : parts) {
            if (part.hasTicks()) {
                Objects.requireNonNull(part.driver()).tick(nanos);
            }
        }
        completeStages();
    }

    /** Whether somebody who reads the result has more than he can take. */
    @Override
    public boolean isUnderPressure() {
        return output.hub().isUnderPressure();
    }
}
