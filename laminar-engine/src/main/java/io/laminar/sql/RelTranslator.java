package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.SqlPosition;
import io.laminar.catalog.CatalogObject;
import io.laminar.expr.Expression;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import io.laminar.sql.Planned.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Translates relational algebra of Calcite to plan nodes. */
final class RelTranslator {
    private final RexTranslator expressions;
    private final Positions positions;
    private final boolean isContinuous;
    private final Aggregations aggregations;
    private final Overs overs;
    private final RowStamps stamps;

    RelTranslator(RexTranslator expressions, Positions positions, ParsedQuery.Emit emit, boolean isContinuous) {
        this.expressions = expressions;
        this.positions = positions;
        this.stamps = new RowStamps(positions);
        this.isContinuous = isContinuous;
        this.aggregations = new Aggregations(this, emit, positions);
        this.overs =
                new Overs(this, new AggregateCalls(positions), positions, isContinuous, aggregations::givesLateRows);
    }

    Planned translate(RelNode rel) {
        if (rel instanceof TableScan scan) {
            return scan(scan);
        }
        if (rel instanceof Project project) {
            return project(project);
        }
        if (rel instanceof Filter filter) {
            return filter(filter);
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregations.translate(aggregate);
        }
        if (rel instanceof TableFunctionScan function) {
            return tableFunction(function);
        }
        if (rel instanceof AsofJoin) {
            throw refusedJoin("ASOF JOIN is not supported yet");
        }
        Planned unnested = new Unnests(this).translate(rel);
        if (unnested != null) {
            return unnested;
        }
        if (rel instanceof Join join) {
            return new Joins(this, positions, isContinuous).translate(join);
        }
        if (rel instanceof Union union) {
            return union(union);
        }
        if (rel instanceof Values values) {
            return values(values);
        }
        if (rel instanceof Sort sort) {
            return sort(sort);
        }
        throw refused(rel);
    }

    /** The input with exactly the columns that Calcite knows of. */
    Planned exact(RelNode rel) {
        return Projections.first(translate(rel), rel.getRowType().getFieldCount());
    }

    Expression expression(RexNode node, Schema input) {
        return expressions.translate(node, input);
    }

    private Planned scan(TableScan scan) {
        Table table = Objects.requireNonNull(scan.getTable().unwrap(Table.class));
        CatalogObject.Relation relation = CalciteFrontEnd.relation(table);
        PlanNode node = new PlanNode.Scan(
                relation.name(),
                relation.schema(),
                relation.changes(),
                relation.key(),
                relation.isSingleRow(),
                relation.isSnapshot(),
                relation.eventTimes());
        if (relation instanceof CatalogObject.Source) {
            stamps.addSource(relation.name());
        }
        List<Integer> times = new ArrayList<>(relation.timeColumns());
        int best = relation.schema().timeColumn();
        if (times.remove(Integer.valueOf(best))) {
            times.add(0, best);
        }
        return new Planned(node, times, windowOf(relation));
    }

    /** The window columns that a stream passes on from the aggregation that gave them. */
    private static @Nullable WindowColumns windowOf(CatalogObject.Relation relation) {
        if (!(relation instanceof CatalogObject.Query) || relation.changes() != ChangelogKind.INSERT_ONLY) {
            return null;
        }
        WindowColumns window = new WindowColumns(
                timeColumn(relation, "window_start"),
                timeColumn(relation, "window_end"),
                timeColumn(relation, "window_time"));
        return window.isEmpty() ? null : window;
    }

    private static int timeColumn(CatalogObject.Relation relation, String name) {
        int column = relation.schema().indexOf(name);
        return relation.timeColumns().contains(column) ? column : -1;
    }

    private Planned project(Project project) {
        if (project.containsOver()) {
            return overs.translate(project, RankLimit.NONE);
        }
        Planned first = firstRows(project);
        if (first != null) {
            return first;
        }
        Planned input = translate(project.getInput());
        if (RowStamps.asksForWatermark(project.getProjects())) {
            input = stamps.withWatermark(input);
        }
        List<Expression> columns = new ArrayList<>();
        for (RexNode node : project.getProjects()) {
            RexNode resolved = stamps.resolved(GroupWindows.resolved(node, input, positions), input);
            columns.add(expression(resolved, input.node().schema()));
        }
        return Projections.project(input, columns, project.getRowType().getFieldNames());
    }

    /** A projection over a filter of row numbers that does not have them, where they would leave with changes; or null. */
    private @Nullable Planned firstRows(Project project) {
        if (!(project.getInput() instanceof Filter filter)
                || !(filter.getInput() instanceof Project numbered)
                || !numbered.containsOver()) {
            return null;
        }
        RankLimit limit = RankLimit.of(filter, numbered, expressions::number);
        boolean isRead = RelOptUtil.InputFinder.bits(project.getProjects(), null).asList().stream()
                .anyMatch(column -> RexOver.containsOver(numbered.getProjects().get(column)));
        if (!limit.isAll() || isRead || !overs.isChanging(numbered, limit)) {
            return null;
        }
        Planned input = overs.firstRows(numbered, limit);
        List<Expression> columns = new ArrayList<>();
        for (RexNode node : project.getProjects()) {
            columns.add(expression(node, input.node().schema()));
        }
        return Projections.project(input, columns, project.getRowType().getFieldNames());
    }

