package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.expr.Expression;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import java.util.stream.Stream;

/** Takes the expression of a watermark out of the plan of its query, and refuses what cannot be one. */
final class ComputedWatermarks {
    private ComputedWatermarks() {}

    static Expression expression(QueryPlan plan, SqlPosition position) {
        PlanNode root = plan.root();
        Expression expression = root instanceof PlanNode.Project project && project.input() instanceof PlanNode.Scan
                ? project.expressions().get(0)
                : root instanceof PlanNode.Scan ? Projections.column(root, 0) : null;
        if (expression == null) {
            throw invalid(
                    "a watermark is computed from the columns of its row, without sub-queries and aggregates",
                    position);
        }
        if (!expression.type().isTimestamp()) {
            throw invalid(
                    "a watermark must be a TIMESTAMP or TIMESTAMP_LTZ, but this is "
                            + expression.type().sqlName(),
                    position);
        }
        if (!isDeterministic(expression)) {
            throw invalid(
                    "a watermark must be the same for the same row, so it takes no function of the clock or of chance;"
                            + " PROCTIME() alone follows the clock",
                    position);
        }
        if (parts(expression).noneMatch(Expression.ColumnReference.class::isInstance)) {
            throw invalid("a watermark that is the same for all rows never moves; use a column", position);
        }
        return expression;
    }

    private static boolean isDeterministic(Expression expression) {
        return parts(expression)
                .noneMatch(part ->
                        part instanceof Expression.Call call && !call.function().isDeterministic());
    }

    private static Stream<Expression> parts(Expression expression) {
        return Stream.concat(
                Stream.of(expression), expression.operands().stream().flatMap(ComputedWatermarks::parts));
    }

    private static LaminarException invalid(String detail, SqlPosition position) {
        return new LaminarException(ErrorCode.INVALID_WATERMARK, detail, position, null);
    }
}
