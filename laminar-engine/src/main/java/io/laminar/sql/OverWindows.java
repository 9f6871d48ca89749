package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.expr.Expression;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.plan.OverFrame;
import io.laminar.plan.PlanNode.Sort.SortColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlKind;

/** Sorts calls with OVER by their windows, and takes down which columns they need. */
final class OverWindows {
    private static final Set<String> CLOCK = Set.of("PROCTIME", "NOW", "CURRENT_TIMESTAMP");

    private final RelTranslator translator;
    private final AggregateCalls aggregates;
    private final Positions positions;
    private final Planned base;
    private final List<Expression> columns = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Map<Key, Window> windows = new LinkedHashMap<>();

    private record Key(List<Integer> keys, List<SortColumn> order, OverFrame frame) {}

    /** Calls of one window; {@code overs} and {@code calls} side by side. */
    record Window(
            List<Integer> keys,
            List<SortColumn> order,
            OverFrame frame,
            List<RexOver> overs,
            List<OverCall> calls,
            SqlPosition position) {

        boolean hasRanksOnly() {
            return calls.stream().allMatch(call -> call.function().isRank());
        }

        /** How many rows of a partition a filter lets through, or -1. */
        long limit(RankLimit limit) {
            Long rows = overs.size() == 1 && hasRanksOnly() ? limit.limits().get(overs.get(0)) : null;
            return rows == null ? -1 : rows;
        }
    }

    OverWindows(RelTranslator translator, AggregateCalls aggregates, Positions positions, Planned base) {
        this.translator = translator;
        this.aggregates = aggregates;
        this.positions = positions;
        this.base = base;
        for (int i = 0; i < base.node().schema().size(); i++) {
            columns.add(Projections.column(base.node(), i));
            names.add(base.node().schema().field(i).name());
        }
    }

    /** The input with the columns that the calls need behind its own. */
    Planned input() {
        return columns.size() == base.node().schema().size() ? base : Projections.project(base, columns, names);
    }

    /** The windows as they came, those that a filter limits last, since they forget rows. */
    List<Window> inOrder(RankLimit limit) {
        List<Window> ordered = new ArrayList<>();
        windows.values().stream().filter(window -> window.limit(limit) < 0).forEach(ordered::add);
        windows.values().stream().filter(window -> window.limit(limit) >= 0).forEach(ordered::add);
        return ordered;
    }

    /** What of a limit holds: rows that one window forgets would be missing in another, so that only one may forget some. */
    RankLimit usable(RankLimit limit) {
        long limited = windows.values().stream()
                .filter(window -> window.limit(limit) >= 0)
                .count();
        return limited == 1 ? limit : RankLimit.NONE;
    }

    void add(RexOver over) {
        RexWindow window = over.getWindow();
        SqlPosition position = position(over);
        if (!"EXCLUDE_NO_OTHER".equals(String.valueOf(window.getExclude().name()))) {
            throw unsupported("EXCLUDE in a window is not supported", position);
        }
        List<Integer> keys =
                window.partitionKeys.stream().map(this::column).distinct().toList();
        List<SortColumn> order = new ArrayList<>();
        for (RexFieldCollation collation : window.orderKeys) {
            order.add(sortColumn(collation));
        }
        OverCall call = call(over, position);
        OverFrame frame = frame(over, call, order, position);
        Window found = windows.computeIfAbsent(
                new Key(keys, order, frame),
                key -> new Window(keys, order, frame, new ArrayList<>(), new ArrayList<>(), position));
        // Aggregates stand first.
        int at = call.aggregate() == null
                ? found.calls.size()
                : (int) found.calls.stream()
                        .filter(other -> other.aggregate() != null)
                        .count();
        found.calls.add(at, call);
        found.overs.add(at, over);
    }

    private SqlPosition position(RexOver over) {
        String name = over.getAggOperator().getName();
        SqlPosition call = positions.ofCall(name.equals("$SUM0") ? "SUM" : name);
        return call.equals(positions.start()) ? positions.ofKind(SqlKind.OVER) : call;
    }

