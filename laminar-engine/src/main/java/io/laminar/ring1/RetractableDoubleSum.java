package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;

/**
 * A sum of doubles over rows that come and go. NaN and the infinities are counted apart, since they could not be
 * subtracted again; a group without values starts again at exactly zero.
 */
final class RetractableDoubleSum implements Accumulator, DoubleTotal {
    private final int argument;
    private final int sum;
    private final int values;
    private final int nans;
    private final int plusInfinities;
    private final int minusInfinities;

    RetractableDoubleSum(int argument, TableLayout layout) {
        this.argument = argument;
        sum = layout.addDouble(0);
        values = layout.addLong(0);
        nans = layout.addLong(0);
        plusInfinities = layout.addLong(0);
        minusInfinities = layout.addLong(0);
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
            if (Double.isFinite(value)) {
                table.setDouble(sum, slot, table.doubleAt(sum, slot) + value * weight);
            } else {
                table.addLong(special(value), slot, weight);
            }
            table.addLong(values, slot, weight);
            if (table.longAt(values, slot) == 0) {
                table.setDouble(sum, slot, 0);
            }
        }
    }

    private int special(double value) {
        if (Double.isNaN(value)) {
            return nans;
        }
        return value > 0 ? plusInfinities : minusInfinities;
    }

    @Override
    public double total(KeyedTable table, int slot) {
        boolean isPlus = table.longAt(plusInfinities, slot) > 0;
        boolean isMinus = table.longAt(minusInfinities, slot) > 0;
        if (table.longAt(nans, slot) > 0 || (isPlus && isMinus)) {
            return Double.NaN;
        } else if (isPlus) {
            return Double.POSITIVE_INFINITY;
        }
        return isMinus ? Double.NEGATIVE_INFINITY : table.doubleAt(sum, slot);
    }
}
