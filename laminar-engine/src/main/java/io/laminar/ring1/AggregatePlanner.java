package io.laminar.ring1;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.data.LaneKind;
import io.laminar.plan.AggregateCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.TableLayout;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Chooses accumulators for aggregates when an operator is built. Aggregates of one argument and filter share what they
 * have in common: the count of values, the sum of SUM and AVG, the values of a retractable MIN and MAX.
 */
final class AggregatePlanner {
    private record Concern(int argument, int filter) {}

    private record DistinctValues(int argument, int filter) {}

    private record Shared(Part part, Concern concern) {}

    private enum Part {
        COUNT,
        SUM,
        VALUES
    }

    /** Of which each value is to be seen once; others of DISTINCT have all rows anyway. */
    private static final Set<AggregateCall.Function> DISTINCT_BY_VALUE = EnumSet.of(
            AggregateCall.Function.COUNT,
            AggregateCall.Function.SUM,
            AggregateCall.Function.AVG,
            AggregateCall.Function.VAR_POP,
            AggregateCall.Function.VAR_SAMP,
            AggregateCall.Function.STDDEV_POP,
            AggregateCall.Function.STDDEV_SAMP,
            AggregateCall.Function.BIT_XOR);

    private final TableLayout layout;
    private final int timeColumn;
    private final boolean isChanging;
    private final Arrivals arrivals;
    private final Map<Shared, Accumulator> shared = new LinkedHashMap<>();
    private final Map<Concern, List<Accumulator>> accumulators = new LinkedHashMap<>();
    private final CountAccumulator rowCount;
    private final Map<DistinctValues, AggregatePlanner> distinct = new LinkedHashMap<>();
    private final Map<DistinctValues, AggregateCall> distinctTypes = new LinkedHashMap<>();

    /**
     * @param layout gets the columns
     * @param timeColumn column that orders FIRST_VALUE and LAST_VALUE, or {@link AggregateCall#NONE}
     * @param isChanging whether rows may go again
     * @param arrivals numbers of the rows
     */
    AggregatePlanner(TableLayout layout, int timeColumn, boolean isChanging, Arrivals arrivals) {
        this.arrivals = arrivals;
        this.layout = layout;
        this.timeColumn = timeColumn;
        this.isChanging = isChanging;
        rowCount = new CountAccumulator(layout.addLong(0));
        Concern rows = new Concern(AggregateCall.NONE, AggregateCall.NONE);
        add(rows, rowCount);
        shared.put(new Shared(Part.COUNT, rows), rowCount);
    }

    CountAccumulator rowCount() {
        return rowCount;
    }

    List<AggregateInput> inputs() {
        List<AggregateInput> inputs = new ArrayList<>();
        accumulators.forEach((concern, list) -> inputs.add(new AggregateInput(concern.argument, concern.filter, list)));
        distinct.forEach((key, planner) -> {
            AggregateCall call = Objects.requireNonNull(distinctTypes.get(key));
            Accumulator values = new DistinctAccumulator(call, layout, planner.inputs());
            inputs.add(new AggregateInput(key.argument, key.filter, List.of(values)));
        });
        return inputs;
    }

    AggregateResult plan(AggregateCall call) {
        if (call.details().isDistinct() && DISTINCT_BY_VALUE.contains(call.function())) {
            return distinct(call);
        }
        return switch (call.function()) {
            case COUNT_ALL, COUNT -> count(call);
            case SUM -> sum(call);
            case AVG -> average(call);
            case MIN -> extreme(call, false);
            case MAX -> extreme(call, true);
            case FIRST_VALUE -> firstOrLast(call, false, timeColumn);
            case LAST_VALUE -> firstOrLast(call, true, timeColumn);
            case EARLIEST -> firstOrLast(call, false, AggregateCall.NONE);
            case LATEST -> firstOrLast(call, true, AggregateCall.NONE);
            case VAR_POP,
                    VAR_SAMP,
                    STDDEV_POP,
                    STDDEV_SAMP,
                    COVAR_POP,
                    COVAR_SAMP,
                    CORR,
                    REGR_COUNT,
                    REGR_SXX,
                    REGR_SYY -> moments(call);
            case BIT_AND, BIT_OR, BIT_XOR -> bits(call);
            case APPROX_COUNT_DISTINCT -> added(call, new ApproximateCount(insertOnly(call), layout));
            case APPROX_PERCENTILE -> added(call, new ApproximatePercentile(insertOnly(call), layout));
            case MIN_BY, MAX_BY -> isChanging ? collected(call) : best(call);
            case USER -> ofUser(call, Objects.requireNonNull(call.user()));
            default -> collected(call);
        };
    }

