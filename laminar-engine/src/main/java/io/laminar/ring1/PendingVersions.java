package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.state.KeyedTable;
import io.laminar.state.StateArchive;
import io.laminar.state.StateValues;
import io.laminar.state.TableLayout;
import java.util.List;

/** For each key that something happened to, its row at the last tick and its row now. Rows that are equal leave no trace. */
final class PendingVersions implements PeriodicOperator.Buffer {
    private static final int UNKNOWN = 0;
    private static final int ABSENT = 1;
    private static final int PRESENT = 2;

    private final int columns;
    private final int[] keyColumns;
    private final KeyedTable keys;
    private final int[] oldValues;
    private final int[] newValues;
    /** Whether there was a row at the last tick, and whether there is one now: UNKNOWN, ABSENT or PRESENT. */
    private final int before;

    private final int now;
    private final Batch versions;

    PendingVersions(Schema schema, List<Integer> key, long hashSeed) {
        columns = schema.size();
        keyColumns = key.stream().mapToInt(Integer::intValue).toArray();
        TableLayout layout = TableLayout.keyedBy(schema, key);
        oldValues = new int[columns];
        newValues = new int[columns];
        for (int column = 0; column < columns; column++) {
            LaneKind kind = LaneKind.of(schema.type(column));
            oldValues[column] = layout.add(kind);
            newValues[column] = layout.add(kind);
        }
        before = layout.addLong(UNKNOWN);
        now = layout.addLong(UNKNOWN);
        keys = new KeyedTable(layout, hashSeed);
        versions = new Batch(schema, 2);
    }

    @Override
    public void add(Batch in, int row) {
        int slot = keys.slotFor(in, keyColumns, row);
        boolean isFirst = keys.longAt(before, slot) == UNKNOWN;
        if (in.weight(row) > 0) {
            set(newValues, slot, in, row);
            keys.setLong(now, slot, PRESENT);
            if (isFirst) {
                keys.setLong(before, slot, ABSENT);
            }
            return;
        }
        keys.setLong(now, slot, ABSENT);
        if (isFirst) {
            set(oldValues, slot, in, row);
            keys.setLong(before, slot, PRESENT);
        }
    }

    private void set(int[] values, int slot, Batch in, int row) {
        for (int column = 0; column < columns; column++) {
            keys.setValue(values[column], slot, in, column, row);
        }
    }

    @Override
    public void emit(Output out) {
        for (int slot = keys.first(); slot != KeyedTable.NONE; slot = keys.next(slot)) {
            boolean wasPresent = keys.longAt(before, slot) == PRESENT;
            boolean isPresent = keys.longAt(now, slot) == PRESENT;
            versions.clear();
            if (wasPresent) {
                write(oldValues, slot, -1);
            }
            if (isPresent) {
                write(newValues, slot, 1);
            }
            if (versions.rows() == 2 && areEqual()) {
                continue;
            }
            for (int row = 0; row < versions.rows(); row++) {
                Batch batch = row == 0 && versions.rows() == 2 ? out.batchForUpdate() : out.batch();
                batch.appendRow(versions, row);
            }
        }
        keys.clear();
    }

    private void write(int[] values, int slot, int weight) {
        int row = versions.rows();
        for (int column = 0; column < columns; column++) {
            keys.copyValue(values[column], slot, versions, column, row);
        }
        versions.setWeight(row, weight);
        versions.rows(row + 1);
    }

    private boolean areEqual() {
        for (int column = 0; column < columns; column++) {
            if (!StateValues.equal(versions, column, 0, versions, column, 1)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long rows() {
        return keys.size();
    }

    @Override
    public void persist(StateArchive archive) {
        keys.persist(archive);
    }
}