    private SortColumn sortColumn(RexFieldCollation collation) {
        boolean isDescending = collation.getDirection().isDescending();
        boolean nullsFirst = collation.getNullDirection() == NullDirection.FIRST
                || (collation.getNullDirection() == NullDirection.UNSPECIFIED && isDescending);
        RexNode by = collation.left;
        boolean isArrival = by instanceof RexCall call
                && CLOCK.contains(call.getOperator().getName().toUpperCase(java.util.Locale.ROOT));
        return new SortColumn(isArrival ? Over.ARRIVAL : column(by), isDescending, nullsFirst);
    }

    private int column(RexNode node) {
        RexNode resolved = GroupWindows.resolved(node, base, positions);
        return resolved instanceof RexInputRef reference
                ? reference.getIndex()
                : column(translator.expression(resolved, base.node().schema()));
    }

    private int column(Expression expression) {
        int at = columns.indexOf(expression);
        if (at < 0) {
            at = columns.size();
            columns.add(expression);
            names.add("over$" + at);
        }
        return at;
    }

    private int columnOf(RexNode node, DataType type) {
        Expression expression = columns.get(column(node));
        return column(
                RexTranslator.convertTo(type.withNullable(expression.type().nullable()), expression));
    }

    private OverCall call(RexOver over, SqlPosition position) {
        OverCall.Function function = function(over);
        if (function == OverCall.Function.AGGREGATE) {
            return aggregate(over);
        }
        DataType type = Types.of(over.getType());
        List<RexNode> operands = over.getOperands();
        int otherwise = AggregateCall.NONE;
        BigDecimal number = BigDecimal.ZERO;
        int argument = AggregateCall.NONE;
        switch (function) {
            case NTILE -> number = number(operands.get(0), BigDecimal.ONE, position);
            case LAG, LEAD -> {
                argument = column(operands.get(0));
                number = operands.size() > 1 ? number(operands.get(1), BigDecimal.ZERO, position) : BigDecimal.ONE;
                otherwise = operands.size() > 2
                        ? columnOf(operands.get(2), columns.get(argument).type())
                        : AggregateCall.NONE;
            }
            case FIRST_VALUE, LAST_VALUE -> argument = column(operands.get(0));
            case NTH_VALUE -> {
                argument = column(operands.get(0));
                number = number(operands.get(1), BigDecimal.ONE, position);
            }
            case ZSCORE -> argument = columnOf(operands.get(0), DataType.DOUBLE);
            case EWMA -> {
                argument = columnOf(operands.get(0), DataType.DOUBLE);
                number = literal(operands.get(1), position);
                if (number.signum() <= 0 || number.compareTo(BigDecimal.ONE) > 0) {
                    throw refused("EWMA takes a weight above 0 and up to 1 but got " + number, position);
                }
            }
            default -> {}
        }
        if (argument != AggregateCall.NONE
                && function != OverCall.Function.ZSCORE
                && function != OverCall.Function.EWMA) {
            type = columns.get(argument).type().withNullable(true);
        }
        return new OverCall(function, null, argument, number, otherwise, over.ignoreNulls(), type);
    }

    private static OverCall.Function function(RexOver over) {
        if (over.getAggOperator() instanceof OverFunctions own) {
            return own.equals(OverFunctions.ZSCORE)
                    ? OverCall.Function.ZSCORE
                    : own.equals(OverFunctions.EWMA) ? OverCall.Function.EWMA : OverCall.Function.AGGREGATE;
        }
        return switch (over.getAggOperator().getKind()) {
            case ROW_NUMBER -> OverCall.Function.ROW_NUMBER;
            case RANK -> OverCall.Function.RANK;
            case DENSE_RANK -> OverCall.Function.DENSE_RANK;
            case PERCENT_RANK -> OverCall.Function.PERCENT_RANK;
            case CUME_DIST -> OverCall.Function.CUME_DIST;
            case NTILE -> OverCall.Function.NTILE;
            case LAG -> OverCall.Function.LAG;
            case LEAD -> OverCall.Function.LEAD;
            case FIRST_VALUE, ANY_VALUE -> OverCall.Function.FIRST_VALUE;
            case LAST_VALUE -> OverCall.Function.LAST_VALUE;
            case NTH_VALUE -> OverCall.Function.NTH_VALUE;
            default -> OverCall.Function.AGGREGATE;
        };
    }

