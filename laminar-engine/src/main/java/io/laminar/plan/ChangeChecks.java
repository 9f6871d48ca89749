package io.laminar.plan;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.expr.Expression;
import java.util.List;

/** Refuses continuous queries whose results could not be taken back. */
public final class ChangeChecks {
    private ChangeChecks() {}

    /**
     * A row that goes is computed again, and must be what it was when it came.
     *
     * @throws LaminarException with {@code CHANGELOG_NOT_SUPPORTED} for a function such as RAND() over rows that change
     */
    public static void check(PlanNode node) {
        if (node instanceof PlanNode.Filter filter) {
            check(filter.input(), List.of(filter.predicate()));
        } else if (node instanceof PlanNode.Project project) {
            check(project.input(), project.expressions());
        }
        node.inputs().forEach(ChangeChecks::check);
    }

    private static void check(PlanNode input, List<Expression> expressions) {
        if (input.changes() == ChangelogKind.CHANGES) {
            expressions.forEach(ChangeChecks::requireDeterministic);
        }
    }

    private static void requireDeterministic(Expression expression) {
        if (expression instanceof Expression.Call call && !call.function().isDeterministic()) {
            throw new LaminarException(
                    ErrorCode.CHANGELOG_NOT_SUPPORTED,
                    call.function().name()
                            + " over rows that change gives another value when a row is taken back; call it below the aggregate,"
                            + " or on the rows of the source");
        }
        expression.operands().forEach(ChangeChecks::requireDeterministic);
    }
}
