package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.LaneKind;
import io.laminar.expr.Expression;
import io.laminar.expr.Expressions;
import io.laminar.plan.EventTimes;
import io.laminar.plan.JoinTimes;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Join.JoinKind;
import io.laminar.plan.PlanNode.Join.Strategy;
import io.laminar.sql.Planned.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** Translates joins: keys, further condition, strategy. */
final class Joins {
    private final RelTranslator translator;
    private final Positions positions;
    private final boolean isContinuous;

    Joins(RelTranslator translator, Positions positions, boolean isContinuous) {
        this.translator = translator;
        this.positions = positions;
        this.isContinuous = isContinuous;
    }

    Planned translate(Join join) {
        Planned left = translator.exact(join.getLeft());
        Planned right = translator.exact(join.getRight());
        JoinKind kind = kind(join);
        Schema both = concatenated(left.node().schema(), right.node().schema());
        JoinInfo info = join.analyzeCondition();
        List<Integer> leftKeys = new ArrayList<>();
        List<Integer> rightKeys = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>();
        int leftSize = left.node().schema().size();
        for (int i = 0; i < info.leftKeys.size(); i++) {
            int leftKey = info.leftKeys.get(i);
            int rightKey = info.rightKeys.get(i);
            if (areAlike(
                    left.node().schema().type(leftKey), right.node().schema().type(rightKey))) {
                leftKeys.add(leftKey);
                rightKeys.add(rightKey);
            } else {
                conditions.add(Expressions.call(
                        "=", List.of(column(both, leftKey), column(both, leftSize + rightKey)), DataType.BOOLEAN));
            }
        }
        for (RexNode condition : info.nonEquiConditions) {
            Expression expression = translator.expression(condition, both);
            if (!(expression instanceof Expression.Literal literal && Boolean.TRUE.equals(literal.value()))) {
                conditions.add(expression);
            }
        }
        Expression condition = conditions.isEmpty()
                ? null
                : conditions.size() == 1 ? conditions.get(0) : new Expression.And(conditions);
        Strategy strategy = strategy(left.node(), right.node(), kind);
        Schema schema =
                Schema.of(fields(join, kind, left.node().schema(), right.node().schema()));
        PlanNode.Join node =
                new PlanNode.Join(left.node(), right.node(), kind, leftKeys, rightKeys, condition, strategy, schema, 0);
        if (strategy == Strategy.STREAM_TABLE) {
            return planned(node, left.times(), left.window());
        }
        Planned movedRight = moved(right, leftSize);
        return JoinTimes.of(node).hasWindow()
                ? byWindow(node, left, movedRight)
                : byBounds(node, left.times(), movedRight.times());
    }

    private static Planned planned(PlanNode.Join node, List<Integer> times, @Nullable WindowColumns window) {
        Schema schema = node.schema().withTimeColumn(Planned.best(times));
        return new Planned(
                new PlanNode.Join(
                        node.left(),
                        node.right(),
                        node.kind(),
                        node.leftKeys(),
                        node.rightKeys(),
                        node.condition(),
                        node.strategy(),
                        schema,
                        0),
                times,
                window);
    }

    /** Rows of two sides that are joined by their window leave before the watermark passes it, so that time goes on. */
    private static Planned byWindow(PlanNode.Join node, Planned left, Planned right) {
        List<Integer> times = new ArrayList<>();
        addWindowTimes(node, left, times);
        addWindowTimes(node, right, times);
        return planned(node, times, times.isEmpty() ? null : (node.kind() == JoinKind.RIGHT ? right : left).window());
    }

    private static boolean hasTime(PlanNode.Join node, int column) {
        return column < node.schema().size() && EventTimes.of(node, column) != null;
    }

    private static void addWindowTimes(PlanNode.Join node, Planned side, List<Integer> times) {
        WindowColumns window = side.window();
        side.times().stream()
                .filter(time -> window != null && window.contains(time))
                .filter(time -> hasTime(node, time))
                .forEach(times::add);
    }

    /** Times that the conditions bound go on as times, as {@link EventTimes} tells. */
    private static Planned byBounds(PlanNode.Join node, List<Integer> left, List<Integer> right) {
        List<Integer> times = Stream.concat(left.stream(), right.stream())
                .filter(time -> hasTime(node, time))
                .toList();
        return planned(node, times, null);
    }

    /** What is known of the right side, with its columns where they are in the result. */
    private static Planned moved(Planned right, int by) {
        WindowColumns window = right.window();
        return new Planned(
                right.node(),
                right.times().stream().map(time -> time + by).toList(),
                window == null ? null : window.moved(by));
    }

    private JoinKind kind(Join join) {
        return switch (join.getJoinType()) {
            case INNER -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case RIGHT -> JoinKind.RIGHT;
            case FULL -> JoinKind.FULL;
            case SEMI -> JoinKind.SEMI;
            case ANTI -> JoinKind.ANTI;
            default ->
                throw new LaminarException(
                        ErrorCode.UNSUPPORTED_JOIN,
                        "a join of kind " + join.getJoinType() + " is not supported",
                        positions.ofKind(SqlKind.JOIN),
                        null);
        };
    }

    private Strategy strategy(PlanNode left, PlanNode right, JoinKind kind) {
        boolean isLookup = isContinuous
                && (kind == JoinKind.INNER || kind == JoinKind.LEFT)
                && RelTranslator.isInsertOnly(left)
                && RelTranslator.readsSnapshotsOnly(right);
        return isLookup ? Strategy.STREAM_TABLE : Strategy.REGULAR;
    }

    /** Whether values of two types can be compared as they are. */
    private static boolean areAlike(DataType left, DataType right) {
        if (left.kind() == DataType.Kind.DECIMAL && right.kind() == DataType.Kind.DECIMAL) {
            return left.scale() == right.scale() && LaneKind.of(left) == LaneKind.of(right);
        }
        return left.kind() == right.kind()
                || (left.isInteger() && right.isInteger())
                || (left.isCharacter() && right.isCharacter());
    }

    private static Expression column(Schema schema, int index) {
        return new Expression.ColumnReference(
                index, schema.field(index).name(), schema.field(index).type());
    }

    private static Schema concatenated(Schema left, Schema right) {
        List<Field> fields = new ArrayList<>(left.fields());
        fields.addAll(right.fields());
        return Schema.of(fields);
    }

    private static List<Field> fields(Join join, JoinKind kind, Schema left, Schema right) {
        boolean leftOnly = kind == JoinKind.SEMI || kind == JoinKind.ANTI;
        boolean leftNullable = kind == JoinKind.RIGHT || kind == JoinKind.FULL;
        boolean rightNullable = kind == JoinKind.LEFT || kind == JoinKind.FULL;
        List<String> names = join.getRowType().getFieldNames();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            fields.add(field(names.get(i), left.type(i), leftNullable));
        }
        for (int i = 0; !leftOnly && i < right.size(); i++) {
            fields.add(field(names.get(left.size() + i), right.type(i), rightNullable));
        }
        return fields;
    }

    private static Field field(String name, DataType type, boolean becomesNullable) {
        return new Field(name, becomesNullable ? type.withNullable(true) : type);
    }
}
