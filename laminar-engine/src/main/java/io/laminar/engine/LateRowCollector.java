package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.PlanNode;
import io.laminar.ring1.OperatorDriver;

/** Hands late rows, in the columns that the window function was given, to the side output. */
final class LateRowCollector implements OperatorDriver.LateRows {
    private final int[] columns;
    private final RelationHub hub;
    private final Batch row;

    LateRowCollector(PlanNode.WindowAggregate aggregate, RelationHub hub) {
        this.columns = columns(aggregate);
        this.hub = hub;
        this.row = new Batch(hub.schema(), 1);
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
        row.clear();
        for (int column = 0; column < columns.length; column++) {
            row.copyValue(column, 0, batch, columns[column], position);
        }
        row.setWeight(0, batch.weight(position));
        row.rows(1);
        hub.onBatch(row, 0, 1);
    }
}