    private OverCall aggregate(RexOver over) {
        boolean isMovingAverage = OverFunctions.MOVING_AVG.equals(over.getAggOperator());
        List<Integer> arguments = isMovingAverage
                ? List.of(columnOf(over.getOperands().get(0), DataType.DOUBLE))
                : over.getOperands().stream().map(this::column).toList();
        AggregateCall call = aggregates.of(over, isMovingAverage, arguments, columns);
        return new OverCall(
                OverCall.Function.AGGREGATE,
                call,
                AggregateCall.NONE,
                BigDecimal.ZERO,
                AggregateCall.NONE,
                false,
                call.type());
    }

    private BigDecimal number(RexNode node, BigDecimal least, SqlPosition position) {
        BigDecimal number = literal(node, position);
        boolean isWhole = number.stripTrailingZeros().scale() <= 0;
        if (!isWhole || number.compareTo(least) < 0 || number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw refused("a number of rows must be whole and at least " + least + " but is " + number, position);
        }
        return number;
    }

    private BigDecimal literal(RexNode node, SqlPosition position) {
        Expression value = translator.expression(node, base.node().schema());
        if (value instanceof Expression.Literal literal && literal.value() instanceof Number number) {
            return literal.type().kind() == DataType.Kind.DECIMAL && number instanceof Long unscaled
                    ? BigDecimal.valueOf(unscaled, literal.type().scale())
                    : new BigDecimal(number.toString());
        }
        throw refused("a number of rows or a weight must be a constant but is " + node, position);
    }

    private OverFrame frame(RexOver over, OverCall call, List<SortColumn> order, SqlPosition position) {
        if (OverFunctions.MOVING_AVG.equals(over.getAggOperator())) {
            BigDecimal rows = number(over.getOperands().get(1), BigDecimal.ONE, position);
            return new OverFrame(true, 1 - rows.longValueExact(), 0);
        }
        return switch (call.function()) {
            case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE, EWMA -> OverFrame.RUNNING;
            case LEAD -> new OverFrame(true, 0, call.number().longValueExact());
            case LAG -> new OverFrame(true, -call.number().longValueExact(), 0);
            default -> writtenFrame(over.getWindow(), order, position);
        };
    }

    private OverFrame writtenFrame(RexWindow window, List<SortColumn> order, SqlPosition position) {
        long from = offset(window.getLowerBound(), order, window, position);
        long to = offset(window.getUpperBound(), order, window, position);
        if (from > to) {
            throw refused("the frame of a window must not end before it begins", position);
        }
        return new OverFrame(window.isRows(), from, to);
    }

    private long offset(
            org.apache.calcite.rex.RexWindowBound bound,
            List<SortColumn> order,
            RexWindow window,
            SqlPosition position) {
        if (bound.isCurrentRow()) {
            return 0;
        }
        if (bound.isUnbounded()) {
            return bound.isPreceding() ? OverFrame.FIRST : OverFrame.LAST;
        }
        boolean isLiteral = bound.getOffset() instanceof RexLiteral;
        if (!isLiteral) {
            throw refused("the bounds of a frame must be constants", position);
        }
        Object value = RexTranslator.literal((RexLiteral) bound.getOffset()).value();
        boolean isWhole = value instanceof Long || value instanceof Integer;
        if (!(value instanceof Number number) || !isWhole || (!window.isRows() && !isSteady(order))) {
            throw unsupported(
                    "RANGE with an offset needs one order column of type TIMESTAMP or a whole number", position);
        }
        long size = number.longValue();
        if (size < 0) {
            throw refused("the bounds of a frame must not be negative", position);
        }
        return bound.isPreceding() ? -size : size;
    }

    /** Whether differences of the order column are whole. */
    private boolean isSteady(List<SortColumn> order) {
        if (order.size() != 1 || order.get(0).column() == Over.ARRIVAL) {
            return false;
        }
        DataType type = columns.get(order.get(0).column()).type();
        return type.isInteger() || type.kind() == DataType.Kind.TIMESTAMP || type.kind() == DataType.Kind.TIMESTAMP_LTZ;
    }

    static LaminarException refused(String detail, SqlPosition position) {
        return new LaminarException(ErrorCode.INVALID_WINDOW, detail, position, null);
    }

    private static LaminarException unsupported(String detail, SqlPosition position) {
        return new LaminarException(ErrorCode.UNSUPPORTED, detail, position, null);
    }
}
