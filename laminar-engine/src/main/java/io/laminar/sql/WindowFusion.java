package io.laminar.sql;

import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a window assignment out from under filters and projections, so that the aggregation above assigns the windows
 * itself and each row is handled once instead of once per window:
 *
 * <pre>
 * WindowAggregate keys=[k, window_start]        WindowAggregate window=TUMBLE keys=[k]
 *   Project k, v, window_start            =>      Project k, v, ts
 *     WindowAssign TUMBLE(ts)                       input
 *       input
 * </pre>
 *
 * Leaves a plan alone in which something computes with a window column on the way, and sessions below filters, since
 * they are of all rows.
 */
final class WindowFusion {
    /** In place of a column that says when the window starts. */
    static final int START = -2;
    /** In place of a column that says when the window ends. */
    static final int END = -3;
    /** In place of a column with the last instant of the window. */
    static final int TIME = -4;

    private WindowFusion() {}

    /**
     * A plan without its window assignment.
     *
     * @param columns where each column of the old plan is now, or one of the constants
     * @param timeColumn where the time of the row is
     * @param base where the columns below the window assignment are; empty unless all of them were asked for
     * @param sessionKeys where the keys of sessions are; empty for other windows
     */
    record Fused(
            PlanNode node,
            Window window,
            List<Integer> columns,
            int timeColumn,
            List<Integer> base,
            List<Integer> sessionKeys) {
        Window windowOverNode() {
            return window.by(timeColumn);
        }
    }

    /** The plan without its window assignment, or null when there is none or it is needed. */
    static @Nullable Fused fuse(PlanNode node, boolean keepAll) {
        if (node instanceof PlanNode.WindowAssign assign) {
            return ofAssign(assign, keepAll);
        }
        if (node instanceof PlanNode.Filter filter) {
            Fused inner = fuse(filter.input(), keepAll);
            boolean isOfSessions = inner != null && inner.window instanceof Window.Session;
            if (inner == null || isOfSessions || needsWindow(filter.predicate(), inner)) {
                return null;
            }
            PlanNode filtered = new PlanNode.Filter(inner.node, remap(filter.predicate(), inner));
            return new Fused(filtered, inner.window, inner.columns, inner.timeColumn, inner.base, List.of());
        }
        if (node instanceof PlanNode.Project project) {
            Fused inner = fuse(project.input(), keepAll);
            return inner == null ? null : throughProject(project, inner);
        }
        return null;
    }

    private static Fused ofAssign(PlanNode.WindowAssign assign, boolean keepAll) {
        int size = assign.input().schema().size();
        List<Integer> columns = new ArrayList<>();
        List<Integer> base = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            columns.add(i);
            if (keepAll) {
                base.add(i);
            }
        }
        columns.addAll(List.of(START, END, TIME));
        List<Integer> keys = assign.window() instanceof Window.Session session ? session.keys() : List.of();
        return new Fused(
                assign.input(), assign.window(), columns, assign.window().timeColumn(), base, keys);
    }

    private static @Nullable Fused throughProject(PlanNode.Project project, Fused inner) {
        List<Expression> expressions = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < project.expressions().size(); i++) {
            Expression expression = project.expressions().get(i);
            if (expression instanceof Expression.ColumnReference column && inner.columns.get(column.index()) < 0) {
                columns.add(inner.columns.get(column.index()));
            } else if (needsWindow(expression, inner)) {
                return null;
            } else {
                columns.add(expressions.size());
                expressions.add(remap(expression, inner));
                fields.add(new Field(project.schema().field(i).name(), expression.type()));
            }
        }
        int timeColumn = keep(inner.timeColumn, inner.node, expressions, fields);
        List<Integer> base = new ArrayList<>();
        for (int column : inner.base) {
            base.add(keep(column, inner.node, expressions, fields));
        }
        List<Integer> keys = new ArrayList<>();
        for (int column : inner.sessionKeys) {
            keys.add(keep(column, inner.node, expressions, fields));
        }
        PlanNode node = new PlanNode.Project(inner.node, expressions, new Schema(fields, timeColumn));
        return new Fused(node, inner.window, columns, timeColumn, base, keys);
    }

    /** Where a column of the input is among the projected ones, appended if need be. */
    private static int keep(int column, PlanNode input, List<Expression> expressions, List<Field> fields) {
        for (int i = 0; i < expressions.size(); i++) {
            if (Projections.isColumn(expressions.get(i), column)) {
                return i;
            }
        }
        expressions.add(Projections.column(input, column));
        fields.add(input.schema().field(column));
        return expressions.size() - 1;
    }

    private static boolean needsWindow(Expression expression, Fused inner) {
        return ColumnMapper.anyColumn(expression, column -> inner.columns.get(column) < 0);
    }

    private static Expression remap(Expression expression, Fused inner) {
        return ColumnMapper.map(
                expression, column -> Projections.column(inner.node, inner.columns.get(column.index())));
    }
}
