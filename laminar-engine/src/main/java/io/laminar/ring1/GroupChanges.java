package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.state.StateValues;
import io.laminar.state.TableLayout;

/**
 * What a batch changes in the rows that groups stand for: takes down the old rows of the groups that the batch
 * touches, lets the batch be added, and emits the difference, a retraction and an insertion beside each other. Rows
 * that are as before give nothing.
 */
final class GroupChanges {
    private static final int BATCH_ROWS = 1024;

    private final Schema schema;
    private final int touchedAt;
    private final RowSelection touched = new RowSelection();
    private final Batch after;
    private Batch before;
    private long round;

    /** @param layout of the groups; gets a column that says when a group was touched last */
    GroupChanges(Schema schema, TableLayout layout) {
        this.schema = schema;
        touchedAt = layout.addLong(0);
        before = new Batch(schema, BATCH_ROWS);
        after = new Batch(schema, 1);
    }

    /** Takes down what the groups of the rows stand for before the rows are added. */
    void before(RowSelection rows, KeyedTable groups, GroupResult result) {
        begin(rows.count());
        for (int i = 0; i < rows.count(); i++) {
            touch(groups, rows.slots()[i], result);
        }
    }

    /** Forgets what has been taken down; at most so many groups will be. */
    void begin(int most) {
        round++;
        touched.clear();
        before.clear();
        if (before.capacity() < most) {
            before = new Batch(schema, most);
        }
    }

    /** Takes down what a group stands for before it is changed. */
    void touch(KeyedTable groups, int slot, GroupResult result) {
        if (groups.longAt(touchedAt, slot) != round) {
            groups.setLong(touchedAt, slot, round);
            touched.add(note(groups, slot, result), slot);
        }
    }

    /** The row of {@link #before} with the old row of a group, or {@link KeyedTable#NONE}. */
    private int note(KeyedTable groups, int slot, GroupResult result) {
        if (!result.isPresent(groups, slot)) {
            return KeyedTable.NONE;
        }
        int at = before.rows();
        result.write(groups, slot, before, at);
        before.setWeight(at, -1);
        before.rows(at + 1);
        return at;
    }

    /** Emits what has changed since {@link #before}. */
    void emit(KeyedTable groups, GroupResult result, Output out) {
        for (int i = 0; i < touched.count(); i++) {
            int old = touched.rows()[i];
            int slot = touched.slots()[i];
            boolean isPresent = result.isPresent(groups, slot);
            if (isPresent) {
                after.clear();
                result.write(groups, slot, after, 0);
                after.rows(1);
                if (old != KeyedTable.NONE && isSame(old)) {
                    continue;
                }
            }
            if (old != KeyedTable.NONE) {
                (isPresent ? out.batchForUpdate() : out.batch()).appendRow(before, old);
            }
            if (isPresent) {
                out.batch().appendRow(after, 0);
            }
        }
    }

    /** The slots that the batch touched, each once; valid until the next {@link #before}. */
    RowSelection touched() {
        return touched;
    }

    private boolean isSame(int old) {
        for (int column = 0; column < schema.size(); column++) {
            if (!StateValues.equal(before, column, old, after, column, 0)) {
                return false;
            }
        }
        return true;
    }

    void persist(StateArchive archive) {
        round = archive.number(round);
    }
}
