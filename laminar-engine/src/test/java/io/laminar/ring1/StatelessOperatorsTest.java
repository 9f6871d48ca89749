package io.laminar.ring1;

import static io.laminar.ring1.Plans.scan;
import static io.laminar.ring1.Plans.schema;
import static io.laminar.ring1.Plans.seconds;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import io.laminar.testing.OperatorHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link UnionOperator} and {@link WindowAssignOperator}. */
class StatelessOperatorsTest {
    private static final Schema SCHEMA = schema(DataType.BIGINT, DataType.TIMESTAMP);

    private static OperatorHarness assigning(Window window) {
        Schema result =
                schema(DataType.BIGINT, DataType.TIMESTAMP, DataType.TIMESTAMP, DataType.TIMESTAMP, DataType.TIMESTAMP);
        PlanNode.WindowAssign node = new PlanNode.WindowAssign(scan(SCHEMA, ChangelogKind.CHANGES), window, result);
        return OperatorHarness.of(() -> new WindowAssignOperator(node), SCHEMA);
    }

    @Test
    void unionPassesRowsWithTheirWeights() {
        PlanNode input = scan(SCHEMA, ChangelogKind.CHANGES);
        PlanNode.Union union = new PlanNode.Union(List.of(input, input), SCHEMA);
        OperatorHarness.of(() -> new UnionOperator(union), SCHEMA, SCHEMA)
                .input("""
                    0 + 1 1s
                    1 -2 NULL 2s
                    1 + 1 1s
                    end""")
                .expect("""
                    + 1 1s
                    -2 NULL 2s
                    + 1 1s
                    watermark end""");
    }

    @Test
    void tumbleGivesEachRowItsWindow() {
        assigning(new Window.Tumble(1, seconds(10), seconds(1))).input("""
                    + 1 0s
                    - 1 1s
                    + 2 NULL
                    watermark 5s
                    + 3 1s""").expect("""
                    + 1 0s -9s 1s 999ms
                    - 1 1s 1s 11s 10999ms
                    untimed 2 NULL
                    watermark 5s
                    + 3 1s 1s 11s 10999ms""");
    }

    @Test
    void hopGivesEachRowAllItsWindows() {
        assigning(new Window.Hop(1, seconds(4), seconds(10), 0)).input("""
                    + 1 9s
                    + 1 10s
                    + 1 -1s""").expect("""
                    + 1 9s 0s 10s 9999ms
                    + 1 9s 4s 14s 13999ms
                    + 1 9s 8s 18s 17999ms
                    + 1 10s 4s 14s 13999ms
                    + 1 10s 8s 18s 17999ms
                    + 1 -1s -8s 2s 1999ms
                    + 1 -1s -4s 6s 5999ms""");
    }

    @Test
    void rowsInGapsHaveNoWindow() {
        assigning(new Window.Hop(1, seconds(10), seconds(4), 0)).input("""
                    + 1 3999ms
                    + 1 4s
                    + 1 9s
                    + 1 10s""").expect("""
                    + 1 3999ms 0s 4s 3999ms
                    + 1 10s 10s 14s 13999ms""");
    }
}
