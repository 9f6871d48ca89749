package io.laminar.plan;

import io.laminar.api.Schema;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prints a plan as EXPLAIN shows it: one line a node, inputs indented below. The text is stable. */
public final class PlanPrinter implements PlanVisitor<String> {
    private static final PlanPrinter PRINTER = new PlanPrinter();

    private PlanPrinter() {}

    /** The plan as text, with a line for the late rows when there is one. */
    public static String print(QueryPlan plan) {
        String text = print(plan.root());
        return plan.lateTo() == null ? text : text + "Late rows to " + plan.lateTo() + "\n";
    }

    /** A node as text, without what is below it. */
    public static String printAlone(PlanNode node) {
        return node.accept(PRINTER);
    }

    /** The tree below a node as text. */
    public static String print(PlanNode node) {
        StringBuilder text = new StringBuilder();
        print(node, 0, text);
        return text.toString();
    }

    private static void print(PlanNode node, int depth, StringBuilder text) {
        text.append("  ".repeat(depth)).append(node.accept(PRINTER));
        if (node.changes() == ChangelogKind.CHANGES) {
            text.append(" [changes]");
        }
        text.append('\n');
        for (PlanNode input : node.inputs()) {
            print(input, depth + 1, text);
        }
    }

    @Override
    public String visitScan(PlanNode.Scan scan) {
        return "Scan " + scan.relation() + (scan.isSnapshot() ? " (snapshot)" : "");
    }

