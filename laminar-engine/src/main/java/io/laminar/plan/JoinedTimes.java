package io.laminar.plan;

import io.laminar.plan.KnownBounds.Bound;
import io.laminar.plan.PlanNode.Join.JoinKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells how times in joined rows follow the watermark of a join by bounds of time.
 *
 * <p>A pair leaves when the later of its rows comes. That row is on time, and so it has at least the watermark less its slack in its
 * times; what the conditions say of the other row's times follows from them:
 *
 * <pre>
 *   b.ts BETWEEN a.ts AND a.ts + 5 min
 *     a row of a comes at W:    a.ts &gt;= W            b.ts &gt;= a.ts        &gt;= W
 *     a row of b comes at W:    b.ts &gt;= W            a.ts &gt;= b.ts - 5 min &gt;= W - 5 min
 *   so that a.ts is up to five minutes behind the watermark, and b.ts is not
 * </pre>
 *
 * <p>A row that is kept without partner comes with its own time at once, and is taken back when its first partner comes. Of rows that
 * change nothing is known, since a retraction may come at any time.
 */
final class JoinedTimes {
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final PlanNode.Join join;
    private final int leftColumns;
    private final List<Bound> conditions;
    private final List<Bound> bounds;

    JoinedTimes(PlanNode.Join join) {
        this.join = join;
        leftColumns = join.left().schema().size();
        conditions = KnownBounds.ofConditions(join);
        bounds = KnownBounds.ofPairs(join);
    }

    /** How a column of the result follows the watermark that the join hands on. */
    Optional<EventTime> of(int column) {
        if (join.left().changes() != ChangelogKind.INSERT_ONLY
                || join.right().changes() != ChangelogKind.INSERT_ONLY
                || mayBeNull(column)) {
            return Optional.empty();
        }
        boolean standsAlone = join.kind() != JoinKind.INNER && join.kind() != JoinKind.SEMI;
        long slack = Math.max(slack(column, true), slack(column, false));
        if (standsAlone) {
            slack = Math.max(slack, ofInput(column));
        }
        return slack == UNKNOWN
                ? Optional.empty()
                : Optional.of(new EventTime(Math.max(0, TimeBound.saturated(slack, -join.heldMicros())), false));
    }

    /** Whether rows without partner lack it. */
    private boolean mayBeNull(int column) {
        return switch (join.kind()) {
            case INNER, SEMI, ANTI -> false;
            case LEFT -> column >= leftColumns;
            case RIGHT -> column < leftColumns;
            case FULL -> true;
        };
    }

    /** How far a time of a pair may be behind the watermark when the row of one side comes later than the other one. */
    private long slack(int column, boolean leftIsLater) {
        Map<Integer, Long> slacks = new HashMap<>();
        addInput(column, leftIsLater, slacks);
        conditions.forEach(bound -> addInput(bound.first(), leftIsLater, slacks)); // by these a row is judged late
        for (int round = 0; round < bounds.size(); round++) {
            for (Bound bound : bounds) {
                Long first = slacks.get(bound.first());
                if (first != null) {
                    slacks.merge(bound.second(), TimeBound.saturated(first, -bound.gapMicros()), Math::min);
                }
            }
        }
        return slacks.getOrDefault(column, UNKNOWN);
    }

    private void addInput(int column, boolean leftIsLater, Map<Integer, Long> slacks) {
        long slack = (column < leftColumns) == leftIsLater ? ofInput(column) : UNKNOWN;
        if (slack != UNKNOWN) {
            slacks.put(column, slack);
        }
    }

    private long ofInput(int column) {
        EventTime time = column < leftColumns
                ? EventTimes.of(join.left(), column)
                : EventTimes.of(join.right(), column - leftColumns);
        return time == null ? UNKNOWN : time.slackMicros();
    }
}
