package io.laminar.state;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.List;

/**
 * The rows of both sides of a join by key. The sides share the keys, so that one look-up serves to keep a row and to find
 * those that it meets.
 *
 * <pre>
 *   key lanes | first and last left row | first and last right row
 * </pre>
 *
 * <p>Rows whose key has a NULL do not belong here. A key goes with its last row. Belongs to one thread.
 */
public final class JoinTable {
    /** No row. */
    public static final int NONE = KeyedTable.NONE;

    private final KeyedTable keys;
    private final JoinRows left;
    private final JoinRows right;

    /**
     * What is known of one side.
     *
     * @param schema its columns
     * @param keys which of them are the key
     * @param isAppendOnly whether its rows only come
     * @param isPlain whether besides no row is removed but with the whole table, and nobody asks how many rows match one; then less
     *     is kept with each
     */
    public record Side(Schema schema, List<Integer> keys, boolean isAppendOnly, boolean isPlain) {
        public Side {
            if (isPlain && !isAppendOnly) {
                throw new IllegalArgumentException("rows of a plain side only come");
            }
            keys = List.copyOf(keys);
        }
    }

    /** @param seed of the hashes */
    public JoinTable(Side leftSide, Side rightSide, long seed) {
        TableLayout layout = TableLayout.keyedBy(leftSide.schema(), leftSide.keys());
        int leftFirst = layout.addLong(NONE);
        int leftLast = layout.addLong(NONE);
        int rightFirst = layout.addLong(NONE);
        int rightLast = layout.addLong(NONE);
        keys = new KeyedTable(layout, seed);
        left = new JoinRows(leftSide, keys, leftFirst, leftLast, seed);
        right = new JoinRows(rightSide, keys, rightFirst, rightLast, seed);
        left.meet(right);
        right.meet(left);
    }

    /** Rows of both sides. */
    public int size() {
        return left.size() + right.size();
    }

    /** The rows of a side. */
    public JoinRows side(boolean isLeft) {
        return isLeft ? left : right;
    }

    /** The slot of a row's key, to which it is added next. */
    public int keyOf(Batch in, int[] columns, int row) {
        return keys.slotFor(in, columns, row);
    }

    /** Gives each selected row the slot of its key, to which it is added next. */
    public void keysOf(Batch in, int[] columns, RowSelection rows) {
        keys.slotsFor(in, columns, rows);
    }

    /** Forgets all rows and keeps the room. */
    public void clear() {
        keys.clear();
        left.clear();
        right.clear();
    }

    /** Writes or reads all rows with what is kept with them. */
    public void persist(StateArchive archive) {
        keys.persist(archive);
        left.persist(archive);
        right.persist(archive);
    }

    /** Bytes that it takes, those of objects estimated. */
    public long bytes() {
        return keys.bytes() + left.bytes() + right.bytes();
    }
}