    @Override
    public String visitValues(PlanNode.Values values) {
        return "Values "
                + values.rows().stream()
                        .map(row -> row.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", "));
    }

    @Override
    public String visitFilter(PlanNode.Filter filter) {
        return "Filter " + filter.predicate();
    }

    @Override
    public String visitProject(PlanNode.Project project) {
        Schema schema = project.schema();
        return IntStream.range(0, schema.size())
                .mapToObj(i -> named(
                        project.expressions().get(i).toString(), schema.field(i).name()))
                .collect(Collectors.joining(", ", "Project ", ""));
    }

    private static String named(String expression, String name) {
        return expression.equals(name) ? name : expression + " AS " + name;
    }

    @Override
    public String visitWindowAssign(PlanNode.WindowAssign assign) {
        return "WindowAssign " + window(assign.window(), assign.input());
    }

    @Override
    public String visitWindowAggregate(PlanNode.WindowAggregate aggregate) {
        StringBuilder text = new StringBuilder("WindowAggregate ")
                .append(window(aggregate.window(), aggregate.input()))
                .append(" keys ")
                .append(columns(aggregate.keys(), aggregate.input()))
                .append(' ')
                .append(calls(aggregate.aggregates(), aggregate.input()))
                .append(" emit " + aggregate.emit().name().replace('_', ' '));
        if (aggregate.latenessMicros() != 0) {
            text.append(" lateness ").append(duration(aggregate.latenessMicros()));
        }
        if (!aggregate.lateColumns().isEmpty()) {
            text.append(" late ").append(columns(aggregate.lateColumns(), aggregate.input()));
        }
        return text.toString();
    }

    @Override
    public String visitGroupAggregate(PlanNode.GroupAggregate aggregate) {
        return "GroupAggregate keys " + columns(aggregate.keys(), aggregate.input()) + ' '
                + calls(aggregate.aggregates(), aggregate.input());
    }

    @Override
    public String visitJoin(PlanNode.Join join) {
        String keys = IntStream.range(0, join.leftKeys().size())
                .mapToObj(i -> name(join.left(), join.leftKeys().get(i)) + " = "
                        + name(join.right(), join.rightKeys().get(i)))
                .collect(Collectors.joining(", ", "(", ")"));
        return "Join " + join.kind() + " " + join.strategy() + " on " + keys
                + (join.condition() == null ? "" : " where " + join.condition())
                + ends(join);
    }

    private static String ends(PlanNode.Join join) {
        JoinTimes times = JoinTimes.of(join);
        String held = join.heldMicros() == 0 ? "" : " holds the watermark back by " + duration(join.heldMicros());
        if (times.hasWindow()) {
            return held + " forgets by window " + name(join.left(), times.leftWindow());
        }
        String left = ends("left", times.left(), join.left());
        String right = ends("right", times.right(), join.right());
        return left.isEmpty() && right.isEmpty()
                ? held
                : held + " forgets " + left + (left.isEmpty() || right.isEmpty() ? "" : ", ") + right;
    }

    private static String ends(String side, List<JoinTimes.End> ends, PlanNode input) {
        return ends.isEmpty()
                ? ""
                : ends.stream()
                        .map(end -> name(input, end.column())
                                + (end.offsetMicros() == 0 ? "" : " + " + duration(end.offsetMicros())))
                        .collect(Collectors.joining(" or ", side + " after ", ""));
    }

    @Override
    public String visitUnion(PlanNode.Union union) {
        return "Union";
    }

    @Override
    public String visitUnnest(PlanNode.Unnest unnest) {
        return "Unnest " + columns(unnest.collections(), unnest.input())
                + (unnest.hasOrdinality() ? " with ordinality" : "")
                + (unnest.isOuter() ? " outer" : "")
                + (unnest.condition() == null ? "" : " where " + unnest.condition());
    }

    @Override
    public String visitOver(Over over) {
        return "Over keys " + columns(over.keys(), over.input())
                + " order " + order(over.order(), over.input())
                + (over.calls().isEmpty() ? "" : " " + over.frame() + " " + over.calls())
                + " " + over.emission().mode()
                + (over.limit() < 0 ? "" : " limit " + over.limit());
    }

    private static String order(List<PlanNode.Sort.SortColumn> order, PlanNode input) {
        return order.stream()
                .map(column -> (column.column() == Over.ARRIVAL ? "arrival" : name(input, column.column()))
                        + (column.isDescending() ? " DESC" : "")
                        + (column.nullsFirst() == column.isDescending()
                                ? ""
                                : column.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String visitSort(PlanNode.Sort sort) {
        return "Sort " + order(sort.order(), sort.input())
                + (sort.offset() == 0 ? "" : " offset " + sort.offset())
                + (sort.limit() < 0 ? "" : " limit " + sort.limit());
    }

    @Override
    public String visitPeriodic(Periodic periodic) {
        return "Periodic every " + duration(periodic.everyMicros());
    }

    private static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    @Override
    public String visitStamp(Stamp stamp) {
        return "Stamp " + stamp.kind();
    }

    private static String window(Window window, PlanNode input) {
        if (!(window instanceof Window.Attached attached)) {
            return window + " on " + name(input, window.timeColumn());
        }
        return window + " on " + name(input, attached.startColumn()) + ", " + name(input, attached.endColumn());
    }

    private static String columns(List<Integer> columns, PlanNode input) {
        return columns.stream().map(column -> name(input, column)).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String calls(List<AggregateCall> calls, PlanNode input) {
        return calls.stream().map(call -> call(call, input)).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String call(AggregateCall call, PlanNode input) {
        AggregateCall.User user = call.user();
        String text = user != null
                ? user.function()
                        + user.arguments().stream()
                                .map(column -> name(input, column))
                                .collect(Collectors.joining(", ", "(", ")"))
                : call.argument() == AggregateCall.NONE
                        ? "COUNT(*)"
                        : call.function() + "(" + (call.details().isDistinct() ? "DISTINCT " : "")
                                + Stream.concat(Stream.of(call.argument()), call.details().more().stream())
                                        .map(column -> name(input, column))
                                        .collect(Collectors.joining(", "))
                                + ")";
        String filter = call.filter() == AggregateCall.NONE ? "" : " FILTER " + name(input, call.filter());
        return text + filter + " AS " + call.name();
    }

    private static String name(PlanNode input, int column) {
        return input.schema().field(column).name();
    }
}
