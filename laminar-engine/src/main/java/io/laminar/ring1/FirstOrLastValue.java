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
    private final int arrival;
    private final int value;
    private final Arrivals arrivals;

    /** @param timeColumn column of the input, or {@link AggregateCall#NONE} */
    FirstOrLastValue(
            int argument, LaneKind kind, int timeColumn, boolean isLast, TableLayout layout, Arrivals arrivals) {
        this.argument = argument;
        this.timeColumn = timeColumn;
        this.isLast = isLast;
        isPresent = layout.addLong(0);
        time = layout.addLong(0);
        arrival = layout.addLong(0);
        value = layout.add(kind);
        this.arrivals = arrivals;
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
                table.setLong(arrival, slot, arrivals.of(row));
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
            if (from.longAt(isPresent, other) != 0 && isMerged(from, other, into, slot)) {
                into.setLong(isPresent, slot, 1);
                into.setLong(time, slot, from.longAt(time, other));
                into.setLong(arrival, slot, from.longAt(arrival, other));
                into.setValue(value, slot, from, other);
            }
        }
    }

    /** By time, rows of one time by arrival, as if the rows had come one by one. */
    private boolean isMerged(KeyedTable from, int other, KeyedTable into, int slot) {
        long fromTime = from.longAt(time, other);
        if (into.longAt(isPresent, slot) == 0 || fromTime != into.longAt(time, slot)) {
            return isTaken(into, slot, fromTime);
        }
        boolean isLater = from.longAt(arrival, other) > into.longAt(arrival, slot);
        return isLater == isLast;
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
