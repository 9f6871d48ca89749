package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.plan.Over;
import io.laminar.plan.PlanNode;
import io.laminar.ring1.OperatorDriver;
import java.util.List;

/** Hands late rows, in the columns that the window function was given, to the side output. */
final class LateRowCollector implements OperatorDriver.LateRows {
    private static final int POOLED_BATCHES = 8;

    private final int[] columns;
    private final BatchReceiver receiver;
    private final BatchPool pool;

    LateRowCollector(PlanNode node, BatchReceiver receiver) {
        this.columns = columns(node);
        this.receiver = receiver;
        this.pool = new BatchPool(schemaOf(node), 1, POOLED_BATCHES);
    }

    /** Columns of the late rows of the windows, or of OVER, below a node. */
    static Schema schemaOf(PlanNode node) {
        if (collects(node)) {
            return node.inputs().get(0).schema().select(columns(node)).withTimeColumn(Schema.NO_TIME);
        }
        for (PlanNode input : node.inputs()) {
            Schema found = schemaOf(input);
            if (found.size() > 0) {
                return found;
            }
        }
        return new Schema(List.of(), Schema.NO_TIME);
    }

    /** Whether somebody asks for the late rows of a node. */
    static boolean collects(PlanNode node) {
        return columns(node).length > 0;
    }

    private static int[] columns(PlanNode node) {
        List<Integer> columns = node instanceof PlanNode.WindowAggregate aggregate
                ? aggregate.lateColumns()
                : node instanceof Over over ? over.emission().lateColumns() : List.of();
        return columns.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void take(Batch batch, int position) {
        Batch row = pool.take();
        try {
            fill(row, batch, position);
            receiver.onBatch(row, 0, 1);
        } finally {
            row.release();
        }
    }

    private void fill(Batch row, Batch batch, int position) {
        for (int column = 0; column < columns.length; column++) {
            row.copyValue(column, 0, batch, columns[column], position);
        }
        row.setWeight(0, batch.weight(position));
        row.rows(1);
    }
}
