package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import org.jspecify.annotations.Nullable;

/** One value, NULL too, of the row in which another one is least or greatest; of several such rows the first. Rows only come. */
final class BestRow implements Accumulator, AggregateResult {
    private final int argument;
    private final int by;
    private final int sign;
    private final int isPresent;
    private final int value;
    private final int best;

    BestRow(AggregateCall call, TableLayout layout) {
        argument = call.argument();
        by = call.details().more().get(0);
        sign = call.function() == AggregateCall.Function.MAX_BY ? 1 : -1;
        isPresent = layout.addLong(0);
        value = layout.addObject();
        best = layout.addObject();
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            take(table, rows.slots()[i], LaneValues.read(in, argument, row), LaneValues.read(in, by, row));
        }
    }

    private void take(KeyedTable table, int slot, @Nullable Object candidate, @Nullable Object ranked) {
        if (ranked == null) {
            return;
        }
        Object leader = table.objects(best)[slot];
        if (leader == null || sign * LaneValues.compare(ranked, leader) > 0) {
            table.setLong(isPresent, slot, 1);
            table.objects(value)[slot] = candidate;
            table.objects(best)[slot] = ranked;
        }
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            take(into, intoSlots[i], from.objects(value)[fromSlots[i]], from.objects(best)[fromSlots[i]]);
        }
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int column, int row) {
        LaneValues.write(out, column, row, table.objects(value)[slot]);
    }
}
