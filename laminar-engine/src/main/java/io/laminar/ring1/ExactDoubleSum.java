package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The sum of doubles over rows that come and go, exact and rounded once when it is asked for: what was there before leaves no trace,
 * and the order of the rows does not matter. NaN and the infinities are counted apart, since they could not be subtracted again.
 *
 * <p>The sum is three doubles that do not overlap, smallest first, as in "Adaptive Precision Floating-Point Arithmetic" (Shewchuk,
 * 1997). Where it needs more of them, it is a {@link BigDecimal} until the group is empty.
 */
final class ExactDoubleSum implements Accumulator, DoubleTotal {
    private final int argument;
    private final int low;
    private final int middle;
    private final int high;
    private final int values;
    private final int nans;
    private final int plusInfinities;
    private final int minusInfinities;
    private final int wide;

    ExactDoubleSum(int argument, TableLayout layout) {
        this.argument = argument;
        low = layout.addDouble(0);
        middle = layout.addDouble(0);
        high = layout.addDouble(0);
        values = layout.addLong(0);
        nans = layout.addLong(0);
        plusInfinities = layout.addLong(0);
        minusInfinities = layout.addLong(0);
        wide = layout.addObject();
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        double[] arguments = in.doubles(argument);
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        for (int i = 0; i < rows.count(); i++) {
            int slot = slots[i];
            int weight = in.weight(chosen[i]);
            double value = arguments[chosen[i]];
            table.addLong(values, slot, weight);
            if (!Double.isFinite(value)) {
                table.addLong(special(value), slot, weight);
            } else if (weight == 1 || weight == -1) {
                add(table, slot, value * weight);
            } else {
                addProduct(table, slot, value, weight);
            }
            if (table.longAt(values, slot) == 0) {
                clear(table, slot);
            }
        }
    }

    private int special(double value) {
        if (Double.isNaN(value)) {
            return nans;
        }
        return value > 0 ? plusInfinities : minusInfinities;
    }

    private void clear(KeyedTable table, int slot) {
        set(table, slot, 0, 0, 0);
        table.objects(wide)[slot] = null;
    }

    private void set(KeyedTable table, int slot, double newLow, double newMiddle, double newHigh) {
        table.setDouble(low, slot, newLow);
        table.setDouble(middle, slot, newMiddle);
        table.setDouble(high, slot, newHigh);
    }

    private void addProduct(KeyedTable table, int slot, double value, int weight) {
        double product = value * weight;
        if (Double.isFinite(product)) {
            add(table, slot, product);
            add(table, slot, Math.fma(value, weight, -product));
        } else {
            addWide(table, slot, new BigDecimal(value).multiply(BigDecimal.valueOf(weight)));
        }
    }

    private void add(KeyedTable table, int slot, double value) {
        double oldLow = table.doubleAt(low, slot);
        double oldMiddle = table.doubleAt(middle, slot);
        double oldHigh = table.doubleAt(high, slot);
        double first = oldLow + value;
        double second = oldMiddle + first;
        double third = oldHigh + second;
        double firstRest = rest(oldLow, value, first);
        double secondRest = rest(oldMiddle, first, second);
        double thirdRest = rest(oldHigh, second, third);
        if (!Double.isFinite(third) || table.objects(wide)[slot] != null) {
            addWide(table, slot, new BigDecimal(value));
        } else if (firstRest == 0) {
            set(table, slot, secondRest, thirdRest, third);
        } else {
            double newMiddle = thirdRest + secondRest;
            double newRest = rest(thirdRest, secondRest, newMiddle);
            double newLow = newRest + firstRest;
            if (rest(newRest, firstRest, newLow) == 0) {
                set(table, slot, newLow, newMiddle, third);
            } else {
                addWide(table, slot, new BigDecimal(value));
            }
        }
    }

    /** What is left of a sum of two numbers besides the sum as it was rounded. */
    private static double rest(double left, double right, double sum) {
        double rightPart = sum - left;
        return (left - (sum - rightPart)) + (right - rightPart);
    }

    private void addWide(KeyedTable table, int slot, BigDecimal value) {
        @Nullable Object[] sums = table.objects(wide);
        BigDecimal sum = sums[slot] instanceof BigDecimal present
                ? present
                : new BigDecimal(table.doubleAt(low, slot))
                        .add(new BigDecimal(table.doubleAt(middle, slot)))
                        .add(new BigDecimal(table.doubleAt(high, slot)));
        sums[slot] = sum.add(value);
    }

    @Override
    public double total(KeyedTable table, int slot) {
        boolean isPlus = table.longAt(plusInfinities, slot) > 0;
        boolean isMinus = table.longAt(minusInfinities, slot) > 0;
        if (table.longAt(nans, slot) > 0 || (isPlus && isMinus)) {
            return Double.NaN;
        } else if (isPlus) {
            return Double.POSITIVE_INFINITY;
        } else if (isMinus) {
            return Double.NEGATIVE_INFINITY;
        }
        return table.objects(wide)[slot] instanceof BigDecimal sum
                ? sum.doubleValue()
                : rounded(table.doubleAt(low, slot), table.doubleAt(middle, slot), table.doubleAt(high, slot));
    }

    /** The double next to the sum of three that do not overlap; the even one of two that are as near. */
    private static double rounded(double low, double middle, double high) {
        double sum = high + middle;
        double left = middle - (sum - high);
        if (left == 0) {
            return sum + low;
        }
        double twice = left * 2;
        double next = sum + twice;
        boolean isHalf = next - sum == twice;
        return isHalf && ((left < 0 && low < 0) || (left > 0 && low > 0)) ? next : sum;
    }
}
