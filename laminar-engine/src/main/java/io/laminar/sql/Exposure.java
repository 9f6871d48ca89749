package io.laminar.sql;

import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.plan.PlanNode;
import io.laminar.sql.Planned.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relation whose start and end of window are both columns, of which a projection may have dropped one.
 *
 * @param start column with the start of the window
 * @param end column with its end
 */
record Exposure(PlanNode node, int start, int end) {

    /** The relation with both columns, or null when they cannot be had. */
    static @Nullable Exposure of(Planned input, WindowColumns window) {
        if (window.start() >= 0 && window.end() >= 0) {
            return new Exposure(input.node(), window.start(), window.end());
        }
        return of(input.node());
    }

    private static @Nullable Exposure of(PlanNode node) {
        if (node instanceof PlanNode.WindowAggregate || node instanceof PlanNode.WindowAssign) {
            int size = node.schema().size();
            return new Exposure(node, size - 3, size - 2);
        }
        if (node instanceof PlanNode.Filter filter) {
            Exposure inner = of(filter.input());
            return inner == null
                    ? null
                    : new Exposure(new PlanNode.Filter(inner.node, filter.predicate()), inner.start, inner.end);
        }
        if (node instanceof PlanNode.Project project) {
            Exposure inner = of(project.input());
            return inner == null ? null : throughProject(project, inner);
        }
        return node instanceof PlanNode.Union union ? ofUnion(union) : null;
    }

    /** Of inputs that have it in the same places. */
    private static @Nullable Exposure ofUnion(PlanNode.Union union) {
        List<PlanNode> inputs = new ArrayList<>();
        Exposure first = null;
        for (PlanNode input : union.inputs()) {
            Exposure exposure = of(input);
            if (exposure == null || (first != null && !exposure.isAt(first))) {
                return null;
            }
            first = first == null ? exposure : first;
            inputs.add(exposure.node);
        }
        if (first == null) {
            return null;
        }
        List<Field> fields = new ArrayList<>(union.schema().fields());
        fields.addAll(first.node
                .schema()
                .fields()
                .subList(fields.size(), first.node.schema().size()));
        return new Exposure(
                new PlanNode.Union(inputs, new Schema(fields, union.schema().timeColumn())), first.start, first.end);
    }

    private boolean isAt(Exposure other) {
        return start == other.start
                && end == other.end
                && node.schema().size() == other.node.schema().size();
    }

    private static Exposure throughProject(PlanNode.Project project, Exposure inner) {
        List<Expression> expressions = new ArrayList<>(project.expressions());
        List<Field> fields = new ArrayList<>(project.schema().fields());
        for (int column : List.of(inner.start, inner.end)) {
            expressions.add(Projections.column(inner.node, column));
            fields.add(inner.node.schema().field(column));
        }
        Schema schema = new Schema(fields, project.schema().timeColumn());
        int size = fields.size();
        return new Exposure(new PlanNode.Project(inner.node, expressions, schema), size - 2, size - 1);
    }
}
