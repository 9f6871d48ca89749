package io.laminar.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes a node anew over other inputs that have the columns of the old ones. */
public final class InputRewrite implements PlanVisitor<PlanNode> {
    private final UnaryOperator<PlanNode> rewrite;

    private InputRewrite(UnaryOperator<PlanNode> rewrite) {
        this.rewrite = rewrite;
    }

    /**
     * The node over other inputs.
     *
     * @param rewrite of each input
     */
    public static PlanNode rewrite(PlanNode node, UnaryOperator<PlanNode> rewrite) {
        return node.accept(new InputRewrite(rewrite));
    }

    private PlanNode input(PlanNode.Unary node) {
        return rewrite.apply(node.input());
    }

    @Override
    public PlanNode visitScan(PlanNode.Scan scan) {
        return scan;
    }

    @Override
    public PlanNode visitValues(PlanNode.Values values) {
        return values;
    }

    @Override
    public PlanNode visitFilter(PlanNode.Filter filter) {
        return new PlanNode.Filter(input(filter), filter.predicate());
    }

    @Override
    public PlanNode visitProject(PlanNode.Project project) {
        return new PlanNode.Project(input(project), project.expressions(), project.schema());
    }

    @Override
    public PlanNode visitWindowAssign(PlanNode.WindowAssign assign) {
        return new PlanNode.WindowAssign(input(assign), assign.window(), assign.schema());
    }

    @Override
    public PlanNode visitWindowAggregate(PlanNode.WindowAggregate aggregate) {
        return new PlanNode.WindowAggregate(
                input(aggregate),
                aggregate.window(),
                aggregate.keys(),
                aggregate.aggregates(),
                aggregate.emit(),
                aggregate.latenessMicros(),
                aggregate.lateColumns(),
                aggregate.schema());
    }

    @Override
    public PlanNode visitGroupAggregate(PlanNode.GroupAggregate aggregate) {
        return new PlanNode.GroupAggregate(
                input(aggregate), aggregate.keys(), aggregate.aggregates(), aggregate.schema());
    }

    @Override
    public PlanNode visitJoin(PlanNode.Join join) {
        return new PlanNode.Join(
                rewrite.apply(join.left()),
                rewrite.apply(join.right()),
                join.kind(),
                join.leftKeys(),
                join.rightKeys(),
                join.condition(),
                join.strategy(),
                join.schema(),
                join.heldMicros());
    }

    @Override
    public PlanNode visitUnion(PlanNode.Union union) {
        List<PlanNode> inputs = new ArrayList<>();
        union.inputs().forEach(input -> inputs.add(rewrite.apply(input)));
        return new PlanNode.Union(inputs, union.schema());
    }

    @Override
    public PlanNode visitUnnest(PlanNode.Unnest unnest) {
        return new PlanNode.Unnest(
                input(unnest),
                unnest.collections(),
                unnest.expandsRows(),
                unnest.hasOrdinality(),
                unnest.isOuter(),
                unnest.condition(),
                unnest.schema());
    }

    @Override
    public PlanNode visitOver(Over over) {
        return new Over(
                input(over),
                over.keys(),
                over.order(),
                over.frame(),
                over.calls(),
                over.emission(),
                over.limit(),
                over.schema());
    }

    @Override
    public PlanNode visitStamp(Stamp stamp) {
        return new Stamp(input(stamp), stamp.kind());
    }

    @Override
    public PlanNode visitSort(PlanNode.Sort sort) {
        return new PlanNode.Sort(input(sort), sort.order(), sort.offset(), sort.limit());
    }

    @Override
    public PlanNode visitPeriodic(Periodic periodic) {
        return new Periodic(input(periodic), periodic.everyMicros());
    }
}
