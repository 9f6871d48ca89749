package io.laminar.sql;

import io.laminar.api.Field;
import io.laminar.expr.Expression;
import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Sort.SortColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;

/**
 * Translates projections with calls with OVER: what the calls need is calculated below, those of one window are one node, windows
 * stand on one another, and the projection itself comes last.
 *
 * <pre>
 *   Project k, v - AVG(v + 1) OVER a, RANK() OVER b
 *
 *   Project k, v - $4, $5
 *     Over b RANK
 *       Over a AVG($3)
 *         Project k, v, ts, v + 1
 * </pre>
 */
final class Overs {
    private static final RexBuilder BUILDER = new RexBuilder(Types.FACTORY);

    private final RelTranslator translator;
    private final AggregateCalls aggregates;
    private final BooleanSupplier givesLateRows;
    private final Positions positions;
    private final boolean isContinuous;

    Overs(
            RelTranslator translator,
            AggregateCalls aggregates,
            Positions positions,
            boolean isContinuous,
            BooleanSupplier givesLateRows) {
        this.givesLateRows = givesLateRows;
        this.translator = translator;
        this.aggregates = aggregates;
        this.positions = positions;
        this.isContinuous = isContinuous;
    }

    /** @param wanted what a filter above demands */
    Planned translate(Project project, RankLimit wanted) {
        Planned input = translator.translate(project.getInput());
        Collector collector = new Collector();
        List<RexNode> found = project.getProjects().stream()
                .map(node -> node.accept(collector))
                .toList();
        OverWindows windows = new OverWindows(translator, aggregates, positions, input);
        collector.overs.keySet().forEach(windows::add);
        RankLimit limit = windows.usable(wanted);
        Planned planned = windows.input();
        Map<RexOver, Integer> columns = new LinkedHashMap<>();
        List<Integer> late = lateColumns(input.node());
        OverEmissions emissions = new OverEmissions(positions, isContinuous);
        for (OverWindows.Window window : windows.inOrder(limit)) {
            long rows = window.limit(limit);
            int first = planned.node().schema().size();
            Over.Emission emission = emissions.of(window, planned, rows);
            if (emission.judgesLate()) {
                emission = emission.withLate(late);
                late = List.of();
            }
            planned = over(planned, window, emission, rows);
            for (int i = 0; i < window.overs().size(); i++) {
                columns.put(window.overs().get(i), first + i);
            }
        }
        PlanNode node = planned.node();
        RexShuttle placed = new RexShuttle() {
            @Override
            public RexNode visitOver(RexOver over) {
                return new RexInputRef(Objects.requireNonNull(columns.get(over)), over.getType());
            }
        };
        List<Expression> expressions = found.stream()
                .map(expression -> GroupWindows.resolved(expression.accept(placed), input, positions))
                .map(expression -> translator.expression(expression, node.schema()))
                .toList();
        return Projections.project(planned, expressions, project.getRowType().getFieldNames());
    }

    /** ORDER BY, LIMIT and OFFSET of a query without end. */
    Planned sorted(Planned input, List<SortColumn> order, long offset, long limit) {
        List<Integer> late = QueryPlanner.hasLateOver(input.node()) ? List.of() : lateColumns(input.node());
        return new OverEmissions(positions, isContinuous).sorted(input, order, offset, limit, late);
    }

    /** All columns, where somebody asks for late rows and no window below or above gives its own. */
    private List<Integer> lateColumns(PlanNode input) {
        return givesLateRows.getAsBoolean() && !Aggregations.hasWindowAggregate(input)
                ? IntStream.range(0, input.schema().size()).boxed().toList()
                : List.of();
    }

    private static Planned over(Planned input, OverWindows.Window window, Over.Emission emission, long rows) {
        List<Field> fields = new ArrayList<>(input.node().schema().fields());
        for (OverCall call : window.calls()) {
            fields.add(new Field("over$" + fields.size(), call.type()));
        }
        return OverEmissions.planned(
                input, window.keys(), window.order(), window.frame(), window.calls(), emission, rows, fields);
    }

    /**
     * The first rows of each partition, without their numbers, for a projection that does not have them.
     *
     * @param project the one with the call, nothing else of which has OVER
     */
    Planned firstRows(Project project, RankLimit limit) {
        Planned input = translator.translate(project.getInput());
        OverWindows windows = new OverWindows(translator, aggregates, positions, input);
        limit.limits().keySet().forEach(windows::add);
        OverWindows.Window window = windows.inOrder(limit).get(0);
        long rows = window.limit(limit);
        Planned below = windows.input();
        Over.Emission emission = new OverEmissions(positions, isContinuous).of(window, below, rows);
        Planned first = OverEmissions.planned(
                below,
                window.keys(),
                window.order(),
                window.frame(),
                List.of(),
                emission,
                rows,
                below.node().schema().fields());
        List<Expression> expressions = new ArrayList<>();
        for (RexNode node : project.getProjects()) {
            RexNode present = RexOver.containsOver(node) ? BUILDER.makeNullLiteral(node.getType()) : node;
            expressions.add(translator.expression(
                    GroupWindows.resolved(present, input, positions),
                    first.node().schema()));
        }
        return Projections.project(first, expressions, project.getRowType().getFieldNames());
    }

    /** Whether rows of the window would leave with changes, so that numbers that nobody reads should not. */
    boolean isChanging(Project project, RankLimit limit) {
        Planned input = translator.translate(project.getInput());
        OverWindows windows = new OverWindows(translator, aggregates, positions, input);
        limit.limits().keySet().forEach(windows::add);
        OverWindows.Window window = windows.inOrder(limit).get(0);
        return window.calls().get(0).function() == OverCall.Function.ROW_NUMBER
                && new OverEmissions(positions, isContinuous)
                                .of(window, windows.input(), window.limit(limit))
                                .mode()
                        == Over.Mode.WITH_CHANGES;
    }

    /** Finds the calls, each once; SUM, which Calcite writes as a CASE of a COUNT and a sum, is one again. */
    private static final class Collector extends RexShuttle {
        private final Map<RexOver, Boolean> overs = new LinkedHashMap<>();

        @Override
        public RexNode visitCall(RexCall call) {
            if (call.getKind() == SqlKind.CASE
                    && call.getOperands().size() == 3
                    && RankLimit.withoutCast(call.getOperands().get(1)) instanceof RexOver sum
                    && sum.getKind() == SqlKind.SUM0) {
                return BUILDER.ensureType(call.getType(), visitOver(sum), true);
            }
            return super.visitCall(call);
        }

        @Override
        public RexNode visitOver(RexOver over) {
            overs.put(over, true);
            return over;
        }
    }
}
