package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.SqlPosition;
import io.laminar.expr.Expression;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.EmitMode;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import io.laminar.sql.Planned.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** Translates aggregations, in windows and without. */
final class Aggregations {
    private final RelTranslator translator;
    private final ParsedQuery.Emit emit;
    private final Positions positions;

    /** Whether no aggregation stands above the one that is being translated; EMIT speaks of that one. */
    private boolean isOutermost = true;

    Aggregations(RelTranslator translator, ParsedQuery.Emit emit, Positions positions) {
        this.translator = translator;
        this.emit = emit;
        this.positions = positions;
    }

    /** Whether somebody asks for late rows, and no aggregation above gives its own. */
    boolean givesLateRows() {
        return isOutermost && emit.lateTo() != null;
    }

    Planned translate(Aggregate aggregate) {
        if (GroupingSets.applies(aggregate)) {
            if (emit.lateTo() != null) {
                throw unsupported("LATE DATA TO has no meaning with several grouping sets", emit.position());
            }
            return translator.translate(GroupingSets.expand(aggregate));
        }
        boolean outermost = isOutermost;
        isOutermost = false;
        Planned result = aggregate.getInput() instanceof Project project && windowCall(aggregate, project) >= 0
                ? groupedWindow(aggregate, project, outermost)
                : overInput(aggregate, outermost);
        isOutermost = outermost;
        return result;
    }

    private Planned overInput(Aggregate aggregate, boolean outermost) {
        Planned input = Projections.first(
                translator.translate(aggregate.getInput()),
                aggregate.getInput().getRowType().getFieldCount());
        WindowColumns window = input.window();
        boolean isWindowed =
                window != null && aggregate.getGroupSet().asList().stream().anyMatch(window::contains);
        if (!isWindowed || window == null) {
            return unwindowed(aggregate, input);
        }
        boolean isInnermost = !hasWindowAggregate(input.node());
        boolean keepAll = emit.lateTo() != null && isInnermost;
        WindowFusion.Fused fused = WindowFusion.fuse(input.node(), keepAll);
        if (fused != null && !usesWindowColumn(aggregate, fused) && isBySessionKeys(aggregate, fused)) {
            return windowed(aggregate, fused.node(), fused.windowOverNode(), fused.columns(), fused.base(), outermost);
        }
        return attached(aggregate, input, window, keepAll, outermost);
    }

    /** Refuses clauses about late rows, for windows by the clock. */
    void requireNoLateRows() {
        if (emit.latenessMicros() != 0 || emit.lateTo() != null) {
            throw new LaminarException(
                    ErrorCode.INVALID_EMIT,
                    "no row is late for a window by the clock; leave ALLOW LATENESS and LATE DATA TO out",
                    emit.position(),
                    null);
        }
    }