    /** The same aggregate over a column of its own, in which each value is once. */
    private AggregateResult distinct(AggregateCall call) {
        DistinctValues key = new DistinctValues(call.argument(), call.filter());
        AggregatePlanner inner = distinct.computeIfAbsent(
                key, ignored -> new AggregatePlanner(layout, AggregateCall.NONE, isChanging, arrivals));
        if (!distinctTypes.containsKey(key)) {
            distinctTypes.put(key, call);
        }
        return inner.plan(call.ofDistinct(0));
    }

    private AggregateResult moments(AggregateCall call) {
        Concern rows = new Concern(AggregateCall.NONE, call.filter());
        if (isChanging) {
            ExactMoments moments = new ExactMoments(call, layout);
            add(rows, moments);
            return moments;
        }
        Moments moments = new Moments(call, layout);
        add(rows, moments);
        return moments;
    }

    private <A extends Accumulator & AggregateResult> A added(AggregateCall call, A accumulator) {
        add(concern(call), accumulator);
        return accumulator;
    }

    private AggregateCall insertOnly(AggregateCall call) {
        if (isChanging) {
            throw new LaminarException(
                    ErrorCode.CHANGELOG_NOT_SUPPORTED,
                    call.function() + " over rows that change; it needs an input whose rows are only inserted");
        }
        return call;
    }

    private AggregateResult bits(AggregateCall call) {
        return added(call, new Bits(call, layout, isChanging));
    }

    private AggregateResult best(AggregateCall call) {
        BestRow best = new BestRow(call, layout, arrivals);
        add(new Concern(call.details().more().get(0), call.filter()), best);
        return best;
    }

    private AggregateResult collected(AggregateCall call) {
        Collected collected = new Collected(call, layout, arrivals);
        add(new Concern(collected.concern(), call.filter()), collected);
        return collected;
    }

    /** Counts values that are not NULL; where none can be, rows. */
    private CountAccumulator count(AggregateCall call) {
        boolean isEveryRow =
                call.argument() == AggregateCall.NONE || !call.argumentType().nullable();
        Concern concern = new Concern(isEveryRow ? AggregateCall.NONE : call.argument(), call.filter());
        Shared key = new Shared(Part.COUNT, concern);
        if (shared.get(key) instanceof CountAccumulator present) {
            return present;
        }
        return share(key, new CountAccumulator(layout.addLong(0)));
    }

    private AggregateResult sum(AggregateCall call) {
        CountAccumulator count = count(call);
        if (call.argumentType().isApproximate()) {
            DoubleTotal sum = doubleSum(call);
            boolean isReal = call.type().kind() == DataType.Kind.REAL;
            return new NullWhenNone(count, (table, slot, out, column, row) -> {
                double total = sum.total(table, slot);
                out.doubles(column)[row] = isReal ? (float) total : total;
            });
        }
        if (call.type().kind() != DataType.Kind.DECIMAL) {
            LongSum sum = longSum(call);
            sum.mustFitLong(call.name());
            return new NullWhenNone(
                    count, (table, slot, out, column, row) -> out.longs(column)[row] = sum.low(table, slot));
        }
        DecimalWriter writer = new DecimalWriter(call.type(), "SUM " + call.name());
        if (LaneKind.of(call.argumentType()) == LaneKind.LONG) {
            LongSum sum = longSum(call);
            return new NullWhenNone(
                    count, (table, slot, out, column, row) -> writer.write(sum.decimal(table, slot), out, column, row));
        }
        DecimalSum sum = decimalSum(call);
        return new NullWhenNone(
                count, (table, slot, out, column, row) -> writer.write(sum.decimal(table, slot), out, column, row));
    }

    private AggregateResult average(AggregateCall call) {
        CountAccumulator count = count(call);
        if (call.argumentType().isApproximate()) {
            DoubleTotal sum = doubleSum(call);
            return new NullWhenNone(count, new DoubleMean(sum, count));
        }
        if (call.type().kind() != DataType.Kind.DECIMAL) {
            LongSum sum = longSum(call);
            return new NullWhenNone(
                    count,
                    (table, slot, out, column, row) ->
                            out.doubles(column)[row] = sum.approximate(table, slot) / count.count(table, slot));
        }
        DecimalWriter writer = new DecimalWriter(call.type(), "AVG " + call.name());
        int scale = call.type().scale();
        if (LaneKind.of(call.argumentType()) == LaneKind.LONG) {
            LongSum sum = longSum(call);
            return new NullWhenNone(count, (table, slot, out, column, row) -> {
                BigDecimal average = divide(sum.decimal(table, slot), count, table, slot, scale);
                writer.write(average, out, column, row);
            });
        }
        DecimalSum sum = decimalSum(call);
        return new NullWhenNone(count, (table, slot, out, column, row) -> {
            BigDecimal average = divide(sum.decimal(table, slot), count, table, slot, scale);
            writer.write(average, out, column, row);
        });
    }

