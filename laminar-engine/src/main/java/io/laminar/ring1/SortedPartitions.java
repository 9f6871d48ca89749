package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.Over;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowMultimap;
import io.laminar.state.StateArchive;
import java.util.Arrays;

/**
 * The rows of the partitions of an OVER that is kept right, those of a partition in their order, and rows that sort alike as they
 * came. One partition is open at a time, and positions are those in it. The order is not part of a checkpoint: it is made from
 * the rows when a partition is opened for the first time. One thread.
 *
 * <pre>
 *   partition   entries
 *   0           7 3 3 9         3 is there twice
 *   1           null            has no rows, or was not opened yet
 * </pre>
 */
final class SortedPartitions {
    private static final int[] EMPTY = {};

    private final Over node;
    private final int[] keys;
    private final boolean isAppendOnly;
    private final RowOrder order;
    private final PartitionRows arrived;
    private final RowMultimap rows;
    private int[][] entries = new int[64][];
    private int[] sizes = new int[64];
    private int[] copied = EMPTY;

    private int partition = RowMultimap.NONE;
    private int[] sorted = EMPTY;
    private int size;

    /**
     * @param node whose partitions
     * @param hashSeed of the tables; results do not depend on it
     */
    SortedPartitions(Over node, long hashSeed) {
        this.node = node;
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        isAppendOnly = node.input().changes() == ChangelogKind.INSERT_ONLY;
        order = new RowOrder(node.order());
        arrived = new PartitionRows(node, hashSeed);
        rows = arrived.rows();
    }

    /** Whether rows are never taken back. */
    boolean isAppendOnly() {
        return isAppendOnly;
    }

    /** Opens the partition of a row. */
    void open(Batch in, int row) {
        partition = rows.key(in, keys, row);
        if (partition == RowMultimap.NONE) {
            sorted = EMPTY;
            size = 0;
            return;
        }
        makeRoom();
        if (entries[partition] == null) {
            sort();
        }
        sorted = entries[partition];
        size = sizes[partition];
    }

    /** The number of the partition that is open, or {@link RowMultimap#NONE} when it has no rows. */
    int partition() {
        return size == 0 ? RowMultimap.NONE : partition;
    }

    /** Rows of the partition that is open. */
    int size() {
        return size;
    }

    /** Where a row is or, when it is new, where it would be. */
    int position(Batch in, int row) {
        int upper = upperBound(in, row);
        int entry = isAppendOnly ? RowMultimap.NONE : rows.find(in, row);
        return entry == RowMultimap.NONE || rows.weight(entry) <= 0 ? upper : firstOf(entry, upper);
    }

    /** How many times a row is there. */
    int copies(Batch in, int row) {
        int entry = isAppendOnly ? RowMultimap.NONE : rows.find(in, row);
        return entry == RowMultimap.NONE ? 0 : copies(entry);
    }

    private int copies(int entry) {
        return Math.toIntExact(Math.max(0, rows.weight(entry)));
    }

    /** Adds a row to the partition that is open, or takes it away, as often as its weight says. */
    void apply(Batch in, int row) {
        int weight = in.weight(row);
        if (isAppendOnly) {
            for (int i = 0; i < weight; i++) {
                insert(upperBound(in, row), rows.add(in, row, 1), 1);
            }
            return;
        }
        int upper = upperBound(in, row);
        int known = rows.find(in, row);
        int before = known == RowMultimap.NONE ? 0 : copies(known);
        boolean isOverdrawn = known != RowMultimap.NONE && rows.weight(known) < 0;
        int entry = rows.add(in, row, weight);
        int after = copies(entry);
        if (isOverdrawn && after > 0) {
            rows.remove(entry);
            entry = rows.add(in, row, after);
        }
        if (after > before) {
            insert(before == 0 ? upper : firstOf(entry, upper), entry, after - before);
        } else if (after < before) {
            delete(firstOf(entry, upper), before - after);
        }
        if (rows.weight(entry) == 0) {
            rows.remove(entry);
        }
    }

    /** Forgets the rows from a position on; each of them is there once. */
    void truncate(int newSize) {
        for (int at = newSize; at < size; at++) {
            rows.remove(sorted[at]);
        }
        if (newSize < size) {
            delete(newSize, size - newSize);
        }
    }

    /** Forgets the partition that is open. */
    void forget() {
        int last = RowMultimap.NONE;
        for (int at = 0; at < size; at++) {
            if (sorted[at] != last) {
                last = sorted[at];
                rows.remove(last);
            }
        }
        delete(0, size);
    }

    /** Rows of a range, in columns of the result, in a batch that is used again where it is large enough. */
    Batch copy(int from, int to, Batch into) {
        int count = to - from;
        Batch batch = OverColumns.cleared(into, node.schema(), count);
        if (copied.length < count) {
            copied = new int[Math.max(count, 2 * copied.length)];
        }
        System.arraycopy(sorted, from, copied, 0, count);
        KeyedTable table = rows.entries();
        for (int column = 0; column < node.input().schema().size(); column++) {
            table.copyKeys(column, copied, count, batch, column, 0);
        }
        batch.addInserts(count);
        return batch;
    }

    /** The first position behind all rows that sort before a row or like it. */
    private int upperBound(Batch in, int row) {
        KeyedTable table = rows.entries();
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (order.compare(table, sorted[middle], in, row) > 0) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /** Where the copies of an entry begin, which are before a position unless rows are ordered by their arrival. */
    private int firstOf(int entry, int before) {
        int at = before - 1;
        while (at >= 0 && sorted[at] != entry) {
            at--;
        }
        if (at < 0) {
            at = before;
            while (sorted[at] != entry) {
                at++;
            }
        }
        while (at > 0 && sorted[at - 1] == entry) {
            at--;
        }
        return at;
    }

    private void insert(int position, int entry, int count) {
        if (size == 0) {
            partition = rows.keyOf(entry);
            makeRoom();
        }
        if (size + count > sorted.length) {
            sorted = Arrays.copyOf(sorted, Math.max(size + count, size + size / 2 + 2));
            entries[partition] = sorted;
        }
        System.arraycopy(sorted, position, sorted, position + count, size - position);
        Arrays.fill(sorted, position, position + count, entry);
        size += count;
        sizes[partition] = size;
    }

    private void delete(int position, int count) {
        System.arraycopy(sorted, position + count, sorted, position, size - position - count);
        size -= count;
        if (size == 0 && partition != RowMultimap.NONE) {
            entries[partition] = null;
            sorted = EMPTY;
        }
        sizes[partition] = size;
    }

    private void makeRoom() {
        if (partition >= entries.length) {
            int capacity = Math.max(partition + 1, 2 * entries.length);
            entries = Arrays.copyOf(entries, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
        }
    }

    /** Makes the order of the partition from its rows. */
    private void sort() {
        Batch all = arrived.collect(rows.firstOf(partition));
        int[] positions = StableSort.sorted(all.rows(), (left, right) -> order.compare(all, left, right));
        for (int i = 0; i < positions.length; i++) {
            positions[i] = arrived.entry(positions[i]);
        }
        entries[partition] = positions;
        sizes[partition] = positions.length;
    }

    void persist(StateArchive archive) {
        rows.persist(archive);
    }

    /** Rows that are kept, equal ones once. */
    int entries() {
        return rows.size();
    }
}
