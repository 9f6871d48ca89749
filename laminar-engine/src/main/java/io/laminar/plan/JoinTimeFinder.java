package io.laminar.plan;

import io.laminar.api.DataType;
import io.laminar.expr.Expression;
import io.laminar.plan.JoinTimes.End;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of a join for {@link JoinTimes}. Used once. */
final class JoinTimeFinder {
    private final PlanNode.Join join;
    private final int leftColumns;
    private final List<TimeBound> bounds = new ArrayList<>();
    private final List<Expression> others = new ArrayList<>();
    private final List<End> left = new ArrayList<>();
    private final List<End> right = new ArrayList<>();
    private final List<End> leftLate = new ArrayList<>();
    private final List<End> rightLate = new ArrayList<>();

    JoinTimeFinder(PlanNode.Join join) {
        this.join = join;
        leftColumns = join.left().schema().size();
    }

    JoinTimes find() {
        readConditions();
        boolean isRegular = join.strategy() == PlanNode.Join.Strategy.REGULAR;
        int window = windowKey();
        if (window != JoinTimes.NONE) {
            endsOfKey(window);
        } else if (isRegular && onlyInserts(join.left()) && onlyInserts(join.right())) {
            for (int key = 0; key < join.leftKeys().size(); key++) {
                endsOfKey(key);
            }
            bounds.forEach(this::ends);
        }
        return new JoinTimes(
                window == JoinTimes.NONE ? JoinTimes.NONE : join.leftKeys().get(window),
                window == JoinTimes.NONE ? JoinTimes.NONE : join.rightKeys().get(window),
                left,
                right,
                leftLate,
                rightLate,
                bounds,
                others.isEmpty() ? null : others.size() == 1 ? others.get(0) : new Expression.And(others));
    }

    /** The conditions between times alone. */
    List<TimeBound> findBounds() {
        readConditions();
        return bounds;
    }

    private void readConditions() {
        Expression condition = join.condition();
        if (condition != null) {
            List<Expression> all = condition instanceof Expression.And and ? and.operands() : List.of(condition);
            all.forEach(this::read);
        }
    }

    private static boolean onlyInserts(PlanNode node) {
        return node.changes() == ChangelogKind.INSERT_ONLY;
    }

    /** The pair of keys that is the window of both sides; the one that is over first, where there are several. */
    int windowKey() {
        int best = JoinTimes.NONE;
        if (join.strategy() != PlanNode.Join.Strategy.REGULAR) {
            return best;
        }
        long bestSlack = Long.MAX_VALUE;
        for (int key = 0; key < join.leftKeys().size(); key++) {
            EventTime ofLeft = EventTimes.of(join.left(), join.leftKeys().get(key));
            EventTime ofRight = EventTimes.of(join.right(), join.rightKeys().get(key));
            if (ofLeft != null && ofRight != null && ofLeft.isOfWindow() && ofRight.isOfWindow()) {
                long slack = ofLeft.or(ofRight).slackMicros();
                if (slack < bestSlack) {
                    bestSlack = slack;
                    best = key;
                }
            }
        }
        return best;
    }

    /** Equal times bound each other. */
    private void endsOfKey(int key) {
        ends(new TimeBound(true, join.leftKeys().get(key), join.rightKeys().get(key), 0));
        ends(new TimeBound(false, join.leftKeys().get(key), join.rightKeys().get(key), 0));
    }

    /**
     * A row of the side whose time is the second is over when that of the other side, which is at least the watermark less its
     * slack, can no longer be early enough.
     */
    private void ends(TimeBound bound) {
        EventTime first = bound.isLeftFirst()
                ? EventTimes.of(join.left(), bound.leftColumn())
                : EventTimes.of(join.right(), bound.rightColumn());
        if (first == null) {
            return;
        }
        long offset = TimeBound.saturated(first.slackMicros(), -bound.gapMicros());
        if (bound.isLeftFirst()) {
            right.add(new End(bound.rightColumn(), offset));
            leftLate.add(new End(bound.leftColumn(), first.slackMicros()));
        } else {
            left.add(new End(bound.leftColumn(), offset));
            rightLate.add(new End(bound.rightColumn(), first.slackMicros()));
        }
    }

    private void read(Expression condition) {
        if (!(condition instanceof Expression.Call call) || !readComparison(call)) {
            others.add(condition);
        }
    }

    private boolean readComparison(Expression.Call call) {
        String name = call.function().name();
        if (call.operands().size() != 2 || !List.of("<", "<=", ">", ">=", "=").contains(name)) {
            return false;
        }
        Shifted one = Shifted.of(call.operands().get(0));
        Shifted two = Shifted.of(call.operands().get(1));
        if (one == null || two == null || isLeft(one) == isLeft(two)) {
            return false;
        }
        if (!name.startsWith(">")) {
            bounds.add(bound(one, two, name.equals("<") ? 1 : 0));
        }
        if (!name.startsWith("<")) {
            bounds.add(bound(two, one, name.equals(">") ? 1 : 0));
        }
        return true;
    }

    private boolean isLeft(Shifted time) {
        return time.column < leftColumns;
    }

    private TimeBound bound(Shifted first, Shifted second, long gap) {
        long total = gap + first.micros - second.micros;
        return isLeft(first)
                ? new TimeBound(true, first.column, second.column - leftColumns, total)
                : new TimeBound(false, second.column, first.column - leftColumns, total);
    }

    /** A time in a column, earlier or later by an interval. */
    private record Shifted(int column, long micros) {
        /** The longest interval; sums of a few of them stay within the numbers. */
        private static final long MOST_MICROS = Long.MAX_VALUE / 8;

        static @Nullable Shifted of(Expression expression) {
            if (expression instanceof Expression.ColumnReference column) {
                return column.type().isTimestamp() ? new Shifted(column.index(), 0) : null;
            }
            if (!(expression instanceof Expression.Call call) || call.operands().size() < 2) {
                return null;
            }
            String name = call.function().name();
            Shifted time =
                    name.equals("+") || name.equals("-") ? of(call.operands().get(0)) : null;
            if (time == null
                    || !(call.operands().get(1) instanceof Expression.Literal literal)
                    || literal.type().kind() != DataType.Kind.INTERVAL_DAY
                    || !(literal.value() instanceof Long micros)) {
                return null;
            }
            long shifted = TimeBound.saturated(time.micros, name.equals("+") ? micros : -micros);
            return Math.abs(shifted) > MOST_MICROS ? null : new Shifted(time.column, shifted);
        }
    }
}
