package io.laminar.ring1;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import io.laminar.state.GroupLoopSpec.Carry;
import io.laminar.state.GroupLoopSpec.Change;
import io.laminar.state.GroupLoopSpec.Update;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The exact sum of longs, which may be unscaled decimals, in two lanes: {@code high * 2^64 + low}, both signed. The
 * high lane changes only when the low one overflows, so it is hardly ever touched.
 */
final class LongSum implements Accumulator {
    private final int argument;
    private final int scale;
    private final int low;
    private final int high;
    private @Nullable String nameThatMustFit;

    /**
     * @param argument column of the input
     * @param scale digits after the point of the argument
     * @param low LONG value column
     * @param high LONG value column
     */
    LongSum(int argument, int scale, int low, int high) {
        this.argument = argument;
        this.scale = scale;
        this.low = low;
        this.high = high;
    }

    /** From now on a sum beyond a long is an error of the row that makes it so, under this name. */
    void mustFitLong(String name) {
        nameThatMustFit = name;
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        long[] values = in.longs(argument);
        long[] sums = table.cells();
        int stride = table.stride();
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        int count = rows.count();
        int[] weights = in.weights();
        int only = rows.onlySlot();
        if (weights == null && only >= 0) {
            addTo(only, values, chosen, count, table);
        } else if (weights == null) {
            for (int i = 0; i < count; i++) {
                int slot = slots[i];
                long value = values[chosen[i]];
                int cell = slot * stride + low;
                long before = sums[cell];
                long after = before + value;
                sums[cell] = after;
                if (((before ^ after) & (value ^ after)) < 0) {
                    carry(table, slot, value < 0 ? -1 : 1);
                }
            }
        } else {
            for (int i = 0; i < count; i++) {
                addProduct(table, slots[i], values[chosen[i]], weights[chosen[i]]);
            }
        }
    }

    private void addTo(int slot, long[] values, int[] chosen, int count, KeyedTable table) {
        long sum = table.longAt(low, slot);
        for (int i = 0; i < count; i++) {
            long value = values[chosen[i]];
            long after = sum + value;
            if (((sum ^ after) & (value ^ after)) < 0) {
                table.setLong(low, slot, after);
                carry(table, slot, value < 0 ? -1 : 1);
            }
            sum = after;
        }
        table.setLong(low, slot, sum);
    }

    @Override
    public Update update() {
        return new Update(Change.ADD_LONG, low);
    }

    @Override
    public Carry carry() {
        return this::carry;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            addParts(into, intoSlots[i], from.longAt(low, fromSlots[i]), from.longAt(high, fromSlots[i]));
        }
    }

    private void addParts(KeyedTable table, int slot, long addedLow, long addedHigh) {
        long carry = addedHigh;
        long before = low(table, slot);
        long after = before + addedLow;
        table.setLong(low, slot, after);
        if (((before ^ after) & (addedLow ^ after)) < 0) {
            carry += addedLow < 0 ? -1 : 1;
        }
        if (carry != 0) {
            carry(table, slot, carry);
        }
    }

    private void addProduct(KeyedTable table, int slot, long value, long weight) {
        long product = value * weight;
        // the high half of the unsigned split, corrected for a low half that is read as signed
        addParts(table, slot, product, Math.multiplyHigh(value, weight) + (product < 0 ? 1 : 0));
    }

    private void carry(KeyedTable table, int slot, long carry) {
        table.addLong(high, slot, carry);
        if (nameThatMustFit != null && !isLong(table, slot)) {
            throw new LaminarException(
                    ErrorCode.NUMERIC_OVERFLOW,
                    "SUM " + nameThatMustFit + " became " + exact(table, slot)
                            + ", which does not fit BIGINT; cast its argument to DECIMAL(38, 0)");
        }
    }

    /** Whether the sum is {@link #low}. */
    boolean isLong(KeyedTable table, int slot) {
        return table.longAt(high, slot) == 0;
    }

    /** The sum, when it {@link #isLong}. */
    long low(KeyedTable table, int slot) {
        return table.longAt(low, slot);
    }

    /** The sum as a double, at most one rounding away. */
    double approximate(KeyedTable table, int slot) {
        return isLong(table, slot) ? low(table, slot) : exact(table, slot).doubleValue();
    }

    /** The sum with the scale of the argument. */
    BigDecimal decimal(KeyedTable table, int slot) {
        return isLong(table, slot)
                ? BigDecimal.valueOf(low(table, slot), scale)
                : new BigDecimal(exact(table, slot), scale);
    }

    private BigInteger exact(KeyedTable table, int slot) {
        return BigInteger.valueOf(table.longAt(high, slot))
                .shiftLeft(Long.SIZE)
                .add(BigInteger.valueOf(low(table, slot)));
    }
}
