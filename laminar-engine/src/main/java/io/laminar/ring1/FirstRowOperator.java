package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.Over;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import java.util.Arrays;

/**
 * The first row of each partition, over rows that only come: it is kept first or last, by any order. A row that sorts before the
 * one that is kept takes its place, in an update. The row of partition p is in slot p, so that neither is looked for.
 */
public final class FirstRowOperator implements Operator {
    private final Schema schema;
    private final boolean hasNumber;
    private final int[] keys;
    private final int columns;
    private final RowOrder order;
    private final KeyedTable partitions;
    private final KeyedTable rows;
    private final RowSelection selection = new RowSelection();
    /** Rows of partitions that are new, not yet kept. */
    private int[] fresh = {};

    private int freshCount;
    private int[] part = {};

    /**
     * @param node what to do, with {@link FirstRowsOperator#fits} and limit 1
     * @param hashSeed of the tables; results do not depend on it
     */
    public FirstRowOperator(Over node, long hashSeed) {
        schema = node.schema();
        hasNumber = !node.calls().isEmpty();
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        columns = node.input().schema().size();
        order = new RowOrder(node.order());
        partitions = new KeyedTable(OverColumns.perPartition(node), hashSeed);
        rows = new KeyedTable(TableLayout.listOfRows(node.input().schema()), hashSeed);
    }

    @Override
    public Schema outputSchema() {
        return schema;
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        selection.range(from, to);
        partitions.slotsFor(in, keys, selection);
        int[] slots = selection.slots();
        if (fresh.length < to - from) {
            fresh = new int[to - from];
        }
        for (int i = 0; i < to - from; i++) {
            int row = from + i;
            if (slots[i] == rows.size() + freshCount) {
                fresh[freshCount++] = row;
            } else {
                keepFresh(in, out);
                meet(slots[i], in, row, out);
            }
        }
        keepFresh(in, out);
    }

    private void meet(int slot, Batch in, int row, Output out) {
        if (order.compare(rows, slot, in, row) <= 0) {
            return;
        }
        if (!isSame(slot, in, row)) {
            retract(slot, out.batchForUpdate());
            insert(in, row, out.batch());
        }
        rows.replace(slot, in, row);
    }

    private void retract(int slot, Batch batch) {
        int at = batch.rows();
        for (int column = 0; column < columns; column++) {
            rows.copyKey(column, slot, batch, column, at);
        }
        end(batch, at, 1);
        batch.setWeight(at, -1);
    }

    private void insert(Batch in, int row, Batch batch) {
        int at = batch.rows();
        for (int column = 0; column < columns; column++) {
            batch.copyValue(column, at, in, column, row);
        }
        end(batch, at, 1);
    }

    private boolean isSame(int slot, Batch in, int row) {
        for (int column = 0; column < columns; column++) {
            if (!rows.equalsKey(column, slot, in, column, row)) {
                return false;
            }
        }
        return true;
    }

    private void keepFresh(Batch in, Output out) {
        if (freshCount == 0) {
            return;
        }
        rows.appendAll(in, fresh, freshCount);
        for (int done = 0; done < freshCount; ) {
            Batch batch = out.batch();
            int at = batch.rows();
            int count = Math.min(freshCount - done, batch.capacity() - at);
            int[] chosen = fresh;
            if (count < freshCount) {
                if (part.length < count) {
                    part = new int[fresh.length];
                }
                System.arraycopy(fresh, done, part, 0, count);
                chosen = part;
            }
            for (int column = 0; column < columns; column++) {
                batch.copyValues(column, at, in, column, chosen, count);
            }
            end(batch, at, count);
            done += count;
        }
        freshCount = 0;
    }

    /** Counts rows whose columns are written; each is the first of its partition. */
    private void end(Batch batch, int from, int count) {
        if (hasNumber) {
            Arrays.fill(batch.longs(columns), from, from + count, 1);
        }
        batch.addInserts(count);
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