    private static BigDecimal divide(BigDecimal sum, CountAccumulator count, KeyedTable table, int slot, int scale) {
        return sum.divide(BigDecimal.valueOf(count.count(table, slot)), scale, RoundingMode.HALF_UP);
    }

    private DoubleTotal doubleSum(AggregateCall call) {
        Concern concern = concern(call);
        Shared key = new Shared(Part.SUM, concern);
        if (shared.get(key) instanceof DoubleTotal present) {
            return present;
        }
        return isChanging
                ? share(key, new ExactDoubleSum(call.argument(), layout))
                : share(key, new DoubleSum(call.argument(), layout.addDouble(0)));
    }

    private LongSum longSum(AggregateCall call) {
        Shared key = new Shared(Part.SUM, concern(call));
        if (shared.get(key) instanceof LongSum present) {
            return present;
        }
        DataType type = call.argumentType();
        int scale = type.kind() == DataType.Kind.DECIMAL ? type.scale() : 0;
        return share(key, new LongSum(call.argument(), scale, layout.addLong(0), layout.addLong(0)));
    }

    private DecimalSum decimalSum(AggregateCall call) {
        Shared key = new Shared(Part.SUM, concern(call));
        if (shared.get(key) instanceof DecimalSum present) {
            return present;
        }
        return share(key, new DecimalSum(call.argument(), layout.addObject()));
    }

    private AggregateResult extreme(AggregateCall call, boolean isMaximum) {
        requireOrder(call);
        LaneKind kind = LaneKind.of(call.argumentType());
        if (isChanging) {
            Shared key = new Shared(Part.VALUES, concern(call));
            ValueMultisets values = shared.get(key) instanceof ValueMultisets present
                    ? present
                    : share(key, new ValueMultisets(call.argument(), kind, layout));
            return values.extreme(isMaximum);
        }
        CountAccumulator count = count(call);
        return switch (kind) {
            case LONG -> {
                int cell = layout.addLong(isMaximum ? Long.MIN_VALUE : Long.MAX_VALUE);
                LongExtreme extreme = new LongExtreme(call.argument(), cell, isMaximum);
                add(concern(call), extreme);
                yield new NullWhenNone(count, extreme);
            }
            case DOUBLE -> {
                int cell = layout.addLong(DoubleExtreme.initial(isMaximum));
                DoubleExtreme extreme = new DoubleExtreme(call.argument(), cell, isMaximum);
                add(concern(call), extreme);
                yield new NullWhenNone(count, extreme);
            }
            case OBJECT -> {
                ObjectExtreme extreme = new ObjectExtreme(call.argument(), layout.addObject(), isMaximum);
                add(concern(call), extreme);
                yield new NullWhenNone(count, extreme);
            }
        };
    }

    private static void requireOrder(AggregateCall call) {
        switch (call.argumentType().kind()) {
            case ARRAY, MAP, ROW, JSON ->
                throw new LaminarException(
                        ErrorCode.UNSUPPORTED,
                        call.function() + " of " + call.argumentType().sqlName()
                                + ", whose values have no order; take it of one of their parts");
            default -> {}
        }
    }

    private AggregateResult firstOrLast(AggregateCall call, boolean isLast, int orderColumn) {
        boolean ignoresNulls = call.details().ignoresNulls()
                || call.function() == AggregateCall.Function.EARLIEST
                || call.function() == AggregateCall.Function.LATEST;
        LaneKind kind = LaneKind.of(call.argumentType());
        FirstOrLastValue value =
                new FirstOrLastValue(insertOnly(call).argument(), kind, orderColumn, isLast, layout, arrivals);
        add(ignoresNulls ? concern(call) : new Concern(AggregateCall.NONE, call.filter()), value);
        return value;
    }

    private AggregateResult ofUser(AggregateCall call, AggregateCall.User user) {
        if (isChanging && user.function().retract() == null) {
            throw new LaminarException(
                    ErrorCode.CHANGELOG_NOT_SUPPORTED,
                    user.function() + " over rows that change; its class needs a method retract for that");
        }
        UserAccumulator accumulator = new UserAccumulator(user, layout);
        add(new Concern(AggregateCall.NONE, call.filter()), accumulator);
        return accumulator;
    }

    private static Concern concern(AggregateCall call) {
        return new Concern(call.argument(), call.filter());
    }

    private <A extends Accumulator> A share(Shared key, A accumulator) {
        shared.put(key, accumulator);
        add(key.concern, accumulator);
        return accumulator;
    }

    private void add(Concern concern, Accumulator accumulator) {
        accumulators.computeIfAbsent(concern, ignored -> new ArrayList<>()).add(accumulator);
    }
}
