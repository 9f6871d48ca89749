package io.laminar.engine;

import io.laminar.expr.Expression;
import io.laminar.expr.Interpreter;
import io.laminar.plan.JoinTimes;
import io.laminar.plan.Over;
import io.laminar.plan.Periodic;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanVisitor;
import io.laminar.plan.Stamp;
import io.laminar.plan.StateTtl;
import io.laminar.plan.Window;
import io.laminar.ring1.ChangingOverOperator;
import io.laminar.ring1.CompleteOverOperator;
import io.laminar.ring1.CumulativeWindowOperator;
import io.laminar.ring1.FirstRowOperator;
import io.laminar.ring1.FirstRowsOperator;
import io.laminar.ring1.GroupAggregateOperator;
import io.laminar.ring1.JoinCondition;
import io.laminar.ring1.JoinOperator;
import io.laminar.ring1.Operator;
import io.laminar.ring1.PeriodicOperator;
import io.laminar.ring1.RunningOverOperator;
import io.laminar.ring1.SessionAggregateOperator;
import io.laminar.ring1.SessionAssignOperator;
import io.laminar.ring1.SlicedWindowOperator;
import io.laminar.ring1.SortOperator;
import io.laminar.ring1.StampOperator;
import io.laminar.ring1.StreamTableJoinOperator;
import io.laminar.ring1.TimeToLive;
import io.laminar.ring1.UnionOperator;
import io.laminar.ring1.UnnestOperator;
import io.laminar.ring1.WaitingOverOperator;
import io.laminar.ring1.WindowAggregateOperator;
import io.laminar.ring1.WindowAssignOperator;
import io.laminar.state.GroupLoops;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The operator of each stateful plan node. Hash seeds differ from table to table, so that nobody can choose keys that collide. */
final class OperatorFactory implements PlanVisitor<Operator> {
    private final GroupLoops loops;
    private final InstantSource clock;
    private final @Nullable TimeToLive ttl;

    /**
     * @param loops makes the loops that add rows to groups
     * @param clock tells processing time
     * @param ttl of state that gets no rows; null for ever
     */
    OperatorFactory(GroupLoops loops, InstantSource clock, @Nullable TimeToLive ttl) {
        this.loops = loops;
        this.clock = clock;
        this.ttl = ttl;
    }

    static long seed() {
        return ThreadLocalRandom.current().nextLong();
    }

    @Override
    public Operator visitWindowAssign(PlanNode.WindowAssign assign) {
        return assign.window() instanceof Window.Session
                ? new SessionAssignOperator(assign, seed())
                : new WindowAssignOperator(assign);
    }

    @Override
    public Operator visitWindowAggregate(PlanNode.WindowAggregate aggregate) {
        if (aggregate.window() instanceof Window.Session) {
            return new SessionAggregateOperator(aggregate, seed());
        }
        if (CumulativeWindowOperator.fits(aggregate)) {
            return new CumulativeWindowOperator(aggregate, seed(), loops);
        }
        return SlicedWindowOperator.fits(aggregate)
                ? new SlicedWindowOperator(aggregate, seed(), loops)
                : new WindowAggregateOperator(aggregate, seed(), loops);
    }

    @Override
    public Operator visitGroupAggregate(PlanNode.GroupAggregate aggregate) {
        return new GroupAggregateOperator(aggregate, seed(), loops, ttl);
    }

    @Override
    public Operator visitJoin(PlanNode.Join join) {
        int leftColumns = join.left().schema().size();
        return join.strategy() == PlanNode.Join.Strategy.STREAM_TABLE
                ? new StreamTableJoinOperator(join, condition(join.condition(), leftColumns), seed())
                : new JoinOperator(join, condition(JoinTimes.of(join).rest(), leftColumns), seed(), ttl);
    }

    private static @Nullable JoinCondition condition(@Nullable Expression expression, int leftColumns) {
        if (expression == null) {
            return null;
        }
        Interpreter interpreter = Interpreter.of(expression);
        return (left, leftRow, right, rightRow) ->
                Boolean.TRUE.equals(interpreter.evaluate(column -> column < leftColumns
                        ? Interpreter.read(left, column, leftRow)
                        : Interpreter.read(right, column - leftColumns, rightRow)));
    }

    @Override
    public Operator visitUnion(PlanNode.Union union) {
        return new UnionOperator(union);
    }

    @Override
    public Operator visitUnnest(PlanNode.Unnest unnest) {
        Expression condition = unnest.condition();
        if (condition == null) {
            return new UnnestOperator(unnest, null);
        }
        Interpreter interpreter = Interpreter.of(condition);
        return new UnnestOperator(unnest, (batch, row) -> Boolean.TRUE.equals(interpreter.evaluate(batch, row)));
    }

    @Override
    public Operator visitOver(Over over) {
        return switch (over.emission().mode()) {
            case BY_WATERMARK, ON_ARRIVAL ->
                over.waits() ? new WaitingOverOperator(over, seed()) : new RunningOverOperator(over, seed(), ttl);
            case AT_WINDOW_CLOSE, AT_END -> new CompleteOverOperator(over, seed());
            case WITH_CHANGES ->
                FirstRowsOperator.fits(over) && (ttl == null || !StateTtl.forgets(over))
                        ? firstRows(over)
                        : new ChangingOverOperator(over, seed(), ttl);
        };
    }

    private Operator firstRows(Over over) {
        return over.limit() == 1 ? new FirstRowOperator(over, seed()) : new FirstRowsOperator(over, seed());
    }

    @Override
    public Operator visitSort(PlanNode.Sort sort) {
        return new SortOperator(sort, seed());
    }

    @Override
    public Operator visitPeriodic(Periodic periodic) {
        return new PeriodicOperator(periodic, seed());
    }

    @Override
    public Operator visitStamp(Stamp stamp) {
        return new StampOperator(stamp, clock);
    }

    @Override
    public Operator visitScan(PlanNode.Scan scan) {
        throw noOperator(scan);
    }

    @Override
    public Operator visitValues(PlanNode.Values values) {
        throw noOperator(values);
    }

    @Override
    public Operator visitFilter(PlanNode.Filter filter) {
        throw noOperator(filter);
    }

    @Override
    public Operator visitProject(PlanNode.Project project) {
        throw noOperator(project);
    }

    private static IllegalArgumentException noOperator(PlanNode node) {
        return new IllegalArgumentException("part of a pipeline: " + node);
    }
}