    private Planned filter(Filter filter) {
        Planned input = filter.getInput() instanceof Project project && project.containsOver()
                ? overs.translate(project, RankLimit.of(filter, project, expressions::number))
                : translate(filter.getInput());
        boolean isStamped = RowStamps.asksForWatermark(List.of(filter.getCondition()));
        if (isStamped) {
            input = stamps.withWatermark(input);
        }
        RexNode condition = stamps.resolved(GroupWindows.resolved(filter.getCondition(), input, positions), input);
        Expression predicate = expression(condition, input.node().schema());
        Planned filtered = new Planned(new PlanNode.Filter(input.node(), predicate), input.times(), input.window());
        return isStamped ? Projections.first(filtered, filter.getRowType().getFieldCount()) : filtered;
    }

    /** A window as a table function. */
    private Planned tableFunction(TableFunctionScan function) {
        if (!(function.getCall() instanceof RexCall call)
                || function.getInputs().size() != 1
                || call.getOperands().isEmpty()) {
            throw refused(function);
        }
        Planned input = exact(function.getInput(0));
        int descriptor = 0;
        while (descriptor < call.getOperands().size()
                && call.getOperands().get(descriptor).getKind() != SqlKind.DESCRIPTOR) {
            descriptor++;
        }
        if (descriptor == call.getOperands().size()) {
            throw refused(function);
        }
        RexCall columns = (RexCall) call.getOperands().get(descriptor);
        if (columns.getOperands().size() != 1 || !(columns.getOperands().get(0) instanceof RexInputRef time)) {
            throw refused(function);
        }
        SqlPosition position = positions.ofDescriptor(
                input.node().schema().field(time.getIndex()).name());
        Planned clocked = input.times().contains(time.getIndex())
                ? null
                : RowStamps.clockColumn(input, time.getIndex(), position);
        if (clocked != null) {
            aggregations.requireNoLateRows();
            input = clocked;
        }
        Schema schema = input.node().schema();
        Window window = windowOf(call, descriptor, input, time.getIndex(), position);
        DataType type = schema.type(time.getIndex()).notNull();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            fields.add(new Field(function.getRowType().getFieldNames().get(i), schema.type(i)));
        }
        fields.add(new Field("window_start", type));
        fields.add(new Field("window_end", type));
        fields.add(new Field("window_time", type));
        int start = schema.size();
        boolean isSession = window instanceof Window.Session;
        List<Integer> times =
                isSession ? List.of(start + 2, start + 1) : List.of(time.getIndex(), start + 2, start + 1);
        PlanNode node = new PlanNode.WindowAssign(input.node(), window, new Schema(fields, Planned.best(times)));
        return new Planned(node, times, new WindowColumns(start, start + 1, start + 2));
    }

    private static Window windowOf(RexCall call, int descriptor, Planned input, int timeColumn, SqlPosition position) {
        boolean hasKey = call.getOperands().size() > descriptor + 1
                && call.getOperands().get(descriptor + 1).getKind() == SqlKind.DESCRIPTOR;
        Window window = Windows.of(call, descriptor + (hasKey ? 2 : 1), input, timeColumn, position);
        if (!(window instanceof Window.Session session)) {
            return window;
        }
        Windows.requireInsertOnly(input.node(), position);
        List<Integer> keys = new ArrayList<>();
        if (hasKey) {
            for (RexNode key : ((RexCall) call.getOperands().get(descriptor + 1)).getOperands()) {
                keys.add(((RexInputRef) key).getIndex());
            }
        }
        return session.of(keys);
    }

    private Planned union(Union union) {
        List<PlanNode> inputs = new ArrayList<>();
        List<Integer> times = null;
        List<DataType> types = union.getRowType().getFieldList().stream()
                .map(field -> Types.of(field.getType()))
                .toList();
        for (RelNode rel : union.getInputs()) {
            Planned input = withTypes(exact(rel), types);
            inputs.add(input.node());
            if (times == null) {
                times = new ArrayList<>(input.times());
            } else {
                times.retainAll(input.times());
            }
        }
        List<Integer> common = times == null ? List.of() : times;
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            int column = i;
            DataType type = inputs.get(0).schema().type(i);
            boolean isNullable = inputs.stream()
                    .anyMatch(input -> input.schema().type(column).nullable());
            fields.add(new Field(union.getRowType().getFieldNames().get(i), type.withNullable(isNullable)));
        }
        Schema schema = new Schema(fields, Planned.best(common));
        Planned all = new Planned(new PlanNode.Union(inputs, schema), common, null);
        return union.all ? all : distinct(all);
    }

    private static Planned distinct(Planned input) {
        Schema schema = input.node().schema().withTimeColumn(Schema.NO_TIME);
        List<Integer> keys =
                java.util.stream.IntStream.range(0, schema.size()).boxed().toList();
        return new Planned(new PlanNode.GroupAggregate(input.node(), keys, List.of(), schema), List.of(), null);
    }

    /** All inputs of a union have the same types, nullability aside. */
    private static Planned withTypes(Planned input, List<DataType> types) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(RexTranslator.convertTo(types.get(i), Projections.column(input.node(), i)));
        }
        return Projections.project(input, columns, input.node().schema().names());
    }

    private Planned values(Values values) {
        Schema schema = Types.toSchema(values.getRowType());
        List<List<Expression>> rows = new ArrayList<>();
        List<DataType> types = new ArrayList<>();
        for (Field field : schema.fields()) {
            types.add(
                    field.type().isCharacter()
                            ? DataType.VARCHAR.withNullable(field.type().nullable())
                            : field.type());
        }
        for (List<RexLiteral> tuple : values.getTuples()) {
            List<Expression> row = new ArrayList<>();
            for (int i = 0; i < tuple.size(); i++) {
                RexLiteral literal = tuple.get(i);
                Expression value = literal.getType().getSqlTypeName() == SqlTypeName.NULL
                        ? new Expression.Literal(null, types.get(i))
                        : RexTranslator.literal(literal);
                row.add(RexTranslator.convertTo(types.get(i), value));
            }
            rows.add(row);
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            fields.add(new Field(schema.field(i).name(), types.get(i)));
        }
        return new Planned(new PlanNode.Values(rows, Schema.of(fields)), List.of(), null);
    }

    private Planned sort(Sort sort) {
        Planned input = exact(sort.getInput());
        List<PlanNode.Sort.SortColumn> order = new ArrayList<>();
        for (RelFieldCollation collation : sort.getCollation().getFieldCollations()) {
            boolean isDescending = collation.getDirection().isDescending();
            boolean nullsFirst = collation.nullDirection == RelFieldCollation.NullDirection.FIRST
                    || (collation.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED && isDescending);
            order.add(new PlanNode.Sort.SortColumn(collation.getFieldIndex(), isDescending, nullsFirst));
        }
        long offset = count(sort.offset, input, 0);
        long limit = count(sort.fetch, input, -1);
        if (isContinuous) {
            return new OverEmissions(positions, true).sorted(input, order, offset, limit);
        }
        return new Planned(new PlanNode.Sort(input.node(), order, offset, limit), input.times(), input.window());
    }

    private long count(@Nullable RexNode node, Planned input, long otherwise) {
        if (node == null) {
            return otherwise;
        }
        if (expressions.isOpen(node)) {
            return 1;
        }
        Expression expression = expression(node, input.node().schema());
        boolean isCount = expression instanceof Expression.Literal literal
                && literal.value() instanceof Number number
                && number.longValue() >= 0;
        if (!isCount) {
            throw new LaminarException(
                    ErrorCode.VALIDATION_ERROR,
                    "LIMIT and OFFSET take a number of rows but got " + expression,
                    positions.ofKind(SqlKind.ORDER_BY),
                    null);
        }
        return ((Number) Objects.requireNonNull(((Expression.Literal) expression).value())).longValue();
    }

    private LaminarException refused(RelNode rel) {
        if (rel instanceof Snapshot) {
            return refusedJoin("FOR SYSTEM_TIME AS OF is not supported yet");
        }
        if (rel instanceof Match) {
            return new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "MATCH_RECOGNIZE is not supported yet",
                    positions.ofKind(SqlKind.MATCH_RECOGNIZE),
                    null);
        }
        String what = rel instanceof Correlate
                ? "this correlated sub-query or LATERAL"
                : rel.getRelTypeName().replace("Logical", "").toUpperCase(java.util.Locale.ROOT);
        return new LaminarException(ErrorCode.UNSUPPORTED, what + " is not supported", positions.start(), null);
    }

    private LaminarException refusedJoin(String detail) {
        return new LaminarException(ErrorCode.UNSUPPORTED_JOIN, detail, positions.ofKind(SqlKind.JOIN), null);
    }

    static boolean readsSnapshotsOnly(PlanNode node) {
        return node instanceof PlanNode.Scan scan
                ? scan.isSnapshot()
                : !node.inputs().isEmpty() && node.inputs().stream().allMatch(RelTranslator::readsSnapshotsOnly);
    }

    static boolean isInsertOnly(PlanNode node) {
        return node.changes() == ChangelogKind.INSERT_ONLY;
    }
}
