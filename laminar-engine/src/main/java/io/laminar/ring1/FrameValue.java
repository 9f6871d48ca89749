package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.OverCall;
import io.laminar.state.KeyedTable;

/** LAG, FIRST_VALUE, LAST_VALUE and NTH_VALUE of the rows that a frame holds. */
final class FrameValue implements RunningCall {
    private final OverCall call;
    private final FrameRows frame;

    FrameValue(OverCall call, FrameRows frame) {
        this.call = call;
        this.frame = frame;
    }

    @Override
    public void write(KeyedTable partitions, int slot, Batch rows, int column, int row) {
        int entry = switch (call.function()) {
            case LAG -> nth(frame.count(partitions, slot) - call.number().longValueExact(), partitions, slot);
            case NTH_VALUE -> nth(call.number().longValueExact(), partitions, slot);
            case LAST_VALUE -> last(partitions, slot);
            default -> nth(1, partitions, slot);
        };
        if (entry != FrameRows.NONE) {
            rows.copyValue(column, row, frame.read(entry), call.argument(), 0);
        } else if (call.otherwise() == AggregateCall.NONE) {
            rows.setNull(column, row);
        } else {
            rows.copyValue(column, row, rows, call.otherwise(), row);
        }
    }

    /** The n-th row that counts, from 1. */
    private int nth(long number, KeyedTable partitions, int slot) {
        if (number < 1) {
            return FrameRows.NONE;
        }
        long left = number;
        for (int entry = frame.head(partitions, slot); entry != FrameRows.NONE; entry = frame.next(entry)) {
            if (counts(entry) && --left == 0) {
                return entry;
            }
        }
        return FrameRows.NONE;
    }

    private int last(KeyedTable partitions, int slot) {
        int found = frame.tail(partitions, slot);
        if (!call.ignoresNulls() || counts(found)) {
            return found;
        }
        found = FrameRows.NONE;
        for (int entry = frame.head(partitions, slot); entry != FrameRows.NONE; entry = frame.next(entry)) {
            if (counts(entry)) {
                found = entry;
            }
        }
        return found;
    }

    private boolean counts(int entry) {
        return !call.ignoresNulls() || !frame.read(entry).isNull(call.argument(), 0);
    }
}
