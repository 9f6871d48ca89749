package io.laminar.plan;

import static java.util.Objects.requireNonNull;

import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.plan.PlanNode.Join.Strategy;
import java.util.BitSet;
import java.util.List;

/**
 * Has joins hold their watermark back by what the times need that are gone by above them: windows, OVER, time to live, readers of the
 * result. Rows of a join are then on time there.
 *
 * <pre>
 *   WindowAggregate TUMBLE on ts              WindowAggregate TUMBLE on ts
 *     Project a.ts AS ts            =&gt;          Project a.ts AS ts
 *       Join b.ts BETWEEN a.ts AND              Join b.ts BETWEEN a.ts AND a.ts + 5 min
 *         a.ts + 5 min                              holds the watermark back by 5 min
 * </pre>
 *
 * <p>A join above needs nothing of one below, as it takes into account how far the times that it compares are behind the watermark.
 */
public final class JoinHolds implements PlanVisitor<BitSet> {
    private final BitSet above;
    private final boolean isForgetting;

    private JoinHolds(BitSet above, boolean isForgetting) {
        this.above = above;
        this.isForgetting = isForgetting;
    }

    /** A plan with such joins, of which these columns are the times that readers may go by. */
    public static PlanNode in(PlanNode root, List<Integer> times) {
        return hold(root, set(times), false);
    }

    /** As {@link #in} where what is not touched is forgotten, by the time of rows. */
    static PlanNode inForgetting(PlanNode root, List<Integer> times) {
        return hold(root, set(times), true);
    }

    private static PlanNode hold(PlanNode node, BitSet above, boolean isForgetting) {
        BitSet below = node.accept(new JoinHolds(above, isForgetting));
        if (!(node instanceof PlanNode.Join join)) {
            return InputRewrite.rewrite(node, input -> hold(input, below, isForgetting));
        }
        int leftColumns = join.left().schema().size();
        int rightColumns = join.right().schema().size();
        PlanNode left = hold(join.left(), below.get(0, leftColumns), isForgetting);
        PlanNode right = hold(join.right(), below.get(leftColumns, leftColumns + rightColumns), isForgetting);
        PlanNode.Join inner = with(join, left, right, 0);
        return join.strategy() == Strategy.REGULAR ? with(inner, left, right, needed(inner, above)) : inner;
    }

    private static PlanNode.Join with(PlanNode.Join join, PlanNode left, PlanNode right, long heldMicros) {
        return new PlanNode.Join(
                left,
                right,
                join.kind(),
                join.leftKeys(),
                join.rightKeys(),
                join.condition(),
                join.strategy(),
                join.schema(),
                heldMicros);
    }

    /** By how much some times may be behind the watermark of a join's inputs; those of windows, by how much more than below it. */
    private static long needed(PlanNode.Join join, BitSet times) {
        long most = 0;
        for (int column : times.stream().toArray()) {
            EventTime time = EventTimes.of(join, column);
            if (time != null) {
                EventTime below = time.isOfWindow() ? ofInput(join, column) : EventTime.OF_ROW;
                most = Math.max(most, time.slackMicros() - below.slackMicros());
            }
        }
        return most;
    }

    private static EventTime ofInput(PlanNode.Join join, int column) {
        int leftColumns = join.left().schema().size();
        EventTime time = column < leftColumns
                ? EventTimes.of(join.left(), column)
                : EventTimes.of(join.right(), column - leftColumns);
        return requireNonNull(time);
    }

    private static BitSet set(List<Integer> columns) {
        BitSet set = new BitSet();
        columns.forEach(set::set);
        return set;
    }

    /** Nothing, but for the time of rows where it tells when they are forgotten. */
    private BitSet onlyForgetting(PlanNode input) {
        int time = input.schema().timeColumn();
        return isForgetting && time != Schema.NO_TIME ? set(List.of(time)) : new BitSet();
    }

    private BitSet ofInput(PlanNode input) {
        return above.get(0, input.schema().size());
    }

    @Override
    public BitSet visitScan(PlanNode.Scan scan) {
        return new BitSet();
    }

    @Override
    public BitSet visitValues(PlanNode.Values values) {
        return new BitSet();
    }

    @Override
    public BitSet visitFilter(PlanNode.Filter filter) {
        return ofInput(filter.input());
    }

    @Override
    public BitSet visitProject(PlanNode.Project project) {
        BitSet below = new BitSet();
        above.stream().forEach(column -> {
            if (project.expressions().get(column) instanceof Expression.ColumnReference reference) {
                below.set(reference.index());
            }
        });
        return below;
    }

    @Override
    public BitSet visitWindowAssign(PlanNode.WindowAssign assign) {
        BitSet below = ofInput(assign.input());
        below.set(assign.window().timeColumn());
        return below;
    }

    @Override
    public BitSet visitWindowAggregate(PlanNode.WindowAggregate aggregate) {
        Window window = aggregate.window();
        return window instanceof Window.Attached attached
                ? set(List.of(attached.startColumn(), attached.endColumn()))
                : set(List.of(window.timeColumn()));
    }

    @Override
    public BitSet visitGroupAggregate(PlanNode.GroupAggregate aggregate) {
        return onlyForgetting(aggregate.input());
    }

    @Override
    public BitSet visitJoin(PlanNode.Join join) {
        if (join.strategy() == Strategy.STREAM_TABLE) {
            return ofInput(join.left());
        }
        BitSet below = onlyForgetting(join.left());
        int leftColumns = join.left().schema().size();
        onlyForgetting(join.right()).stream().forEach(column -> below.set(leftColumns + column));
        return below;
    }

    @Override
    public BitSet visitUnion(PlanNode.Union union) {
        return above;
    }

    @Override
    public BitSet visitUnnest(PlanNode.Unnest unnest) {
        return ofInput(unnest.input());
    }

    @Override
    public BitSet visitOver(Over over) {
        BitSet below = onlyForgetting(over.input());
        switch (over.emission().mode()) {
            case BY_WATERMARK, AT_WINDOW_CLOSE -> below.set(over.emission().timeColumn());
            case ON_ARRIVAL -> below.or(ofInput(over.input()));
            case AT_END, WITH_CHANGES -> {}
        }
        return below;
    }

    @Override
    public BitSet visitSort(PlanNode.Sort sort) {
        return new BitSet();
    }

    @Override
    public BitSet visitPeriodic(Periodic periodic) {
        return ofInput(periodic.input());
    }

    @Override
    public BitSet visitStamp(Stamp stamp) {
        return ofInput(stamp.input());
    }
}
