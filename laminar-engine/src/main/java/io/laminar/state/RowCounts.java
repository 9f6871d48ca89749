package io.laminar.state;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.stream.IntStream;

/** A multiset of whole rows: each distinct row with its weight, in the order in which they came. Belongs to one thread. */
public final class RowCounts {
    /** No slot. */
    public static final int NONE = KeyedTable.NONE;

    private final int[] columns;
    private final KeyedTable table;
    private final int weight;
    private long rows;

    /**
     * @param schema columns of the rows
     * @param seed of the hash
     */
    public RowCounts(Schema schema, long seed) {
        columns = IntStream.range(0, schema.size()).toArray();
        TableLayout layout = TableLayout.keyedByRow(schema);
        weight = layout.addLong(0);
        table = new KeyedTable(layout, seed);
    }

    /** Sum of the weights. */
    public long rows() {
        return rows;
    }

    /** Number of distinct rows. */
    public int size() {
        return table.size();
    }

    /** Bytes that it takes, those of objects estimated. */
    public long bytes() {
        return table.bytes();
    }

    /** Adds to the weight of a row; a row of weight 0 goes. */
    public void add(Batch in, int row, int addedWeight) {
        int slot = table.slotFor(in, columns, row);
        table.addLong(weight, slot, addedWeight);
        rows += addedWeight;
        if (table.longAt(weight, slot) == 0) {
            table.remove(slot);
        }
    }

    /** Forgets all rows. */
    public void clear() {
        table.clear();
        rows = 0;
    }

    /** How many times a row of a batch is there. */
    public long weight(Batch in, int row) {
        int slot = table.find(in, columns, row);
        return slot == NONE ? 0 : table.longAt(weight, slot);
    }

    /** The slot of the oldest row, or {@link #NONE}. */
    public int first() {
        return table.first();
    }

    /** The slot of the next younger row, or {@link #NONE}. */
    public int next(int slot) {
        return table.next(slot);
    }

    /** How many times a row is there; negative while its insertion is still to come. */
    public long weight(int slot) {
        return table.longAt(weight, slot);
    }

    /** Writes the row of a slot to a row of a batch that is being filled. */
    public void copyRow(int slot, Batch out, int row) {
        for (int column : columns) {
            table.copyKey(column, slot, out, column, row);
        }
    }

    /** Writes or reads all rows with their weights. */
    public void persist(StateArchive archive) {
        rows = archive.number(rows);
        table.persist(archive);
    }
}
