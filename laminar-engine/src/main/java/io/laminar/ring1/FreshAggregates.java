package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.Over;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import java.util.List;

/** Aggregates that cannot take rows back, made anew for each row of the rows of its frame. */
final class FreshAggregates {
    private final Aggregates aggregates;
    private final KeyedTable table;
    private final RowSelection single = new RowSelection();
    private final RowSelection frame = new RowSelection();
    private int slot = KeyedTable.NONE;

    FreshAggregates(Over node) {
        TableLayout layout = TableLayout.keyedBy(node.input().schema(), List.of());
        aggregates = Aggregates.plan(OverColumns.aggregates(node), layout, AggregateCall.NONE, false);
        table = new KeyedTable(layout, 0);
    }

    /** Begins anew. */
    void clear(Batch any) {
        if (slot != KeyedTable.NONE) {
            aggregates.remove(table, slot);
        }
        slot = table.slotFor(any, OverColumns.NONE, 0);
    }

    void add(Batch in, int row) {
        single.clear();
        single.add(row, slot);
        aggregates.add(in, single, table);
    }

    /** Writes the aggregates of rows beside each other to a row of their batch. */
    void write(Batch rows, int from, int to, int firstColumn, int row) {
        clear(rows);
        if (from < to) {
            frame.clear();
            for (int at = from; at < to; at++) {
                frame.add(at, slot);
            }
            aggregates.add(rows, frame, table);
        }
        write(rows, firstColumn, row);
    }

    void write(Batch out, int firstColumn, int row) {
        aggregates.write(table, slot, out, firstColumn, row);
    }

    /** Writes the aggregates of all rows that the frame of a partition holds. */
    void write(FrameRows kept, KeyedTable partitions, int partition, Batch out, int firstColumn, int row) {
        clear(out);
        for (int entry = kept.head(partitions, partition); entry != FrameRows.NONE; entry = kept.next(entry)) {
            add(kept.read(entry), 0);
        }
        write(out, firstColumn, row);
    }
}
