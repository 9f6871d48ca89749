package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.codegen.CompiledPipeline;
import io.laminar.codegen.PipelineFactory;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.plan.Partitioning;
import io.laminar.plan.PipelineExtractor;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import io.laminar.plan.SharedInputs;
import io.laminar.plan.Stamp;
import io.laminar.ring0.PipelineDriver;
import io.laminar.ring1.Operator;
import io.laminar.ring1.OperatorDriver;
import io.laminar.ring1.TimeToLive;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
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
    private final InstantSource clock;
    private final int batchRows;
    private final boolean skipsErrors;
    private final int wantedParallelism;
    private final List<StreamingQuery.Leaf> leaves = new ArrayList<>();
    private final List<CompiledQuery.Stages> pipelines = new ArrayList<>();
    private final Map<String, String> options;
    private final QueryFigures figures;
    private final LongSupplier nanoClock;
    private final @Nullable TimeToLive ttl;
    private final List<Runnable> starts = new ArrayList<>();
    private final List<CompiledQuery.Part> parts = new ArrayList<>();
    private final List<PartitionedStage> stages = new ArrayList<>();
    private final Map<PlanNode, Fork> forks = new HashMap<>();
    private final Set<PlanNode> forksBuilt = new HashSet<>();
    private @Nullable CompiledQuery predecessor;
    private @Nullable PlanNode root;
    private long extractNanos;
    /** Whether the leaf that comes next is to tell the watermark before each row. */
    private boolean needsWatermarks;

    /**
     * @param clock tells processing time
     * @param batchRows rows of the batches within the query; at least 2, so that the halves of an update stay together
     * @param options of the WITH clause
     * @param parallelism partitions to run in where that is possible
     * @param figures of the query; those of one that is compiled anew go on
     */
    QueryCompiler(
            PipelineFactory pipelineFactory,
            InstantSource clock,
            int batchRows,
            Map<String, String> options,
            int parallelism,
            QueryFigures figures) {
        this.clock = clock;
        this.nanoClock = Clocks.nanos(clock);
        Duration timeToLive = QueryOptions.ttl(options);
        this.ttl = timeToLive == null ? null : new TimeToLive(timeToLive.toNanos() / 1000, nanoClock);
        this.wantedParallelism = parallelism;
        this.options = options;
        this.figures = figures;
        this.pipelineFactory = pipelineFactory;
        this.batchRows = Math.max(2, batchRows);
        this.skipsErrors = "skip".equalsIgnoreCase(options.get("on-error"));
    }

    CompiledQuery compile(QueryPlan plan) {
        return compile(plan, newOutput(plan), null);
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
     * @param before the query before, whose operators go on in this one where it has the same parts; null to begin anew
     */
    CompiledQuery compile(QueryPlan plan, QueryOutput output, @Nullable CompiledQuery before) {
        predecessor = before;
        root = plan.root();
        figures.rewind();
        build(plan.root(), output, output.lateHub());
        Collections.reverse(pipelines);
        Collections.reverse(stages);
        return new CompiledQuery(
                leaves,
                output,
                pipelines,
                List.copyOf(starts),
                parts,
                stages,
                Parallelism.of(plan.root(), wantedParallelism),
                figures,
                Duration.ofNanos(extractNanos),
                nanoClock,
                () -> new QueryCompiler(pipelineFactory, clock, batchRows, options, wantedParallelism, figures)
                        .compile(plan, output, null));
    }

    /** Wires what gives the rows of a node to what takes them. */
    private void build(PlanNode node, BatchReceiver next, @Nullable BatchReceiver late) {
        Fork fork = forks.get(node);
        if (fork == null) {
            buildAlone(node, next, late);
            return;
        }
        fork.add(next);
        if (forksBuilt.add(node)) {
            buildAlone(node, fork, late);
        }
    }

    private void buildAlone(PlanNode node, BatchReceiver next, @Nullable BatchReceiver late) {
        PipelineExtractor.Cut cut = cut(node);
        PlanNode breaker = cut.breaker();
        Partitioning.Exchange exchange = wantedParallelism > 1 ? Partitioning.of(breaker) : null;
        if (exchange != null) {
            buildPartitions(node, next, late);
            return;
        }
        BatchReceiver entry = pipeline(cut, next, false);
        if (breaker.inputs().isEmpty()) {
            leaves.add(new StreamingQuery.Leaf(breaker, entry, constants(breaker), figures.input(), needsWatermarks));
            parts.add(new CompiledQuery.Part(breaker, cut.pipeline().stages(), entry, null, node == root, false));
            return;
        }
        if (breaker instanceof PlanNode.Union union) {
            SharedInputs.of(union).forEach(shared -> forks.putIfAbsent(shared, new Fork()));
        }
        OperatorDriver driver = driver(cut, entry, late, node == root, false);
        starts.add(driver::start);
        needsWatermarks = breaker instanceof Stamp stamp && stamp.kind() == Stamp.Kind.CURRENT_WATERMARK;
        for (int i = 0; i < breaker.inputs().size(); i++) {
            build(breaker.inputs().get(i), driver.input(i), late);
        }
        needsWatermarks = false;
    }

    /** The driver of a node's operator, which may be the one of the query before. */
    private OperatorDriver driver(
            PipelineExtractor.Cut cut,
            BatchReceiver entry,
            @Nullable BatchReceiver late,
            boolean isTop,
            boolean isCopy) {
        PlanNode node = cut.breaker();
        OperatorDriver before = driverBefore(parts.size());
        Operator operator = before == null
                ? node.accept(new OperatorFactory(pipelineFactory.groupLoops(), clock, ttl))
                : before.operator();
        OperatorDriver driver = new OperatorDriver(
                operator,
                node.inputs().size(),
                timedInputs(node),
                pool(operator.outputSchema()),
                figures.operator(),
                lateRows(node, late),
                entry);
        parts.add(new CompiledQuery.Part(node, cut.pipeline().stages(), entry, driver, isTop, isCopy));
        return driver;
    }

    /** What drives the part of the query before, or null. */
    private @Nullable OperatorDriver driverBefore(int part) {
        return predecessor == null || part >= predecessor.parts().size()
                ? null
                : predecessor.parts().get(part).driver();
    }

    /** The seed by which rows are shared out: another one would send keys to partitions that know nothing of them. */
    private long seed() {
        int before = predecessor == null ? 0 : predecessor.stages().size() - stages.size();
        return before <= 0
                ? OperatorFactory.seed()
                : java.util.Objects.requireNonNull(predecessor)
                        .stages()
                        .get(before - 1)
                        .seed();
    }

    /** Wires a part that runs in partitions: down to the node where rows are shared out by key. */
    private void buildPartitions(PlanNode node, BatchReceiver next, @Nullable BatchReceiver late) {
        long seed = seed();
        MovedRows moved = Partitioning.areVersionsScattered(node)
                ? new MovedRows(node.schema(), node.key(), pool(node.schema()), next, seed)
                : null;
        PartitionedStage stage = new PartitionedStage(wantedParallelism, next, late, moved, batchRows, seed);
        stages.add(stage);
        PlanNode lowest = node;
        for (Partition partition : stage.partitions()) {
            lowest = buildPartition(
                    node,
                    partition,
                    late != null,
                    partition != stage.partitions().get(0));
        }
        Partitioning.Exchange exchange = java.util.Objects.requireNonNull(Partitioning.of(lowest));
        for (int i = 0; i < lowest.inputs().size(); i++) {
            PlanNode input = lowest.inputs().get(i);
            build(input, stage.addInput(input.schema(), exchange.keys().get(i)), late);
        }
    }

    /** Gives a partition its own operators; tells the lowest node that is among them. */
    private PlanNode buildPartition(PlanNode node, Partition partition, boolean givesLateRows, boolean isCopy) {
        BatchReceiver late = givesLateRows ? partition.log().late() : null;
        PlanNode at = node;
        BatchReceiver next = partition.log();
        while (true) {
            PipelineExtractor.Cut cut = cut(at);
            PlanNode breaker = cut.breaker();
            OperatorDriver driver = driver(cut, pipeline(cut, next, isCopy), late, at == root, isCopy);
            if (!java.util.Objects.requireNonNull(Partitioning.of(breaker)).continues()) {
                for (int i = 0; i < breaker.inputs().size(); i++) {
                    partition.addInput(driver.input(i));
                }
                return breaker;
            }
            next = driver.input(0);
            at = breaker.inputs().get(0);
        }
    }

    private PipelineExtractor.Cut cut(PlanNode node) {
        long begun = System.nanoTime();
        PipelineExtractor.Cut cut = PipelineExtractor.cut(node);
        extractNanos += System.nanoTime() - begun;
        return cut;
    }

    /** @param isCopy whether it is in another partition than the first, whose pipeline stands for it */
    private BatchReceiver pipeline(PipelineExtractor.Cut cut, BatchReceiver next, boolean isCopy) {
        if (cut.pipeline().isIdentity()) {
            return next;
        }
        CompiledPipeline compiled = pipelineFactory.create(cut.pipeline());
        if (!isCopy) {
            pipelines.add(new CompiledQuery.Stages(
                    cut.pipeline().stages().stream().map(Object::toString).toList(), compiled));
        }
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

    private static OperatorDriver.LateRows lateRows(PlanNode node, @Nullable BatchReceiver late) {
        return late != null && LateRowCollector.collects(node)
                ? new LateRowCollector(node, late)
                : OperatorDriver.LateRows.COUNT_ONLY;
    }

    private @Nullable List<Batch> constants(PlanNode leaf) {
        return leaf instanceof PlanNode.Values values ? ConstantRows.of(values, batchRows) : null;
    }
}
