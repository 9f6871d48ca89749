package io.laminar.plan;

import io.laminar.expr.Expression;
import io.laminar.plan.PlanNode.Join.JoinKind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells of a column of a node how it follows the node's watermark; null where it need not. */
public final class EventTimes implements PlanVisitor<Optional<EventTime>> {
    private final int column;

    private EventTimes(int column) {
        this.column = column;
    }

    /** How a column follows the watermark, or null. */
    public static @Nullable EventTime of(PlanNode node, int column) {
        return find(node, column).orElse(null);
    }

    private static Optional<EventTime> find(PlanNode node, int column) {
        return node.schema().type(column).isTimestamp() ? node.accept(new EventTimes(column)) : Optional.empty();
    }

    /** The columns of a node that follow its watermark. */
    public static Map<Integer, EventTime> all(PlanNode node) {
        Map<Integer, EventTime> all = new TreeMap<>();
        for (int column = 0; column < node.schema().size(); column++) {
            EventTime time = of(node, column);
            if (time != null) {
                all.put(column, time);
            }
        }
        return all;
    }

    /** The column is one of the input. */
    private Optional<EventTime> ofInput(PlanNode input) {
        return column < input.schema().size() ? input.accept(this) : Optional.empty();
    }

    private Optional<EventTime> ofWindow(PlanNode input, Window window, int start) {
        if (column == start) {
            return ofStart(input, window);
        }
        return column < start
                ? Optional.empty()
                : Optional.of(column == start + 1 ? EventTime.WINDOW_END : EventTime.WINDOW_TIME);
    }

    private static Optional<EventTime> ofStart(PlanNode input, Window window) {
        if (window instanceof Window.Tumble tumble) {
            return Optional.of(EventTime.windowStart(tumble.sizeMicros()));
        } else if (window instanceof Window.Hop hop) {
            return Optional.of(EventTime.windowStart(hop.sizeMicros()));
        } else if (window instanceof Window.Cumulate cumulate) {
            return Optional.of(EventTime.windowStart(cumulate.maxMicros()));
        }
        return window instanceof Window.Attached attached ? find(input, attached.startColumn()) : Optional.empty();
    }

    @Override
    public Optional<EventTime> visitScan(PlanNode.Scan scan) {
        return Optional.ofNullable(scan.times().get(column));
    }

    @Override
    public Optional<EventTime> visitValues(PlanNode.Values values) {
        return Optional.empty();
    }

    @Override
    public Optional<EventTime> visitFilter(PlanNode.Filter filter) {
        return ofInput(filter.input());
    }

    @Override
    public Optional<EventTime> visitProject(PlanNode.Project project) {
        return project.expressions().get(column) instanceof Expression.ColumnReference reference
                ? find(project.input(), reference.index())
                : Optional.empty();
    }

    @Override
    public Optional<EventTime> visitWindowAssign(PlanNode.WindowAssign assign) {
        int start = assign.input().schema().size();
        if (column >= start) {
            return ofWindow(assign.input(), assign.window(), start);
        }
        return assign.window() instanceof Window.Session
                ? Optional.empty()
                : ofInput(assign.input()); // rows of sessions wait
    }

    @Override
    public Optional<EventTime> visitWindowAggregate(PlanNode.WindowAggregate aggregate) {
        int start = aggregate.keys().size() + aggregate.aggregates().size();
        if (column == start && aggregate.window() instanceof Window.Tumble) {
            return Optional.of(EventTime.TUMBLE_START);
        }
        return ofWindow(aggregate.input(), aggregate.window(), start);
    }

    @Override
    public Optional<EventTime> visitGroupAggregate(PlanNode.GroupAggregate aggregate) {
        return Optional.empty();
    }

    @Override
    public Optional<EventTime> visitJoin(PlanNode.Join join) {
        if (join.strategy() == PlanNode.Join.Strategy.STREAM_TABLE) {
            return ofInput(join.left());
        }
        boolean hasWindow = new JoinTimeFinder(join).windowKey() != JoinTimes.NONE;
        return hasWindow ? ofWindowJoin(join, JoinTimes.of(join)) : new JoinedTimes(join).of(column);
    }

    /** Pairs of rows of one window leave before the watermark passes it. */
    private Optional<EventTime> ofWindowJoin(PlanNode.Join join, JoinTimes times) {
        if (join.kind() == JoinKind.FULL) {
            return Optional.empty();
        }
        int leftColumns = join.left().schema().size();
        boolean isLeft = column < leftColumns;
        if (join.kind() != JoinKind.INNER && isLeft == (join.kind() == JoinKind.RIGHT)) {
            return Optional.empty(); // may be NULL
        }
        EventTime time = of(isLeft ? join.left() : join.right(), isLeft ? column : column - leftColumns);
        if (time == null || !time.isOfWindow()) {
            return Optional.empty();
        }
        // A row waits for the other side of its window.
        long own = (isLeft ? times.leftLate() : times.rightLate()).get(0).offsetMicros();
        long later = times.windowOffsetMicros() - own;
        return Optional.of(new EventTime(time.slackMicros() + later - join.heldMicros(), true));
    }

    @Override
    public Optional<EventTime> visitUnion(PlanNode.Union union) {
        EventTime common = null;
        for (PlanNode input : union.inputs()) {
            EventTime time = of(input, column);
            if (time == null) {
                return Optional.empty();
            }
            common = common == null ? time : common.or(time);
        }
        return Optional.ofNullable(common);
    }

    @Override
    public Optional<EventTime> visitUnnest(PlanNode.Unnest unnest) {
        return ofInput(unnest.input());
    }

    @Override
    public Optional<EventTime> visitSort(PlanNode.Sort sort) {
        return Optional.empty();
    }

    @Override
    public Optional<EventTime> visitPeriodic(Periodic periodic) {
        return ofInput(periodic.input());
    }

    @Override
    public Optional<EventTime> visitOver(Over over) {
        Optional<EventTime> time = ofInput(over.input());
        return switch (over.emission().mode()) {
            case BY_WATERMARK, ON_ARRIVAL -> time;
            case AT_WINDOW_CLOSE -> time.filter(EventTime::isOfWindow);
            case AT_END, WITH_CHANGES -> Optional.empty();
        };
    }

    @Override
    public Optional<EventTime> visitStamp(Stamp stamp) {
        if (stamp.kind() == Stamp.Kind.PROCESSING_TIME) {
            return column == stamp.column() ? Optional.of(EventTime.OF_ROW) : Optional.empty();
        }
        return ofInput(stamp.input());
    }
}
