package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.SqlPosition;
import io.laminar.expr.Expression;
import io.laminar.expr.UserAggregate;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.AggregateCall.Details;
import io.laminar.plan.AggregateCall.Function;
import io.laminar.plan.PlanNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlJsonConstructorNullClause;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlJsonArrayAggAggFunction;
import org.apache.calcite.sql.fun.SqlJsonObjectAggAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Translates calls of aggregate functions. */
final class AggregateCalls {
    private static final Map<String, Function> BY_NAME = Map.ofEntries(
            Map.entry("SUM", Function.SUM),
            Map.entry("AVG", Function.AVG),
            Map.entry("FIRST_VALUE", Function.FIRST_VALUE),
            Map.entry("ANY_VALUE", Function.FIRST_VALUE),
            Map.entry("LAST_VALUE", Function.LAST_VALUE),
            Map.entry("EARLIEST_BY_OFFSET", Function.EARLIEST),
            Map.entry("LATEST_BY_OFFSET", Function.LATEST),
            Map.entry("VAR_POP", Function.VAR_POP),
            Map.entry("VAR_SAMP", Function.VAR_SAMP),
            Map.entry("VARIANCE", Function.VAR_SAMP),
            Map.entry("STDDEV_POP", Function.STDDEV_POP),
            Map.entry("STDDEV_SAMP", Function.STDDEV_SAMP),
            Map.entry("STDDEV", Function.STDDEV_SAMP),
            Map.entry("COVAR_POP", Function.COVAR_POP),
            Map.entry("COVAR_SAMP", Function.COVAR_SAMP),
            Map.entry("CORR", Function.CORR),
            Map.entry("REGR_COUNT", Function.REGR_COUNT),
            Map.entry("REGR_SXX", Function.REGR_SXX),
            Map.entry("REGR_SYY", Function.REGR_SYY),
            Map.entry("BIT_AND", Function.BIT_AND),
            Map.entry("BIT_OR", Function.BIT_OR),
            Map.entry("BIT_XOR", Function.BIT_XOR),
            Map.entry("ARRAY_AGG", Function.ARRAY_AGG),
            Map.entry("COLLECT_LIST", Function.COLLECT_LIST),
            Map.entry("COLLECT_SET", Function.COLLECT_SET),
            Map.entry("STRING_AGG", Function.STRING_AGG),
            Map.entry("LISTAGG", Function.STRING_AGG),
            Map.entry("MEDIAN", Function.MEDIAN),
            Map.entry("PERCENTILE_CONT", Function.PERCENTILE_CONT),
            Map.entry("PERCENTILE_DISC", Function.PERCENTILE_DISC),
            Map.entry("MODE", Function.MODE),
            Map.entry("APPROX_PERCENTILE", Function.APPROX_PERCENTILE),
            Map.entry("TOPK", Function.TOPK),
            Map.entry("TOPK_DISTINCT", Function.TOPK_DISTINCT),
            Map.entry("HISTOGRAM", Function.HISTOGRAM),
            Map.entry("MIN_BY", Function.MIN_BY),
            Map.entry("ARG_MIN", Function.MIN_BY),
            Map.entry("MAX_BY", Function.MAX_BY),
            Map.entry("ARG_MAX", Function.MAX_BY));

    /** Whose result has the type of their argument, that Calcite may have widened. */
    private static final Set<Function> OF_ARGUMENT_TYPE = EnumSet.of(
            Function.MIN,
            Function.MAX,
            Function.FIRST_VALUE,
            Function.LAST_VALUE,
            Function.EARLIEST,
            Function.LATEST,
            Function.MODE,
            Function.MIN_BY,
            Function.MAX_BY);

    /** For which a value that is there twice is as good as once. */
    private static final Set<Function> INDIFFERENT = EnumSet.of(
            Function.MIN,
            Function.MAX,
            Function.COLLECT_SET,
            Function.TOPK_DISTINCT,
            Function.BIT_AND,
            Function.BIT_OR,
            Function.FIRST_VALUE,
            Function.LAST_VALUE,
            Function.EARLIEST,
            Function.LATEST,
            Function.APPROX_COUNT_DISTINCT,
            Function.MIN_BY,
            Function.MAX_BY);

    /** That have all rows of the group, and so can tell combinations of arguments apart. */
    private static final Set<Function> OF_ROWS =
            EnumSet.of(Function.STRING_AGG, Function.TOPK, Function.JSON_OBJECTAGG);

    /** Whose argument must have an order. */
    private static final Set<Function> BY_ORDER = EnumSet.of(
            Function.COLLECT_SET,
            Function.PERCENTILE_DISC,
            Function.MODE,
            Function.TOPK,
            Function.TOPK_DISTINCT,
            Function.HISTOGRAM);

