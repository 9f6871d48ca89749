package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.OverCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.TableLayout;

/** ROW_NUMBER, RANK and DENSE_RANK of rows that come in order. */
final class RunningRank implements RunningCall {
    private final OverCall.Function function;
    private final RowOrder order;
    private final int number;
    private final int rank;
    private final int groups;
    private final int lastTime;
    private final int lastGroup;
    private long time;
    private long group;

    RunningRank(OverCall.Function function, RowOrder order, TableLayout layout) {
        this.function = function;
        this.order = order;
        number = layout.addLong(0);
        rank = layout.addLong(0);
        groups = layout.addLong(0);
        lastTime = layout.addLong(0);
        lastGroup = layout.addLong(-1);
    }

    /** Which rows sort alike: those between two calls. */
    void peers(long newTime, long groupOfTime) {
        time = newTime;
        group = groupOfTime;
    }

    @Override
    public void add(Batch in, int row, KeyedTable partitions, int slot) {
        partitions.addLong(number, slot, 1);
        boolean isPeer = !order.isEmpty()
                && partitions.longAt(lastGroup, slot) == group
                && partitions.longAt(lastTime, slot) == time;
        if (!isPeer) {
            partitions.setLong(rank, slot, partitions.longAt(number, slot));
            partitions.addLong(groups, slot, 1);
            partitions.setLong(lastTime, slot, time);
            partitions.setLong(lastGroup, slot, group);
        }
    }

    @Override
    public void write(KeyedTable partitions, int slot, Batch rows, int column, int row) {
        int cell = switch (function) {
            case ROW_NUMBER -> number;
            case RANK -> rank;
            default -> groups;
        };
        rows.longs(column)[row] = partitions.longAt(cell, slot);
    }
}
