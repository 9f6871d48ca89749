package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;

/** AND, OR and XOR of the bits of integers. Where rows go again, how often each bit is set is counted. */
final class Bits implements Accumulator, AggregateResult {
    private final AggregateCall.Function function;
    private final int argument;
    private final int values;
    private final int firstBit;
    private final int bits;

    Bits(AggregateCall call, TableLayout layout, boolean isChanging) {
        function = call.function();
        argument = call.argument();
        values = layout.addLong(0);
        bits = isChanging && function != AggregateCall.Function.BIT_XOR ? Long.SIZE : 0;
        firstBit = layout.addLong(bits == 0 && function == AggregateCall.Function.BIT_AND ? -1 : 0);
        for (int i = 1; i < bits; i++) {
            layout.addLong(0);
        }
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int slot = rows.slots()[i];
            int weight = in.weight(row);
            long value = in.longs(argument)[row];
            table.addLong(values, slot, weight);
            if (bits > 0) {
                for (int bit = 0; bit < bits; bit++) {
                    table.addLong(firstBit + bit, slot, weight * ((value >>> bit) & 1));
                }
            } else if (function != AggregateCall.Function.BIT_XOR || (weight & 1) != 0) {
                table.setLong(firstBit, slot, combine(table.longAt(firstBit, slot), value));
            }
        }
    }

    private long combine(long a, long b) {
        return switch (function) {
            case BIT_AND -> a & b;
            case BIT_OR -> a | b;
            default -> a ^ b;
        };
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            into.addLong(values, intoSlots[i], from.longAt(values, fromSlots[i]));
            for (int bit = 0; bit < bits; bit++) {
                into.addLong(firstBit + bit, intoSlots[i], from.longAt(firstBit + bit, fromSlots[i]));
            }
            if (bits == 0) {
                into.setLong(
                        firstBit,
                        intoSlots[i],
                        combine(into.longAt(firstBit, intoSlots[i]), from.longAt(firstBit, fromSlots[i])));
            }
        }
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int column, int row) {
        long present = table.longAt(values, slot);
        if (present <= 0) {
            out.setNull(column, row);
            return;
        }
        long result = bits == 0 ? table.longAt(firstBit, slot) : 0;
        for (int bit = 0; bit < bits; bit++) {
            long set = table.longAt(firstBit + bit, slot);
            boolean isSet = function == AggregateCall.Function.BIT_AND ? set == present : set > 0;
            result |= isSet ? 1L << bit : 0;
        }
        out.longs(column)[row] = result;
    }
}