    private static final Set<Function> SORTED = EnumSet.of(
            Function.ARRAY_AGG,
            Function.COLLECT_LIST,
            Function.STRING_AGG,
            Function.JSON_ARRAYAGG,
            Function.FIRST_VALUE,
            Function.LAST_VALUE);

    private final Positions positions;

    AggregateCalls(Positions positions) {
        this.positions = positions;
    }

    /** A constant among the aggregates, which sub-queries have as marks. */
    static boolean isConstant(org.apache.calcite.rel.core.AggregateCall call) {
        return call.getAggregation().getKind() == SqlKind.LITERAL_AGG && call.rexList.get(0) instanceof RexLiteral;
    }

    /**
     * The calls of an aggregation, constants left out.
     *
     * @param columns where the columns of its input are in the plan's input
     */
    List<AggregateCall> of(Aggregate aggregate, PlanNode input, List<Integer> columns) {
        List<AggregateCall> calls = new ArrayList<>();
        List<String> names = aggregate.getRowType().getFieldNames();
        int next = aggregate.getGroupCount();
        for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
            String name = names.get(next++);
            if (!isConstant(call)) {
                calls.add(of(call, input.schema(), columns, name));
            }
        }
        return calls;
    }

    /**
     * The aggregate of a call with OVER.
     *
     * @param isAverage whether it is AVG by another name
     * @param arguments which of the columns it is of
     */
    AggregateCall of(RexOver over, boolean isAverage, List<Integer> arguments, List<Expression> columns) {
        SqlAggFunction function = isAverage
                ? SqlStdOperatorTable.AVG
                : over.getKind() == SqlKind.SUM0 ? SqlStdOperatorTable.SUM : over.getAggOperator();
        RelDataType type = over.getKind() == SqlKind.SUM0 || isAverage
                ? Types.FACTORY.createTypeWithNullability(over.getType(), true)
                : over.getType();
        var call = org.apache.calcite.rel.core.AggregateCall.create(
                SqlParserPos.ZERO,
                function,
                over.isDistinct(),
                false,
                over.ignoreNulls(),
                List.of(),
                arguments,
                -1,
                null,
                RelCollations.EMPTY,
                type,
                null);
        List<Field> fields = new ArrayList<>();
        for (Expression column : columns) {
            fields.add(new Field("c" + fields.size(), column.type()));
        }
        List<Integer> places = IntStream.range(0, fields.size()).boxed().toList();
        return of(call, Schema.of(fields), places, function.getName());
    }

    private AggregateCall of(
            org.apache.calcite.rel.core.AggregateCall call, Schema input, List<Integer> columns, String name) {
        String function = call.getAggregation().getName();
        int filter = call.filterArg < 0 ? AggregateCall.NONE : columns.get(call.filterArg);
        List<Integer> arguments = call.getArgList().stream().map(columns::get).toList();
        if (call.getAggregation() instanceof UserAggregateOperator operator) {
            requirePlain(call, function);
            UserAggregate user =
                    operator.function(arguments.stream().map(input::type).toList());
            if (user == null) {
                throw unsupported("cast the arguments of " + function + " to the types it takes", call);
            }
            return new AggregateCall(new AggregateCall.User(user, arguments), filter, name);
        }
        Function kind = function(call);
        if (kind == null) {
            throw unsupported("aggregate function " + function + " is not supported yet", call);
        }
        if (kind == Function.COUNT_ALL) {
            return new AggregateCall(kind, AggregateCall.NONE, DataType.BIGINT, filter, Types.of(call.getType()), name);
        }
        List<PlanNode.Sort.SortColumn> order = order(call, kind, columns, function);
        boolean isWithinGroup = kind == Function.PERCENTILE_CONT || kind == Function.PERCENTILE_DISC;
        int argument = isWithinGroup ? order.get(0).column() : arguments.get(0);
        List<Integer> more = isWithinGroup ? arguments : arguments.subList(1, arguments.size());
        boolean isDistinct = call.isDistinct() && !INDIFFERENT.contains(kind);
        requireCountable(call, kind, isDistinct, arguments.size());
        DataType argumentType = input.type(argument);
        DataType type = Types.of(call.getType());
        if (BY_ORDER.contains(kind) || kind == Function.APPROX_COUNT_DISTINCT) {
            requireOrder(call, argumentType);
        }
        if (kind == Function.MIN_BY || kind == Function.MAX_BY) {
            requireOrder(call, input.type(more.get(0)));
        }
        for (PlanNode.Sort.SortColumn column : order) {
            requireOrder(call, input.type(column.column()));
            if (isDistinct && column.column() != argument && !more.contains(column.column())) {
                throw unsupported("with DISTINCT, ORDER BY takes the arguments of " + function + " alone", call);
            }
        }
        return new AggregateCall(
                kind,
                argument,
                argumentType,
                filter,
                OF_ARGUMENT_TYPE.contains(kind) ? argumentType.withNullable(type.nullable()) : type,
                name,
                null,
                new Details(
                        isDistinct,
                        call.ignoreNulls() || isAbsentOnNull(call),
                        more,
                        more.stream().map(input::type).toList(),
                        order));
    }

    private void requireCountable(
            org.apache.calcite.rel.core.AggregateCall call, Function kind, boolean isDistinct, int arguments) {
        if (isDistinct && arguments > 1 && !OF_ROWS.contains(kind)) {
            throw unsupported(
                    kind + " of DISTINCT combinations of several columns is not supported; put them into one, as in "
                            + "COUNT(DISTINCT ROW(a, b))",
                    call);
        }
        if ((kind == Function.COUNT || kind == Function.APPROX_COUNT_DISTINCT) && arguments > 1) {
            throw unsupported(kind + " takes one argument; add a condition with FILTER", call);
        }
    }

    private void requireOrder(org.apache.calcite.rel.core.AggregateCall call, DataType type) {
        switch (type.kind()) {
            case ARRAY, MAP, ROW, JSON ->
                throw unsupported(
                        call.getAggregation().getName() + " by " + type.sqlName()
                                + ", whose values have no order; take one of their parts",
                        call);
            default -> {}
        }
    }

    private void requirePlain(org.apache.calcite.rel.core.AggregateCall call, String function) {
        if (call.isDistinct() || call.hasCollation() || call.ignoreNulls()) {
            throw unsupported(
                    "DISTINCT, WITHIN GROUP, ORDER BY and IGNORE NULLS are not supported in " + function, call);
        }
    }

    private List<PlanNode.Sort.SortColumn> order(
            org.apache.calcite.rel.core.AggregateCall call, Function kind, List<Integer> columns, String function) {
        boolean isWithinGroup = kind == Function.PERCENTILE_CONT || kind == Function.PERCENTILE_DISC;
        if (call.hasCollation() && !isWithinGroup && !SORTED.contains(kind)) {
            throw unsupported("ORDER BY and WITHIN GROUP have no meaning in " + function, call);
        }
        List<PlanNode.Sort.SortColumn> order = new ArrayList<>();
        for (RelFieldCollation collation : call.getCollation().getFieldCollations()) {
            boolean isDescending = collation.getDirection().isDescending();
            boolean nullsFirst = collation.nullDirection == RelFieldCollation.NullDirection.FIRST
                    || (collation.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED && isDescending);
            order.add(new PlanNode.Sort.SortColumn(columns.get(collation.getFieldIndex()), isDescending, nullsFirst));
        }
        if (isWithinGroup && order.size() != 1) {
            throw unsupported(function + " needs WITHIN GROUP (ORDER BY one column)", call);
        }
        return order;
    }

    private static boolean isAbsentOnNull(org.apache.calcite.rel.core.AggregateCall call) {
        SqlJsonConstructorNullClause clause = call.getAggregation() instanceof SqlJsonArrayAggAggFunction array
                ? array.getNullClause()
                : call.getAggregation() instanceof SqlJsonObjectAggAggFunction object ? object.getNullClause() : null;
        return clause == SqlJsonConstructorNullClause.ABSENT_ON_NULL;
    }

    private static @Nullable Function function(org.apache.calcite.rel.core.AggregateCall call) {
        return switch (call.getAggregation().getKind()) {
            case COUNT ->
                call.isApproximate()
                        ? Function.APPROX_COUNT_DISTINCT
                        : call.getArgList().isEmpty() ? Function.COUNT_ALL : Function.COUNT;
            case MIN -> Function.MIN;
            case MAX -> Function.MAX;
            case JSON_ARRAYAGG -> Function.JSON_ARRAYAGG;
            case JSON_OBJECTAGG -> Function.JSON_OBJECTAGG;
            default -> BY_NAME.get(call.getAggregation().getName().toUpperCase(Locale.ROOT));
        };
    }

    private LaminarException unsupported(String detail, org.apache.calcite.rel.core.AggregateCall call) {
        SqlParserPos position = call.getParserPosition();
        SqlPosition place = position.getLineNum() > 0
                ? new SqlPosition(position.getLineNum(), Math.max(1, position.getColumnNum()))
                : positions.ofCall(call.getAggregation().getName());
        return new LaminarException(ErrorCode.UNSUPPORTED, detail, place, null);
    }
}
