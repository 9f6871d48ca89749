package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.expr.Expression;
import io.laminar.expr.Interpreter;
import io.laminar.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a VALUES node. */
final class ConstantRows {
    private ConstantRows() {}

    static List<Batch> of(PlanNode.Values values, int batchRows) {
        List<Batch> batches = new ArrayList<>();
        Batch noColumns = new Batch(Schema.of(), 1);
        for (List<Expression> row : values.rows()) {
            Batch batch = batches.isEmpty() ? null : batches.get(batches.size() - 1);
            if (batch == null || batch.isFull()) {
                batch = new Batch(values.schema(), batchRows);
                batches.add(batch);
            }
            int at = batch.rows();
            for (int column = 0; column < row.size(); column++) {
                set(batch, column, at, Interpreter.of(row.get(column)).evaluate(noColumns, 0));
            }
            batch.rows(at + 1);
        }
        return batches;
    }

    private static void set(Batch batch, int column, int row, @Nullable Object value) {
        if (value == null) {
            batch.setNull(column, row);
        } else if (batch.kind(column) == LaneKind.LONG) {
            batch.longs(column)[row] = value instanceof Boolean truth ? (truth ? 1 : 0) : (Long) value;
        } else if (batch.kind(column) == LaneKind.DOUBLE) {
            batch.doubles(column)[row] = (Double) value;
        } else {
            batch.objects(column)[row] = value;
        }
    }
}
