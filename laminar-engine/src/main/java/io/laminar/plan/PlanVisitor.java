package io.laminar.plan;

/** One method per kind of {@link PlanNode}. */
public interface PlanVisitor<R> {
    R visitScan(PlanNode.Scan scan);

    R visitValues(PlanNode.Values values);

    R visitFilter(PlanNode.Filter filter);

    R visitProject(PlanNode.Project project);

    R visitWindowAssign(PlanNode.WindowAssign assign);

    R visitWindowAggregate(PlanNode.WindowAggregate aggregate);

    R visitGroupAggregate(PlanNode.GroupAggregate aggregate);

    R visitJoin(PlanNode.Join join);

    R visitUnion(PlanNode.Union union);

    R visitUnnest(PlanNode.Unnest unnest);

    R visitOver(Over over);

    R visitSort(PlanNode.Sort sort);

    R visitPeriodic(Periodic periodic);

    R visitStamp(Stamp stamp);
}
