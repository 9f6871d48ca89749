package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.plan.OverCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.TableLayout;

/** FIRST_VALUE, LAST_VALUE and NTH_VALUE of all rows so far: the value itself is kept, not the rows. */
final class RunningValue implements RunningCall {
    private final OverCall call;
    private final boolean isLast;
    private final long wanted;
    private final int seen;
    private final int value;

    RunningValue(OverCall call, TableLayout layout) {
        this.call = call;
        isLast = call.function() == OverCall.Function.LAST_VALUE;
        wanted = call.function() == OverCall.Function.NTH_VALUE ? call.number().longValueExact() : 1;
        seen = layout.addLong(0);
        value = layout.add(LaneKind.of(call.type()));
    }

    @Override
    public void add(Batch in, int row, KeyedTable partitions, int slot) {
        if (call.ignoresNulls() && in.isNull(call.argument(), row)) {
            return;
        }
        partitions.addLong(seen, slot, 1);
        if (isLast || partitions.longAt(seen, slot) == wanted) {
            partitions.setValue(value, slot, in, call.argument(), row);
        }
    }

    @Override
    public void write(KeyedTable partitions, int slot, Batch rows, int column, int row) {
        if (partitions.longAt(seen, slot) < wanted) {
            rows.setNull(column, row);
        } else {
            partitions.copyValue(value, slot, rows, column, row);
        }
    }
}
