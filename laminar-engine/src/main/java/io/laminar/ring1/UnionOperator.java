package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.PlanNode;
import io.laminar.state.StateArchive;

/** All rows of all inputs, as they come. */
public final class UnionOperator implements Operator {
    private final Schema schema;

    /** @param node whose inputs have the columns of its schema */
    public UnionOperator(PlanNode.Union node) {
        schema = node.schema();
    }

    @Override
    public Schema outputSchema() {
        return schema;
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        for (int row = from; row < to; row++) {
            out.batch().appendRow(in, row);
        }
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        out.watermark(watermark);
    }

    @Override
    public void persist(StateArchive archive) {} // has no state

    @Override
    public long stateRows() {
        return 0;
    }
}
