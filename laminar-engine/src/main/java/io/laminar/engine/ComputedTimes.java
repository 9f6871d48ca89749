package io.laminar.engine;

import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.catalog.TimeOptions;
import io.laminar.catalog.Watermark;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.expr.Expression;
import io.laminar.plan.PipelineSpec;
import io.laminar.ring0.Pipeline;
import io.laminar.ring0.RowException;
import io.laminar.time.Watermarks;
import java.util.List;
import java.util.Objects;

/**
 * The watermark is the highest value so far of an expression over the row. Where that is NULL, or raises an error, which is
 * counted, the row does not move it.
 */
final class ComputedTimes extends SourceTimes {
    private final Pipeline pipeline;
    private final BatchPool pool;
    private Batch values;
    private int firstRow;

    ComputedTimes(Watermark rule, Schema input, TimeOptions options, SourceSettings settings) {
        super(rule, options, settings.clock());
        Expression expression = Objects.requireNonNull(rule.expression(), "expression");
        Schema output = Schema.of(List.of(new Field("watermark", expression.type())));
        pipeline = settings.pipelines()
                .create(new PipelineSpec(input, List.of(new PipelineSpec.ProjectStage(List.of(expression))), output))
                .pipeline();
        pool = new BatchPool(output, settings.batchRows(), 1);
        values = pool.take();
    }

    @Override
    void begin(Batch batch, int from, int to) {
        values.release();
        values = to - from <= pool.batchRows() ? pool.take() : new Batch(pool.schema(), to - from);
        firstRow = from;
        int failed = 0;
        for (int start = from; start < to; ) {
            try {
                pipeline.process(batch, start, to, values);
                start = to;
            } catch (RowException error) {
                if (!(error.getCause() instanceof LaminarException)) {
                    throw error;
                }
                failed++;
                values.setNull(0, error.row() - from);
                values.rows(error.row() - from + 1);
                start = error.row() + 1;
            }
        }
        noteFailed(failed);
    }

    @Override
    int take(Batch batch, int from, int to, long told) {
        long[] times = batch.longs(column());
        long[] nulls = batch.nulls(column());
        long[] computed = values.longs(0);
        long[] computedNulls = values.nulls(0);
        long latestCredible = latestCredible();
        long highest = Watermarks.NONE;
        int withoutTime = 0;
        int fromFuture = 0;
        int row = from;
        for (; row < to; row++) {
            if (before != null) {
                before[row] = watermark;
            }
            if (Batch.isNull(nulls, row)) {
                withoutTime++;
            } else if (times[row] < watermark && watermark > told) {
                break;
            } else if (times[row] > highest) {
                highest = times[row];
            }
            int at = row - firstRow;
            if (Batch.isNull(computedNulls, at)) {
                continue;
            }
            if (computed[at] > latestCredible) {
                fromFuture++;
            } else if (computed[at] > watermark) {
                watermark = computed[at];
            }
        }
        note(highest, withoutTime, fromFuture);
        return row;
    }
}
