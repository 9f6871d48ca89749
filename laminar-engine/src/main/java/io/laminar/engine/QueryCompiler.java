package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.codegen.CompiledPipeline;
import io.laminar.codegen.PipelineFactory;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.metrics.Counter;
import io.laminar.plan.PipelineExtractor;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import io.laminar.ring0.PipelineDriver;
import io.laminar.ring1.Operator;
import io.laminar.ring1.OperatorDriver;
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
    private final List<Counter> filtered = new ArrayList<>();
    private final List<Counter> failed = new ArrayList<>();
    private final List<OperatorDriver.Figures> operators = new ArrayList<>();
    private final List<Runnable> starts = new ArrayList<>();

    /**
     * @param batchRows rows of the batches within the query; at least 2, so that the halves of an update stay together
     * @param options of the WITH clause
     */
    QueryCompiler(PipelineFactory pipelineFactory, int batchRows, Map<String, String> options) {
        this.pipelineFactory = pipelineFactory;
        this.batchRows = Math.max(2, batchRows);
        this.skipsErrors = "skip".equalsIgnoreCase(options.get("on-error"));
    }

    CompiledQuery compile(QueryPlan plan) {
        RelationHub late = plan.lateTo() == null ? null : new RelationHub(LateRowCollector.schemaOf(plan.root()));
        QueryOutput output = new QueryOutput(plan.root().schema(), late);
        build(plan.root(), output, late);
        Collections.reverse(pipelines);
        return new CompiledQuery(
                leaves,
                output,
                pipelines,
                List.copyOf(starts),
                new CompiledQuery.Figures(List.copyOf(filtered), List.copyOf(failed), List.copyOf(operators)));
    }

    /** Wires what gives the rows of a node to what takes them. */
    private void build(PlanNode node, BatchReceiver next, @Nullable RelationHub late) {
        PipelineExtractor.Cut cut = PipelineExtractor.cut(node);
        BatchReceiver entry = cut.pipeline().isIdentity() ? next : pipeline(cut, next);
        PlanNode breaker = cut.breaker();
        if (breaker.inputs().isEmpty()) {
            leaves.add(new StreamingQuery.Leaf(breaker, entry, constants(breaker)));
            return;
        }
        Operator operator = breaker.accept(new OperatorFactory());
        OperatorDriver.Figures figures = new OperatorDriver.Figures(new Counter(), new Counter(), new Counter());
        operators.add(figures);
        OperatorDriver driver = new OperatorDriver(
                operator,
                breaker.inputs().size(),
                timedInputs(breaker),
                pool(operator.outputSchema()),
                figures,
                lateRows(breaker, late),
                entry);
        starts.add(driver::start);
        for (int i = 0; i < breaker.inputs().size(); i++) {
            build(breaker.inputs().get(i), driver.input(i), late);
        }
    }

    private BatchReceiver pipeline(PipelineExtractor.Cut cut, BatchReceiver next) {
        CompiledPipeline compiled = pipelineFactory.create(cut.pipeline());
        pipelines.add(new CompiledQuery.Stages(
                cut.pipeline().stages().stream().map(Object::toString).toList(), compiled));
        Counter filteredRows = new Counter();
        Counter failedRows = new Counter();
        filtered.add(filteredRows);
        failed.add(failedRows);
        return new PipelineDriver(
                compiled.pipeline(), pool(cut.pipeline().output()), skipsErrors, filteredRows, failedRows, next);
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
