package io.laminar.codegen;

import io.laminar.expr.Expression;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.plan.PipelineSpec.Stage;
import java.util.ArrayList;
import java.util.List;

/** What stages read. */
final class StageColumns {
    private StageColumns() {}

    /** Columns of the input that the loop of a pipeline reads; those that are passed on are not among them. */
    static List<Integer> read(PipelineSpec spec) {
        boolean isProjected = spec.stages().stream().anyMatch(ProjectStage.class::isInstance);
        boolean isJustProjected = spec.passedOn() != null;
        boolean[] isRead = new boolean[spec.input().size()];
        for (Expression expression : expressions(spec.stages(), 0)) {
            if (!isJustProjected || !(expression instanceof ColumnReference)) {
                mark(expression, isRead);
            }
        }
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < isRead.length; i++) {
            if (isRead[i] || !isProjected) {
                columns.add(i);
            }
        }
        return columns;
    }

    private static void mark(Expression expression, boolean[] isRead) {
        if (expression instanceof ColumnReference column) {
            isRead[column.index()] = true;
        }
        expression.operands().forEach(operand -> mark(operand, isRead));
    }

    /** The expressions of the stages from one up to the next projection, that included: they refer to the same columns. */
    static List<Expression> expressions(List<Stage> stages, int from) {
        List<Expression> expressions = new ArrayList<>();
        for (Stage stage : stages.subList(from, stages.size())) {
            if (stage instanceof FilterStage filter) {
                expressions.add(filter.predicate());
            } else if (stage instanceof ProjectStage project) {
                expressions.addAll(project.expressions());
                break;
            }
        }
        return expressions;
    }
}
