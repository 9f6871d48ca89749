package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.Over;
import io.laminar.state.KeyedTable;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;

/**
 * The rows that frames still hold, with the columns that calls read: in the order in which they came, and chained per
 * partition.
 *
 * <pre>
 *   partitions                     rows
 *   ... | head | tail | count      columns | next of the partition | partition | time
 * </pre>
 */
final class FrameRows {
    static final int NONE = KeyedTable.NONE;

    private final int[] columns;
    private final KeyedTable rows;
    private final int next;
    private final int partition;
    private final int time;
    private final int head;
    private final int tail;
    private final int count;
    private final Batch one;

    /** @param partitions gets the cells of a partition */
    FrameRows(Over node, TableLayout partitions, long hashSeed) {
        Schema schema = node.input().schema();
        columns = OverColumns.read(node);
        TableLayout layout = TableLayout.listOfRows(schema.select(columns).withTimeColumn(Schema.NO_TIME));
        next = layout.addLong(NONE);
        partition = layout.addLong(NONE);
        time = layout.addLong(0);
        rows = new KeyedTable(layout, hashSeed);
        head = partitions.addLong(NONE);
        tail = partitions.addLong(NONE);
        count = partitions.addLong(0);
        one = new Batch(schema, 1);
    }

    int size() {
        return rows.size();
    }

    void append(Batch in, int row, long rowTime, KeyedTable partitions, int slot) {
        int entry = rows.append(in, columns, row);
        rows.setLong(partition, entry, slot);
        rows.setLong(time, entry, rowTime);
        long last = partitions.longAt(tail, slot);
        if (last == NONE) {
            partitions.setLong(head, slot, entry);
        } else {
            rows.setLong(next, (int) last, entry);
        }
        partitions.setLong(tail, slot, entry);
        partitions.addLong(count, slot, 1);
    }

    /** Rows of a partition. */
    long count(KeyedTable partitions, int slot) {
        return partitions.longAt(count, slot);
    }

    /** The oldest row of a partition, or {@link #NONE}. */
    int head(KeyedTable partitions, int slot) {
        return (int) partitions.longAt(head, slot);
    }

    /** The newest row of a partition, or {@link #NONE}. */
    int tail(KeyedTable partitions, int slot) {
        return (int) partitions.longAt(tail, slot);
    }

    /** The next row of the same partition, or {@link #NONE}. */
    int next(int entry) {
        return (int) rows.longAt(next, entry);
    }

    /** The oldest row of all, which is the oldest of its partition, or {@link #NONE}. */
    int first() {
        return rows.first();
    }

    /** When a row came. */
    long time(int entry) {
        return rows.longAt(time, entry);
    }

    /** The partition of a row. */
    int partition(int entry) {
        return (int) rows.longAt(partition, entry);
    }

    /** A row as a batch of one, of the columns that calls read; valid until the next call. */
    Batch read(int entry) {
        one.clear();
        for (int i = 0; i < columns.length; i++) {
            rows.copyKey(i, entry, one, columns[i], 0);
        }
        one.rows(1);
        return one;
    }

    /** Forgets the oldest row of a partition. */
    void removeHead(KeyedTable partitions, int slot) {
        int entry = head(partitions, slot);
        int after = next(entry);
        partitions.setLong(head, slot, after);
        if (after == NONE) {
            partitions.setLong(tail, slot, NONE);
        }
        partitions.addLong(count, slot, -1);
        rows.remove(entry);
    }

    void persist(StateArchive archive) {
        rows.persist(archive);
    }
}
