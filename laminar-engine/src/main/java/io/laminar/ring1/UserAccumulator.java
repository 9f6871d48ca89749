package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.data.binding.Values;
import io.laminar.expr.UserAggregate;
import io.laminar.expr.UserCode;
import io.laminar.plan.AggregateCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An aggregate of the user: an object of its own per group, in a lane of objects. */
final class UserAccumulator implements Accumulator, AggregateResult {
    private final UserAggregate function;
    private final MethodHandle accumulate;
    private final @Nullable MethodHandle retract;
    private final int[] needed;
    private final int column;

    /** @param layout gets a lane of objects */
    UserAccumulator(AggregateCall.User user, TableLayout layout) {
        function = user.function();
        List<Integer> arguments = user.arguments();
        accumulate = ColumnArguments.of(function.accumulate().handle(), arguments);
        UserCode back = function.retract();
        retract = back == null ? null : ColumnArguments.of(back.handle(), arguments);
        needed = function.accumulate().needed().stream().map(arguments::get).toArray();
        column = layout.addObject(new UserObjects(function));
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        @Nullable Object[] accumulators = table.objects(column);
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        for (int i = 0; i < rows.count(); i++) {
            if (hasAll(in, chosen[i])) {
                add(accumulator(accumulators, slots[i]), in, chosen[i]);
            }
        }
    }

    private boolean hasAll(Batch in, int row) {
        for (int argument : needed) {
            if (in.isNull(argument, row)) {
                return false;
            }
        }
        return true;
    }

    private void add(Object accumulator, Batch in, int row) {
        int weight = in.weight(row);
        try {
            for (int i = 0; i < weight; i++) {
                accumulate.invokeExact(accumulator, in, row);
            }
            for (int i = weight; i < 0 && retract != null; i++) {
                retract.invokeExact(accumulator, in, row);
            }
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError("the handle turns what is checked into a LaminarException", impossible);
        }
    }

    @Override
    public boolean canMerge() {
        return function.merger() != null;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        BiConsumer<Object, Object> merger = Objects.requireNonNull(function.merger());
        for (int i = 0; i < count; i++) {
            Object other = from.objects(column)[fromSlots[i]];
            if (other != null) {
                merger.accept(accumulator(into.objects(column), intoSlots[i]), other);
            }
        }
    }

    private Object accumulator(@Nullable Object[] accumulators, int slot) {
        Object accumulator = accumulators[slot];
        if (accumulator == null) {
            accumulator = function.factory().get();
            accumulators[slot] = accumulator;
        }
        return accumulator;
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int outColumn, int row) {
        Object accumulator = table.objects(column)[slot];
        Object present = accumulator == null ? function.factory().get() : accumulator;
        Values.write(out, outColumn, row, function.reader().apply(present));
    }
}
