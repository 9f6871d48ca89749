package io.laminar.engine;

import io.laminar.data.BatchPool;
import io.laminar.plan.PlanNode;
import io.laminar.ring1.OperatorDriver;
import io.laminar.ring1.UpsertOperator;
import java.time.Duration;
import java.util.List;

/** The query behind a TABLE: turns the rows that come in into a changelog with one row per key. */
final class TableQuery {
    private static final int POOLED_BATCHES = 8;

    private TableQuery() {}

    static CompiledQuery compile(PlanNode.Scan scan, List<Integer> key, int batchRows, QueryFigures figures) {
        return compile(scan, key, batchRows, figures, new QueryOutput(scan.schema(), null));
    }

    private static CompiledQuery compile(
            PlanNode.Scan scan, List<Integer> key, int batchRows, QueryFigures figures, QueryOutput output) {
        figures.rewind();
        OperatorDriver driver = new OperatorDriver(
                new UpsertOperator(scan.schema(), key, OperatorFactory.seed()),
                1,
                1,
                new BatchPool(scan.schema(), batchRows, POOLED_BATCHES),
                figures.operator(),
                OperatorDriver.LateRows.COUNT_ONLY,
                output);
        return new CompiledQuery(
                List.of(new StreamingQuery.Leaf(scan, driver.input(0), null, figures.input(), false)),
                output,
                List.of(),
                List.of(),
                List.of(new CompiledQuery.Part(scan, List.of(), output, driver, true, false)),
                List.of(),
                Parallelism.ONE,
                figures,
                Duration.ZERO,
                System::nanoTime,
                () -> compile(scan, key, batchRows, figures, output));
    }
}
