package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.plan.AggregateCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;

/**
 * The argument, NULL too, of the first or last row of each group: by event time where there is a time column, rows of
 * one time by arrival; by arrival alone otherwise.
 */
final class FirstOrLastValue implements Accumulator, AggregateResult {
    private final int argument;
    private final int timeColumn;
    private final boolean isLast;
    private final int isPresent;
    private final int time;
    private final int value;

    /** @param timeColumn column of the input, or {@link AggregateCall#NONE} */
    FirstOrLastValue(int argument, LaneKind kind, int timeColumn, boolean isLast, TableLayout layout) {
        this.argument = argument;
        this.timeColumn = timeColumn;
        this.isLast = isLast;
        isPresent = layout.addLong(0);
        time = layout.addLong(0);
        value = layout.add(kind);
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int slot = rows.slots()[i];
            long rowTime = timeOf(in, row);
            if (isTaken(table, slot, rowTime)) {
                table.setLong(isPresent, slot, 1);
                table.setLong(time, slot, rowTime);
                table.setValue(value, slot, in, argument, row);
            }
        }
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            int other = fromSlots[i];
            int slot = intoSlots[i];
            if (from.longAt(isPresent, other) != 0 && isTaken(into, slot, from.longAt(time, other))) {
                into.setLong(isPresent, slot, 1);
                into.setLong(time, slot, from.longAt(time, other));
                into.setValue(value, slot, from, other);
            }
        }
    }

    private boolean isTaken(KeyedTable table, int slot, long rowTime) {
        return table.longAt(isPresent, slot) == 0
                || (isLast ? rowTime >= table.longAt(time, slot) : rowTime < table.longAt(time, slot));
    }

    private long timeOf(Batch in, int row) {
        return timeColumn == AggregateCall.NONE || in.isNull(timeColumn, row)
                ? Long.MIN_VALUE
                : in.longs(timeColumn)[row];
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int column, int row) {
        if (table.longAt(isPresent, slot) == 0) {
            out.setNull(column, row);
        } else {
            table.copyValue(value, slot, out, column, row);
        }
    }
}