    /** GROUP BY TUMBLE(ts, ...): the call is a column of the projection below. */
    private Planned groupedWindow(Aggregate aggregate, Project project, boolean outermost) {
        int windowColumn = windowCall(aggregate, project);
        RexCall call = (RexCall) project.getProjects().get(windowColumn);
        Planned input = translator.translate(project.getInput());
        SqlPosition position = positions.ofCall(call.getOperator().getName());
        int time = input.node().schema().size();
        if (RowStamps.isClock(call.getOperands().get(0))) {
            requireNoLateRows();
            input = RowStamps.byTheClock(input, position);
        } else if (call.getOperands().get(0) instanceof RexInputRef column) {
            time = column.getIndex();
        } else {
            throw new LaminarException(
                    ErrorCode.NO_EVENT_TIME,
                    "a window needs a column as its time, or PROCTIME(), not another expression",
                    position,
                    null);
        }
        Window window = Windows.of(call, 1, input, time, position);
        List<Expression> expressions = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < project.getProjects().size(); i++) {
            RexNode node = project.getProjects().get(i);
            if (isWindowCall(node)) {
                if (!node.equals(call)) {
                    throw unsupported("a query can group by one window only", position);
                }
                columns.add(WindowFusion.START);
            } else {
                columns.add(expressions.size());
                Expression expression = translator.expression(node, input.node().schema());
                expressions.add(expression);
                fields.add(new Field(project.getRowType().getFieldList().get(i).getName(), expression.type()));
            }
        }
        int timeColumn = keep(time, input.node(), expressions, fields);
        List<Integer> base = new ArrayList<>();
        if (emit.lateTo() != null && !hasWindowAggregate(input.node())) {
            for (int i = 0; i < input.node().schema().size(); i++) {
                base.add(keep(i, input.node(), expressions, fields));
            }
        }
        PlanNode node = new PlanNode.Project(input.node(), expressions, new Schema(fields, timeColumn));
        WindowFusion.Fused fused = new WindowFusion.Fused(node, window, columns, timeColumn, base, List.of());
        return windowed(aggregate, node, fused.windowOverNode(), columns, base, outermost);
    }

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

    private static int windowCall(Aggregate aggregate, Project project) {
        for (int column : aggregate.getGroupSet()) {
            if (isWindowCall(project.getProjects().get(column))) {
                return column;
            }
        }
        return -1;
    }

    private static boolean isWindowCall(RexNode node) {
        return node instanceof RexCall call && GroupWindows.isWindow(call.getOperator());
    }

    /** Whether an aggregate or filter reads a column that will be gone. */
    private static boolean usesWindowColumn(Aggregate aggregate, WindowFusion.Fused fused) {
        return aggregate.getAggCallList().stream()
                .anyMatch(call -> (call.filterArg >= 0 && fused.columns().get(call.filterArg) < 0)
                        || call.getArgList().stream()
                                .anyMatch(argument -> fused.columns().get(argument) < 0));
    }

    /** Whether the sessions of a plan, if it has some, are those of the groups. */
    private static boolean isBySessionKeys(Aggregate aggregate, WindowFusion.Fused fused) {
        return !(fused.window() instanceof Window.Session)
                || aggregate.getGroupSet().asList().stream()
                        .map(fused.columns()::get)
                        .filter(column -> column >= 0)
                        .collect(Collectors.toSet())
                        .equals(Set.copyOf(fused.sessionKeys()));
    }

    private Planned attached(
            Aggregate aggregate, Planned input, WindowColumns window, boolean keepAll, boolean outermost) {
        Exposure exposure = Exposure.of(input, window);
        if (exposure == null) {
            throw new LaminarException(
                    ErrorCode.INVALID_WINDOW,
                    "grouping by a window of an inner query needs both of its columns window_start and window_end",
                    positions.start(),
                    null);
        }
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < aggregate.getInput().getRowType().getFieldCount(); i++) {
            boolean isKey = aggregate.getGroupSet().get(i);
            int constant =
                    i == window.start() ? WindowFusion.START : i == window.end() ? WindowFusion.END : WindowFusion.TIME;
            columns.add(isKey && window.contains(i) ? constant : i);
        }
        List<Integer> late = new ArrayList<>();
        for (int i = 0; keepAll && i < exposure.node().schema().size(); i++) {
            late.add(i);
        }
        Window attached = new Window.Attached(exposure.start(), exposure.end());
        return windowed(aggregate, exposure.node(), attached, columns, late, outermost);
    }

    /**
     * The aggregation with a projection above that puts the columns into the order of Calcite's aggregate, with the
     * window columns behind them.
     *
     * @param columns where the columns of Calcite's input are in the input, or a constant of {@link WindowFusion}
     */
    private Planned windowed(
            Aggregate aggregate,
            PlanNode input,
            Window window,
            List<Integer> columns,
            List<Integer> late,
            boolean outermost) {
        List<Integer> keys = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (int column : aggregate.getGroupSet()) {
            if (columns.get(column) >= 0) {
                keys.add(columns.get(column));
                fields.add(
                        new Field(fieldName(aggregate, column), input.schema().type(columns.get(column))));
            }
        }
        List<AggregateCall> calls = new AggregateCalls(positions).of(aggregate, input, columns);
        calls.forEach(call -> fields.add(new Field(call.name(), call.type())));
        DataType time = input.schema().type(window.timeColumn()).notNull();
        int start = fields.size();
        fields.add(new Field("window_start", time));
        fields.add(new Field("window_end", time));
        fields.add(new Field("window_time", time));
        Window ofGroups = window;
        if (window instanceof Window.Session session) {
            Windows.requireInsertOnly(input, positions.ofCall("$SESSION"));
            ofGroups = session.of(keys);
        }
        // The start of other windows may be far behind the watermark.
        List<Integer> times =
                window instanceof Window.Tumble ? List.of(start + 2, start + 1, start) : List.of(start + 2, start + 1);
        PlanNode node = new PlanNode.WindowAggregate(
                input,
                ofGroups,
                keys,
                calls,
                mode(outermost),
                emit.latenessMicros(),
                late,
                new Schema(fields, start + 2));
        WindowColumns result = new WindowColumns(start, start + 1, start + 2);
        Planned planned = new Planned(node, times, result);
        return inOrderOf(aggregate, planned, columns, keys.size());
    }

    /** Without lateness no window changes after the watermark has passed its end. */
    private EmitMode mode(boolean outermost) {
        EmitMode mode = emit.mode();
        if (!outermost || mode == null || (mode == EmitMode.AFTER_WATERMARK && emit.latenessMicros() == 0)) {
            return EmitMode.ON_WINDOW_CLOSE;
        }
        return mode;
    }

    private static Planned inOrderOf(Aggregate aggregate, Planned planned, List<Integer> columns, int keys) {
        PlanNode node = planned.node();
        WindowColumns window = Objects.requireNonNull(planned.window());
        List<Expression> expressions = new ArrayList<>();
        int key = 0;
        for (int column : aggregate.getGroupSet()) {
            int index = switch (columns.get(column)) {
                case WindowFusion.START -> window.start();
                case WindowFusion.END -> window.end();
                case WindowFusion.TIME -> window.time();
                default -> key++;
            };
            expressions.add(Projections.column(node, index));
        }
        for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
            expressions.add(Projections.column(node, keys + i));
        }
        List<String> names = new ArrayList<>(aggregate.getRowType().getFieldNames());
        for (int column : List.of(window.start(), window.end(), window.time())) {
            expressions.add(Projections.column(node, column));
            names.add(node.schema().field(column).name());
        }
        return Projections.project(planned, expressions, names);
    }

    private static String fieldName(Aggregate aggregate, int column) {
        return aggregate.getInput().getRowType().getFieldList().get(column).getName();
    }

    private Planned unwindowed(Aggregate aggregate, Planned input) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < input.node().schema().size(); i++) {
            columns.add(i);
        }
        List<AggregateCall> calls = new AggregateCalls(positions).of(aggregate, input.node(), columns);
        List<Integer> keys = aggregate.getGroupSet().asList();
        List<Field> fields = new ArrayList<>();
        keys.forEach(key -> fields.add(input.node().schema().field(key)));
        calls.forEach(call -> fields.add(new Field(call.name(), call.type())));
        PlanNode node = new PlanNode.GroupAggregate(input.node(), keys, calls, Schema.of(fields));
        return withConstants(aggregate, new Planned(node, List.of(), null), keys.size());
    }

    /** Constants among the aggregates, which sub-queries have as marks, are projected above. */
    private static Planned withConstants(Aggregate aggregate, Planned planned, int keys) {
        if (aggregate.getAggCallList().stream().noneMatch(AggregateCalls::isConstant)) {
            return planned;
        }
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            expressions.add(Projections.column(planned.node(), i));
        }
        int next = keys;
        for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
            expressions.add(
                    AggregateCalls.isConstant(call)
                            ? RexTranslator.literal((RexLiteral) call.rexList.get(0))
                            : Projections.column(planned.node(), next++));
        }
        return Projections.project(planned, expressions, aggregate.getRowType().getFieldNames());
    }

    static boolean hasWindowAggregate(PlanNode node) {
        return node instanceof PlanNode.WindowAggregate
                || node.inputs().stream().anyMatch(Aggregations::hasWindowAggregate);
    }

    private static LaminarException unsupported(String detail, SqlPosition position) {
        return new LaminarException(ErrorCode.UNSUPPORTED, detail, position, null);
    }
}
