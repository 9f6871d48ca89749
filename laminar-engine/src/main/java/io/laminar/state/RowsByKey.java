package io.laminar.state;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.List;
import java.util.stream.IntStream;

/** One whole row per key, by slot, in the order in which the keys came. Belongs to one thread. */
public final class RowsByKey {
    /** No slot. */
    public static final int NONE = KeyedTable.NONE;

    private final int[] keyColumns;
    private final int[] valueColumns;
    private final KeyedTable table;

    /**
     * @param schema columns of the rows
     * @param keyColumns which of them are the key
     * @param seed of the hash
     */
    public RowsByKey(Schema schema, List<Integer> keyColumns, long seed) {
        this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
        valueColumns = IntStream.range(0, schema.size())
                .filter(column -> !keyColumns.contains(column))
                .toArray();
        TableLayout layout = TableLayout.keyedBy(schema, keyColumns);
        for (int column : valueColumns) {
            layout.add(io.laminar.data.LaneKind.of(schema.type(column)));
        }
        table = new KeyedTable(layout, seed);
    }

    /** Number of keys. */
    public int size() {
        return table.size();
    }

    /** Bytes that it takes, those of objects estimated. */
    public long bytes() {
        return table.bytes();
    }

    /** The slot of the key of a row, or {@link #NONE}. */
    public int find(Batch in, int row) {
        return table.find(in, keyColumns, row);
    }

    /** The slot of a key that lies in columns of any batch, or {@link #NONE}. */
    public int find(Batch in, int[] columns, int row) {
        return table.find(in, columns, row);
    }

    /** Keeps a row, in place of the one with its key if there is one. */
    public void put(Batch in, int row) {
        set(table.slotFor(in, keyColumns, row), in, row);
    }

    /** Replaces the row of a slot by another one with the same key. */
    public void set(int slot, Batch in, int row) {
        for (int value = 0; value < valueColumns.length; value++) {
            table.setValue(value, slot, in, valueColumns[value], row);
        }
    }

    /** Whether the row of a slot equals a row with the same key. */
    public boolean equalsRow(int slot, Batch in, int row) {
        for (int value = 0; value < valueColumns.length; value++) {
            if (!table.equalsValue(value, slot, in, valueColumns[value], row)) {
                return false;
            }
        }
        return true;
    }

    /** Writes the row of a slot to a row of a batch that is being filled. */
    public void copyRow(int slot, Batch out, int row) {
        for (int key = 0; key < keyColumns.length; key++) {
            table.copyKey(key, slot, out, keyColumns[key], row);
        }
        for (int value = 0; value < valueColumns.length; value++) {
            table.copyValue(value, slot, out, valueColumns[value], row);
        }
    }

    /** Forgets the row of a slot. */
    public void remove(int slot) {
        table.remove(slot);
    }

    /** The slot of the oldest key, or {@link #NONE}. */
    public int first() {
        return table.first();
    }

    /** The slot of the next younger key, or {@link #NONE}. */
    public int next(int slot) {
        return table.next(slot);
    }

    /** Writes or reads all rows. */
    public void persist(StateArchive archive) {
        table.persist(archive);
    }
}
