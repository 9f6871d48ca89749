package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.state.KeyedTable;
import io.laminar.state.OrderedMultiset;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;

/** All values of each group, in order, for MIN and MAX over rows that come and go. */
final class ValueMultisets implements Accumulator {
    private final int argument;
    private final LaneKind kind;
    private final int root;
    private final int multiset;

    ValueMultisets(int argument, LaneKind kind, TableLayout layout) {
        this.argument = argument;
        this.kind = kind;
        root = layout.addLong(OrderedMultiset.EMPTY);
        multiset = layout.addMultiset(kind == LaneKind.OBJECT ? LaneKind.OBJECT : LaneKind.LONG);
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        OrderedMultiset values = table.multiset(multiset);
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int slot = rows.slots()[i];
            int weight = in.weight(row);
            int tree = (int) table.longAt(root, slot);
            int grown = switch (kind) {
                case LONG -> values.add(tree, in.longs(argument)[row], weight);
                case DOUBLE -> values.add(tree, OrderedMultiset.encode(in.doubles(argument)[row]), weight);
                case OBJECT -> values.add(tree, object(in, row), weight);
            };
            table.setLong(root, slot, grown);
        }
    }

    private Object object(Batch in, int row) {
        Object value = in.objects(argument)[row];
        if (value == null) {
            throw new IllegalArgumentException("column " + argument + " is NULL without saying so");
        }
        return value;
    }

    @Override
    public void release(KeyedTable table, int slot) {
        table.multiset(multiset).release((int) table.longAt(root, slot));
    }

    /** The least or the greatest value. */
    AggregateResult extreme(boolean isMaximum) {
        return (table, slot, out, column, row) -> {
            OrderedMultiset values = table.multiset(multiset);
            int tree = (int) table.longAt(root, slot);
            int node = isMaximum ? values.greatest(tree) : values.least(tree);
            if (node == OrderedMultiset.EMPTY) {
                out.setNull(column, row);
                return;
            }
            switch (kind) {
                case LONG -> out.longs(column)[row] = values.longValue(node);
                case DOUBLE -> out.doubles(column)[row] = OrderedMultiset.decode(values.longValue(node));
                case OBJECT -> out.objects(column)[row] = values.objectValue(node);
            }
        };
    }
}
