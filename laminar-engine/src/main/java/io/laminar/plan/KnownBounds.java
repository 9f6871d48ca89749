package io.laminar.plan;

import io.laminar.expr.Expression;
import io.laminar.plan.PlanNode.Join.JoinKind;
import io.laminar.plan.PlanNode.Join.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells what holds between times of each row of a node, by the conditions of the joins below. What follows from two conditions is told,
 * too, so that nothing is lost with a column that is projected away.
 */
final class KnownBounds implements PlanVisitor<List<KnownBounds.Bound>> {
    private static final KnownBounds VISITOR = new KnownBounds();

    private KnownBounds() {}

    /** Of each row, the time in one column and a gap are at most the time in another one. */
    record Bound(int first, int second, long gapMicros) {}

    private record Columns(int first, int second) {}

    /** What the conditions of a join themselves say of a pair, in columns of both sides. */
    static List<Bound> ofConditions(PlanNode.Join join) {
        int leftColumns = join.left().schema().size();
        List<Bound> bounds = new ArrayList<>();
        for (TimeBound bound : new JoinTimeFinder(join).findBounds()) {
            int left = bound.leftColumn();
            int right = leftColumns + bound.rightColumn();
            bounds.add(new Bound(
                    bound.isLeftFirst() ? left : right, bound.isLeftFirst() ? right : left, bound.gapMicros()));
        }
        for (int key = 0; key < join.leftKeys().size(); key++) {
            int left = join.leftKeys().get(key);
            int right = leftColumns + join.rightKeys().get(key);
            if (join.left().schema().type(left).isTimestamp()) {
                bounds.add(new Bound(left, right, 0));
                bounds.add(new Bound(right, left, 0));
            }
        }
        return bounds;
    }

    /** What holds of a pair, in columns of both sides. */
    static List<Bound> ofPairs(PlanNode.Join join) {
        List<Bound> bounds = new ArrayList<>(ofConditions(join));
        bounds.addAll(join.left().accept(VISITOR));
        bounds.addAll(moved(join.right().accept(VISITOR), join.left().schema().size()));
        return closed(bounds);
    }

    private static List<Bound> moved(List<Bound> bounds, int by) {
        return bounds.stream()
                .map(bound -> new Bound(bound.first() + by, bound.second() + by, bound.gapMicros()))
                .toList();
    }

    /** With all that follows by way of a third column. */
    private static List<Bound> closed(List<Bound> bounds) {
        Map<Columns, Long> gaps = new LinkedHashMap<>();
        bounds.forEach(bound -> gaps.merge(new Columns(bound.first(), bound.second()), bound.gapMicros(), Math::max));
        List<Integer> columns = bounds.stream().map(Bound::first).distinct().toList();
        for (int middle : columns) {
            for (Map.Entry<Columns, Long> before : List.copyOf(gaps.entrySet())) {
                for (Map.Entry<Columns, Long> after : List.copyOf(gaps.entrySet())) {
                    int first = before.getKey().first();
                    int second = after.getKey().second();
                    if (before.getKey().second() == middle && after.getKey().first() == middle && first != second) {
                        long gap = TimeBound.saturated(before.getValue(), after.getValue());
                        gaps.merge(new Columns(first, second), gap, Math::max);
                    }
                }
            }
        }
        List<Bound> all = new ArrayList<>();
        gaps.forEach((between, gap) -> all.add(new Bound(between.first(), between.second(), gap)));
        return all;
    }

    @Override
    public List<Bound> visitScan(PlanNode.Scan scan) {
        return List.of();
    }

    @Override
    public List<Bound> visitValues(PlanNode.Values values) {
        return List.of();
    }

    @Override
    public List<Bound> visitFilter(PlanNode.Filter filter) {
        return filter.input().accept(this);
    }

    @Override
    public List<Bound> visitProject(PlanNode.Project project) {
        List<Bound> bounds = new ArrayList<>();
        for (Bound bound : project.input().accept(this)) {
            for (int first : places(project, bound.first())) {
                for (int second : places(project, bound.second())) {
                    bounds.add(new Bound(first, second, bound.gapMicros()));
                }
            }
        }
        return bounds;
    }

    private static List<Integer> places(PlanNode.Project project, int column) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < project.expressions().size(); i++) {
            if (project.expressions().get(i) instanceof Expression.ColumnReference reference
                    && reference.index() == column) {
                places.add(i);
            }
        }
        return places;
    }

    @Override
    public List<Bound> visitWindowAssign(PlanNode.WindowAssign assign) {
        return assign.input().accept(this);
    }

    @Override
    public List<Bound> visitWindowAggregate(PlanNode.WindowAggregate aggregate) {
        return List.of();
    }

    @Override
    public List<Bound> visitGroupAggregate(PlanNode.GroupAggregate aggregate) {
        return List.of();
    }

    @Override
    public List<Bound> visitJoin(PlanNode.Join join) {
        if (join.strategy() == Strategy.REGULAR && join.kind() == JoinKind.INNER) {
            return ofPairs(join);
        }
        return switch (join.kind()) {
            case INNER, LEFT, SEMI, ANTI -> join.left().accept(this);
            case RIGHT -> moved(join.right().accept(this), join.left().schema().size());
            case FULL -> List.of();
        };
    }

    @Override
    public List<Bound> visitUnion(PlanNode.Union union) {
        return List.of();
    }

    @Override
    public List<Bound> visitUnnest(PlanNode.Unnest unnest) {
        return unnest.input().accept(this);
    }

    @Override
    public List<Bound> visitOver(Over over) {
        return over.input().accept(this);
    }

    @Override
    public List<Bound> visitSort(PlanNode.Sort sort) {
        return List.of();
    }

    @Override
    public List<Bound> visitPeriodic(Periodic periodic) {
        return periodic.input().accept(this);
    }

    @Override
    public List<Bound> visitStamp(Stamp stamp) {
        return stamp.input().accept(this);
    }
}
