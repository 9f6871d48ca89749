package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.state.RowCounts;
import io.laminar.state.RowList;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;

/**
 * Sorts a bounded input: keeps all rows, and gives them, or the piece that OFFSET and LIMIT cut out, when the input has
 * ended. Rows that sort alike keep the order of their arrival. Holds the watermark back until then, since its rows come
 * after everything. Retractions take rows back.
 */
public final class SortOperator implements Operator {
    private final PlanNode.Sort node;
    private final RowList rows;
    private final RowCounts changing;
    private final boolean isChanging;
    private boolean isEmitted;

    /**
     * @param node what to do
     * @param hashSeed of the table; results do not depend on it
     */
    public SortOperator(PlanNode.Sort node, long hashSeed) {
        this.node = node;
        rows = new RowList(node.schema());
        changing = new RowCounts(node.schema(), hashSeed);
        isChanging = node.input().changes() == ChangelogKind.CHANGES;
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        for (int row = from; row < to; row++) {
            if (isChanging) {
                changing.add(in, row, in.weight(row));
            } else {
                append(in, row, in.weight(row));
            }
        }
    }

    private void append(Batch in, int row, long times) {
        for (long i = 0; i < times; i++) {
            rows.append(in, row);
        }
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        if (watermark == Watermarks.END) {
            emit(out);
            out.watermark(watermark);
        }
    }

    @Override
    public void onEnd(Output out) {
        emit(out);
    }

    private void emit(Output out) {
        if (isEmitted) {
            return;
        }
        isEmitted = true;
        Batch scratch = new Batch(node.schema(), 1);
        for (int slot = changing.first(); slot != RowCounts.NONE; slot = changing.next(slot)) {
            scratch.clear();
            changing.copyRow(slot, scratch, 0);
            scratch.rows(1);
            append(scratch, 0, changing.weight(slot));
        }
        int[] order = StableSort.sorted(rows.size(), node.order().isEmpty() ? null : this::compare);
        long from = Math.min(node.offset(), order.length);
        long to = node.limit() < 0 ? order.length : Math.min(order.length, from + node.limit());
        for (int i = (int) from; i < to; i++) {
            Batch batch = out.batch();
            rows.copyRow(order[i], batch, batch.rows());
            batch.setWeight(batch.rows(), 1);
            batch.rows(batch.rows() + 1);
        }
    }

    private int compare(int left, int right) {
        for (PlanNode.Sort.SortColumn by : node.order()) {
            boolean isNull = rows.isNull(by.column(), left);
            if (isNull != rows.isNull(by.column(), right)) {
                return isNull == by.nullsFirst() ? -1 : 1;
            }
            int order = rows.compare(by.column(), left, right);
            if (order != 0) {
                return by.isDescending() ? -order : order;
            }
        }
        return 0;
    }

    @Override
    public void persist(StateArchive archive) {
        isEmitted = archive.flag(isEmitted);
        rows.persist(archive);
        changing.persist(archive);
    }

    @Override
    public long stateRows() {
        return (long) rows.size() + changing.size();
    }
}
