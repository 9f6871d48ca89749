package io.laminar.sql;

import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.plan.PlanNode;
import io.laminar.sql.Planned.WindowColumns;
import java.util.ArrayList;
import java.util.List;

/** Builds projections and follows time and window columns through them. */
final class Projections {
    private Projections() {}

    static Expression.ColumnReference column(PlanNode node, int index) {
        Field field = node.schema().field(index);
        return new Expression.ColumnReference(index, field.name(), field.type());
    }

    /** New columns over an input; a projection below is merged into this one where either only moves columns. */
    static Planned project(Planned input, List<Expression> expressions, List<String> names) {
        List<Integer> times = new ArrayList<>();
        for (int time : input.times()) {
            for (int i = 0; i < expressions.size(); i++) {
                if (isColumn(expressions.get(i), time)) {
                    times.add(i);
                }
            }
        }
        WindowColumns window = input.window() == null ? null : moved(input.window(), expressions);
        PlanNode node = input.node();
        List<Expression> merged = expressions;
        if (node instanceof PlanNode.Project below && canMerge(expressions, below)) {
            node = below.input();
            merged = expressions.stream()
                    .map(expression -> ColumnMapper.map(
                            expression, column -> below.expressions().get(column.index())))
                    .toList();
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            fields.add(new Field(names.get(i), expressions.get(i).type()));
        }
        Schema schema = new Schema(fields, Planned.best(times));
        boolean isIdentity = schema.names().equals(node.schema().names()) && isIdentity(merged);
        PlanNode result = isIdentity && schema.timeColumn() == node.schema().timeColumn()
                ? node
                : new PlanNode.Project(node, merged, schema);
        return new Planned(result, times, window == null || window.isEmpty() ? null : window);
    }

    /** Whether one of two projections does nothing but move columns, and nothing would be computed twice. */
    private static boolean canMerge(List<Expression> expressions, PlanNode.Project below) {
        if (below.expressions().stream().allMatch(Expression.ColumnReference.class::isInstance)) {
            return true;
        }
        List<Expression> columns = expressions.stream()
                .filter(Expression.ColumnReference.class::isInstance)
                .toList();
        boolean onlyMoves = expressions.stream()
                .allMatch(expression ->
                        expression instanceof Expression.ColumnReference || expression instanceof Expression.Literal);
        return onlyMoves && columns.size() == columns.stream().distinct().count();
    }

    /** The same relation with only its first columns. */
    static Planned first(Planned input, int count) {
        if (input.node().schema().size() == count) {
            return input;
        }
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expressions.add(column(input.node(), i));
        }
        return project(input, expressions, input.node().schema().names().subList(0, count));
    }

    /** The same relation with other names. */
    static Planned rename(Planned input, List<String> names) {
        if (input.node().schema().names().equals(names)) {
            return input;
        }
        if (input.node() instanceof PlanNode.Project project) {
            List<Field> fields = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                fields.add(new Field(names.get(i), project.schema().type(i)));
            }
            Schema schema = new Schema(fields, project.schema().timeColumn());
            return new Planned(
                    new PlanNode.Project(project.input(), project.expressions(), schema),
                    input.times(),
                    input.window());
        }
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            expressions.add(column(input.node(), i));
        }
        return project(input, expressions, names);
    }

    private static boolean isIdentity(List<Expression> expressions) {
        for (int i = 0; i < expressions.size(); i++) {
            if (!isColumn(expressions.get(i), i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isColumn(Expression expression, int column) {
        return expression instanceof Expression.ColumnReference reference && reference.index() == column;
    }

    private static WindowColumns moved(WindowColumns window, List<Expression> expressions) {
        return new WindowColumns(
                indexOf(window.start(), expressions),
                indexOf(window.end(), expressions),
                indexOf(window.time(), expressions));
    }

    private static int indexOf(int column, List<Expression> expressions) {
        for (int i = 0; i < expressions.size(); i++) {
            if (column >= 0 && isColumn(expressions.get(i), column)) {
                return i;
            }
        }
        return -1;
    }
}
