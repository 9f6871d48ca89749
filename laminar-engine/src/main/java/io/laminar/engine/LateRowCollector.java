package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.plan.PlanNode;
import io.laminar.ring1.OperatorDriver;

/** Hands late rows, in the columns that the window function was given, to the side output. */
final class LateRowCollector implements OperatorDriver.LateRows {
    private static final int POOLED_BATCHES = 8;

    private final int[] columns;
    private final BatchReceiver receiver;
    private final BatchPool pool;

    LateRowCollector(PlanNode.WindowAggregate aggregate, BatchReceiver receiver) {
        this.columns = columns(aggregate);
        this.receiver = receiver;
        this.pool = new BatchPool(schemaOf(aggregate), 1, POOLED_BATCHES);
    }

    /** Columns of the late rows of the windows below a node. */
    static Schema schemaOf(PlanNode node) {
        if (node instanceof PlanNode.WindowAggregate aggregate
                && !aggregate.lateColumns().isEmpty()) {
            return aggregate.input().schema().select(columns(aggregate)).withTimeColumn(Schema.NO_TIME);
        }
        for (PlanNode input : node.inputs()) {
            Schema found = schemaOf(input);
            if (found.size() > 0) {
                return found;
            }
        }
        return new Schema(java.util.List.of(), Schema.NO_TIME);
    }

    private static int[] columns(PlanNode.WindowAggregate aggregate) {
        return aggregate.lateColumns().stream().mapToInt(Integer::intValue).toArray();
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
