package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import java.util.stream.IntStream;

/**
 * The first rows of each partition, over rows that only come: what is pushed out is forgotten, and each row is taken for
 * itself, so that what leaves does not depend on how rows were grouped.
 *
 * <pre>
 *   partition -> last row of the first n -> the one before it -> ... -> the first
 * </pre>
 *
 * <p>Where the number of a row leaves with it, a row that comes in front of others changes their numbers; what leaves is an
 * update of each number from its own on.
 */
public final class FirstRowsOperator implements Operator {
    private static final int NONE = KeyedTable.NONE;

    private final Schema schema;
    private final long limit;
    private final boolean hasNumber;
    private final int[] keys;
    private final int[] columns;
    private final RowOrder order;
    private final KeyedTable partitions;
    private final int last;
    private final int count;
    private final KeyedTable rows;
    private final int before;
    private final RowSelection selection = new RowSelection();
    private int[] shifted = new int[16];

    /**
     * @param node what to do; {@link #fits}
     * @param hashSeed of the tables; results do not depend on it
     */
    public FirstRowsOperator(Over node, long hashSeed) {
        schema = node.schema();
        limit = node.limit();
        hasNumber = !node.calls().isEmpty();
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        columns = IntStream.range(0, node.input().schema().size()).toArray();
        order = new RowOrder(node.order());
        TableLayout layout = OverColumns.perPartition(node);
        last = layout.addLong(NONE);
        count = layout.addLong(0);
        partitions = new KeyedTable(layout, hashSeed);
        TableLayout rowLayout = TableLayout.listOfRows(node.input().schema());
        before = rowLayout.addLong(NONE);
        rows = new KeyedTable(rowLayout, hashSeed);
    }

    /** Whether a node asks for first rows alone, or with the number of each, of rows that only come. */
    public static boolean fits(Over node) {
        return node.limit() >= 0
                && node.input().changes() == ChangelogKind.INSERT_ONLY
                && (node.calls().isEmpty()
                        || (node.calls().size() == 1
                                && node.calls().get(0).function() == OverCall.Function.ROW_NUMBER));
    }

    @Override
    public Schema outputSchema() {
        return schema;
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        if (limit == 0) {
            return;
        }
        selection.range(from, to);
        partitions.slotsFor(in, keys, selection);
        for (int i = 0; i < selection.count(); i++) {
            int row = selection.rows()[i];
            for (int times = in.weight(row); times > 0; times--) {
                add(in, row, selection.slots()[i], out);
            }
        }
    }

    private void add(Batch in, int row, int partition, Output out) {
        int worst = (int) partitions.longAt(last, partition);
        long size = partitions.longAt(count, partition);
        boolean isFull = size == limit;
        if (isFull && order.compare(rows, worst, in, row) <= 0) {
            return;
        }
        int behind = 0;
        int after = NONE;
        int next = worst;
        while (next != NONE && order.compare(rows, next, in, row) > 0) {
            if (hasNumber) {
                shift(behind, next);
            }
            behind++;
            after = next;
            next = (int) rows.longAt(before, next);
        }
        if (hasNumber) {
            emitNumbers(in, row, size - behind, behind, isFull, out);
        } else if (!isFull) {
            insert(in, row, -1, out.batch());
        } else if (!isSame(worst, in, row)) {
            retract(worst, -1, out.batchForUpdate());
            insert(in, row, -1, out.batch());
        }
        link(rows.append(in, columns, row), partition, after, next);
        if (isFull) {
            partitions.setLong(last, partition, rows.longAt(before, (int) partitions.longAt(last, partition)));
            rows.remove(worst);
        } else {
            partitions.setLong(count, partition, size + 1);
        }
    }

    private void link(int slot, int partition, int after, int next) {
        rows.setLong(before, slot, next);
        if (after == NONE) {
            partitions.setLong(last, partition, slot);
        } else {
            rows.setLong(before, after, slot);
        }
    }

    private void shift(int position, int slot) {
        if (position == shifted.length) {
            shifted = java.util.Arrays.copyOf(shifted, 2 * position);
        }
        shifted[position] = slot;
    }

    /**
     * From the number of the new row on, each number is of another row now.
     *
     * @param first rows in front of the new one
     * @param behind rows behind it, the last first in {@link #shifted}
     */
    private void emitNumbers(Batch in, int row, long first, int behind, boolean isFull, Output out) {
        long number = first + 1;
        for (int position = behind - 1; position >= 0; position--, number++) {
            int old = shifted[position];
            boolean isNew = position == behind - 1;
            int young = isNew ? NONE : shifted[position + 1];
            if (isNew ? isSame(old, in, row) : isSame(old, young)) {
                continue;
            }
            retract(old, number, out.batchForUpdate());
            if (isNew) {
                insert(in, row, number, out.batch());
            } else {
                insert(young, number, out.batch());
            }
        }
        if (!isFull) {
            if (behind == 0) {
                insert(in, row, number, out.batch());
            } else {
                insert(shifted[0], number, out.batch());
            }
        }
    }

    private boolean isSame(int slot, Batch in, int row) {
        for (int column : columns) {
            if (!rows.equalsKey(column, slot, in, column, row)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(int left, int right) {
        for (int column : columns) {
            if (!rows.equalsKey(column, left, right)) {
                return false;
            }
        }
        return true;
    }

    private void retract(int slot, long number, Batch out) {
        write(slot, number, -1, out);
    }

    private void insert(int slot, long number, Batch out) {
        write(slot, number, 1, out);
    }

    private void write(int slot, long number, int weight, Batch out) {
        int at = out.rows();
        for (int column : columns) {
            rows.copyKey(column, slot, out, column, at);
        }
        end(number, weight, out, at);
    }

    private void insert(Batch in, int row, long number, Batch out) {
        int at = out.rows();
        for (int column : columns) {
            out.copyValue(column, at, in, column, row);
        }
        end(number, 1, out, at);
    }

    private void end(long number, int weight, Batch out, int at) {
        if (hasNumber) {
            out.longs(columns.length)[at] = number;
        }
        out.setWeight(at, weight);
        out.rows(at + 1);
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        out.watermark(watermark);
    }

    @Override
    public void persist(StateArchive archive) {
        partitions.persist(archive);
        rows.persist(archive);
    }

    @Override
    public long stateRows() {
        return rows.size();
    }
}
