package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;

/** Rows that are only inserted, in the order in which they came. */
final class PendingInserts implements PeriodicOperator.Buffer {
    private final int[] columns;
    private final KeyedTable rows;
    private final int weight;

    PendingInserts(Schema schema, long hashSeed) {
        columns = allColumns(schema);
        TableLayout layout = TableLayout.listOfRows(schema);
        weight = layout.addLong(0);
        rows = new KeyedTable(layout, hashSeed);
    }

    static int[] allColumns(Schema schema) {
        int[] columns = new int[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i;
        }
        return columns;
    }

    @Override
    public void add(Batch in, int row) {
        rows.setLong(weight, rows.append(in, columns, row), in.weight(row));
    }

    @Override
    public void emit(Output out) {
        for (int slot = rows.first(); slot != KeyedTable.NONE; slot = rows.next(slot)) {
            Batch batch = out.batch();
            int at = batch.rows();
            for (int column : columns) {
                rows.copyKey(column, slot, batch, column, at);
            }
            batch.setWeight(at, (int) rows.longAt(weight, slot));
            batch.rows(at + 1);
        }
        rows.clear();
    }

    @Override
    public long rows() {
        return rows.size();
    }

    @Override
    public void persist(StateArchive archive) {
        rows.persist(archive);
    }
}
