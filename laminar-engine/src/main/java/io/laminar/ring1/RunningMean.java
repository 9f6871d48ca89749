package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.OverCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.TableLayout;

/** EWMA of rows that come in order: the first value, then weight times the value and the rest times what was. NULL changes nothing. */
final class RunningMean implements RunningCall {
    private final int argument;
    private final double weight;
    private final int isPresent;
    private final int mean;

    RunningMean(OverCall call, TableLayout layout) {
        argument = call.argument();
        weight = call.number().doubleValue();
        isPresent = layout.addLong(0);
        mean = layout.addDouble(0);
    }

    @Override
    public void add(Batch in, int row, KeyedTable partitions, int slot) {
        if (in.isNull(argument, row)) {
            return;
        }
        double value = in.doubles(argument)[row];
        boolean isFirst = partitions.longAt(isPresent, slot) == 0;
        partitions.setLong(isPresent, slot, 1);
        partitions.setDouble(mean, slot, isFirst ? value : next(weight, value, partitions.doubleAt(mean, slot)));
    }

    static double next(double weight, double value, double before) {
        return weight * value + (1 - weight) * before;
    }

    @Override
    public void write(KeyedTable partitions, int slot, Batch rows, int column, int row) {
        if (partitions.longAt(isPresent, slot) == 0) {
            rows.setNull(column, row);
        } else {
            rows.doubles(column)[row] = partitions.doubleAt(mean, slot);
        }
    }
}
