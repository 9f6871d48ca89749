package io.laminar.plan;

import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a plan forgets what is not touched, when it has a time to live. That is what has state by key over rows that are only
 * inserted. Above rows that change nothing is forgotten: there a row keeps its state until it is taken back, as the groups
 * below that are forgotten are.
 */
public final class StateTtl {
    private static final String TIME = "$time";

    private StateTtl() {}

    /** Whether a node forgets. */
    public static boolean forgets(PlanNode node) {
        if (node instanceof PlanNode.GroupAggregate aggregate) {
            return !aggregate.keys().isEmpty() && onlyInserts(aggregate.input());
        } else if (node instanceof PlanNode.Join join) {
            return isRegular(join) && onlyInserts(join.left()) && onlyInserts(join.right());
        } else if (node instanceof Over over) {
            return !over.keys().isEmpty() && onlyInserts(over.input()) && keepsPartitions(over);
        }
        return false;
    }

    /** Whether a partition stays though it gets no rows: a RANGE is forgotten as time goes on, a window when it closes. */
    private static boolean keepsPartitions(Over over) {
        return switch (over.emission().mode()) {
            case BY_WATERMARK, ON_ARRIVAL ->
                !over.waits() && (!over.frame().isBounded() || over.frame().isRows());
            case WITH_CHANGES -> true;
            case AT_WINDOW_CLOSE, AT_END -> false;
        };
    }

    private static boolean isRegular(PlanNode.Join join) {
        return join.strategy() == PlanNode.Join.Strategy.REGULAR;
    }

    private static boolean onlyInserts(PlanNode node) {
        return node.changes() == ChangelogKind.INSERT_ONLY;
    }

    /** Why a plan cannot have a time to live, or null when it can. */
    public static @Nullable String refusal(PlanNode root) {
        String lasting = lasting(root);
        return lasting != null || describe(root) != null
                ? lasting
                : "nothing of it is state by key of rows that are only inserted: there is no GROUP BY without window, DISTINCT,"
                        + " join of two streams, or OVER with PARTITION BY over such rows";
    }

    /** What would be kept for ever all the same, or null. */
    private static @Nullable String lasting(PlanNode node) {
        for (PlanNode input : node.inputs()) {
            String lasting = lasting(input);
            if (lasting != null) {
                return lasting;
            }
        }
        if (node instanceof PlanNode.Join join
                && isRegular(join)
                && onlyInserts(join.left()) != onlyInserts(join.right())
                && !JoinTimes.of(join).hasWindow()) {
            return "the " + join.kind() + " join keeps its " + (onlyInserts(join.left()) ? "left" : "right")
                    + " rows for ever, since those of the other side change and may take results back; a stream on the left"
                    + " with INNER or LEFT JOIN of a TABLE or MATERIALIZED VIEW keeps none";
        }
        return null;
    }

    /** The nodes that forget and the time that they go by, outermost first; null when there are none. */
    public static @Nullable String describe(PlanNode node) {
        List<String> nodes = new ArrayList<>();
        collect(node, nodes);
        return nodes.isEmpty() ? null : String.join(", ", nodes);
    }

    private static void collect(PlanNode node, List<String> nodes) {
        if (forgets(node)) {
            boolean haveTimes =
                    node.inputs().stream().noneMatch(input -> input.schema().timeColumn() == Schema.NO_TIME);
            nodes.add(node.getClass().getSimpleName() + (haveTimes ? " by event time" : " by the clock"));
        }
        node.inputs().forEach(input -> collect(input, nodes));
    }

    /**
     * A plan that gives the same, in which rows keep their event time as far as the aggregates that forget.
     *
     * <pre>
     *   GroupAggregate [symbol]           GroupAggregate [symbol]
     *     Project symbol           --&gt;      Project symbol, $time
     *       Scan trades                       Scan trades
     * </pre>
     */
    public static QueryPlan withTimes(QueryPlan plan) {
        PlanNode root = JoinHolds.inForgetting(withTimes(plan.root()), plan.timeColumns());
        return new QueryPlan(root, plan.timeColumns(), plan.lateTo(), plan.isUpsert());
    }

    private static PlanNode withTimes(PlanNode node) {
        PlanNode rewritten = InputRewrite.rewrite(node, StateTtl::withTimes);
        if (rewritten instanceof PlanNode.GroupAggregate aggregate && forgets(aggregate)) {
            return new PlanNode.GroupAggregate(
                    carryingTime(aggregate.input()), aggregate.keys(), aggregate.aggregates(), aggregate.schema());
        }
        return rewritten;
    }

    /** The same rows with their time, where there is one, in a last column if they had it nowhere. */
    private static PlanNode carryingTime(PlanNode node) {
        if (node.schema().timeColumn() != Schema.NO_TIME) {
            return node;
        }
        if (node instanceof PlanNode.Filter filter) {
            PlanNode input = carryingTime(filter.input());
            return input == filter.input() ? filter : new PlanNode.Filter(input, filter.predicate());
        }
        if (node instanceof PlanNode.Project project) {
            PlanNode input = carryingTime(project.input());
            int time = input.schema().timeColumn();
            if (time == Schema.NO_TIME) {
                return project;
            }
            Field field = input.schema().field(time);
            List<Field> fields = new ArrayList<>(project.schema().fields());
            List<Expression> expressions = new ArrayList<>(project.expressions());
            fields.add(new Field(TIME, field.type()));
            expressions.add(new Expression.ColumnReference(time, field.name(), field.type()));
            return new PlanNode.Project(input, expressions, new Schema(fields, fields.size() - 1));
        }
        return node;
    }
}
