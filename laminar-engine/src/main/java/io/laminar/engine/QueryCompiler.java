package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.codegen.CompiledPipeline;
import io.laminar.codegen.PipelineFactory;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.plan.PipelineExtractor;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import io.laminar.ring0.PipelineDriver;
import io.laminar.ring1.Operator;
import io.laminar.ring1.OperatorDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a plan into pipelines and operators that are wired up, from the result down to the leaves. Used for one plan.
 *
 * <pre>
 *   leaf -> pipeline -> operator -> pipeline -> operator -> ... -> output
 * </pre>
 */
final class QueryCompiler {
    private static final int POOLED_BATCHES = 8;

    private final PipelineFactory pipelineFactory;
    private final int batchRows;
    private final boolean skipsErrors;
    private final List<StreamingQuery.Leaf> leaves = new ArrayList<>();
    private final List<CompiledQuery.Stages> pipelines = new ArrayList<>();
    private final Map<String, String> options;
    private final QueryFigures figures;
    private final List<Runnable> starts = new ArrayList<>();
    private final List<CompiledQuery.Part> parts = new ArrayList<>();
    private List<CompiledQuery.Part> predecessors = List.of();
    private long extractNanos;

    /**
     * @param batchRows rows of the batches within the query; at least 2, so that the halves of an update stay together
     * @param options of the WITH clause
     * @param figures of the query; those of one that is compiled anew go on
     */
    QueryCompiler(PipelineFactory pipelineFactory, int batchRows, Map<String, String> options, QueryFigures figures) {
        this.options = options;
        this.figures = figures;
        this.pipelineFactory = pipelineFactory;
        this.batchRows = Math.max(2, batchRows);
        this.skipsErrors = "skip".equalsIgnoreCase(options.get("on-error"));
    }

    CompiledQuery compile(QueryPlan plan) {
        return compile(plan, newOutput(plan), List.of());
    }

    /** An output for the results of a plan. */
    static QueryOutput newOutput(QueryPlan plan) {
        return new QueryOutput(
                plan.root().schema(),
                plan.lateTo() == null ? null : new RelationHub(LateRowCollector.schemaOf(plan.root())));
    }

    /**
     * Compiles a plan that takes the place of another.
     *
     * @param output where its results go
     * @param predecessors parts of the query before, whose operators go on in this one; as many as the plan has, or none
     */
    CompiledQuery compile(QueryPlan plan, QueryOutput output, List<CompiledQuery.Part> predecessors) {
        this.predecessors = predecessors;
        figures.rewind();
        build(plan.root(), output, output.lateHub());
        Collections.reverse(pipelines);
        return new CompiledQuery(
                leaves,
                output,
                pipelines,
                List.copyOf(starts),
                parts,
                figures,
                Duration.ofNanos(extractNanos),
                () -> new QueryCompiler(pipelineFactory, batchRows, options, figures).compile(plan, output, List.of()));
    }

    /** Wires what gives the rows of a node to what takes them. */
    private void build(PlanNode node, BatchReceiver next, @Nullable RelationHub late) {
        long begun = System.nanoTime();
        PipelineExtractor.Cut cut = PipelineExtractor.cut(node);
        extractNanos += System.nanoTime() - begun;
        BatchReceiver entry = cut.pipeline().isIdentity() ? next : pipeline(cut, next);
        PlanNode breaker = cut.breaker();
        if (breaker.inputs().isEmpty()) {
            leaves.add(new StreamingQuery.Leaf(breaker, entry, constants(breaker), figures.input()));
            parts.add(new CompiledQuery.Part(breaker, cut.pipeline().stages(), entry, null));
            return;
        }
        OperatorDriver driver = driver(breaker, entry, late);
        parts.add(new CompiledQuery.Part(breaker, cut.pipeline().stages(), entry, driver));
        starts.add(driver::start);
        for (int i = 0; i < breaker.inputs().size(); i++) {
            build(breaker.inputs().get(i), driver.input(i), late);
        }
    }

    /** The driver of a node's operator, which may be the one of the query before. */
    private OperatorDriver driver(PlanNode node, BatchReceiver entry, @Nullable RelationHub late) {
        OperatorDriver predecessor =
                predecessors.isEmpty() ? null : predecessors.get(parts.size()).driver();
        Operator operator = predecessor == null ? node.accept(new OperatorFactory()) : predecessor.operator();
        return new OperatorDriver(
                operator,
                node.inputs().size(),
                timedInputs(node),
                pool(operator.outputSchema()),
                figures.operator(),
                lateRows(node, late),
                entry);
    }

    private BatchReceiver pipeline(PipelineExtractor.Cut cut, BatchReceiver next) {
        CompiledPipeline compiled = pipelineFactory.create(cut.pipeline());
        pipelines.add(new CompiledQuery.Stages(
                cut.pipeline().stages().stream().map(Object::toString).toList(), compiled));
        return new PipelineDriver(
                compiled.pipeline(), pool(cut.pipeline().output()), skipsErrors, figures.pipeline(), next);
    }

    private BatchPool pool(Schema schema) {
        return new BatchPool(schema, batchRows, POOLED_BATCHES);
    }

    /** A table that rows are looked up in holds up neither watermark nor end. */
    private static int timedInputs(PlanNode node) {
        return node instanceof PlanNode.Join join && join.strategy() == PlanNode.Join.Strategy.STREAM_TABLE
                ? 1
                : node.inputs().size();
    }

    private static OperatorDriver.LateRows lateRows(PlanNode node, @Nullable RelationHub late) {
        return late != null
                        && node instanceof PlanNode.WindowAggregate aggregate
                        && !aggregate.lateColumns().isEmpty()
                ? new LateRowCollector(aggregate, late)
                : OperatorDriver.LateRows.COUNT_ONLY;
    }

    private @Nullable List<Batch> constants(PlanNode leaf) {
        return leaf instanceof PlanNode.Values values ? ConstantRows.of(values, batchRows) : null;
    }
}
