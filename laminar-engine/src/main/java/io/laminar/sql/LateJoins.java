package io.laminar.sql;

import io.laminar.plan.JoinTimes;
import io.laminar.plan.PlanNode;

/** Finds joins to which rows may come too late. What a window has given when it closed is never late. */
final class LateJoins {
    private LateJoins() {}

    /** Whether a plan has such a join. */
    static boolean has(PlanNode node) {
        return (node instanceof PlanNode.Join join && isJudging(join))
                || node.inputs().stream().anyMatch(LateJoins::has);
    }

    private static boolean isJudging(PlanNode.Join join) {
        if (join.strategy() != PlanNode.Join.Strategy.REGULAR) {
            return false;
        }
        JoinTimes times = JoinTimes.of(join);
        return (!times.leftLate().isEmpty() && !Aggregations.hasWindowAggregate(join.left()))
                || (!times.rightLate().isEmpty() && !Aggregations.hasWindowAggregate(join.right()));
    }
}
