package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
import static io.laminar.ring1.Plans.scan;
import static io.laminar.ring1.Plans.schema;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Sort.SortColumn;
import io.laminar.testing.OperatorHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortOperatorTest {
    private static final Schema SCHEMA = schema(DataType.DOUBLE, DataType.VARCHAR);

    private static OperatorHarness sorting(ChangelogKind changes, long offset, long limit, SortColumn... order) {
        return OperatorHarness.of(
                () -> new SortOperator(new PlanNode.Sort(scan(SCHEMA, changes), List.of(order), offset, limit), SEED),
                SCHEMA);
    }

    @Test
    void sortsAtTheEndStablyWithNanLast() {
        sorting(ChangelogKind.INSERT_ONLY, 0, -1, new SortColumn(0, false, false))
                .input("""
                    + 2.0 a
                    + NaN b
                    + NULL c
                    watermark 10s
                    + 1.0 d
                    + 2.0 e
                    + -Infinity f
                    + 1.0 d
                    end""")
                .expect("""
                    + -Infinity f
                    + 1.0 d
                    + 1.0 d
                    + 2.0 a
                    + 2.0 e
                    + NaN b
                    + NULL c
                    watermark end""");
    }

    @Test
    void descendingWithNullsFirstThenBySecondColumn() {
        sorting(ChangelogKind.INSERT_ONLY, 0, -1, new SortColumn(0, true, true), new SortColumn(1, false, false))
                .input("""
                    + 1.0 b
                    + 2.0 z
                    + NULL y
                    + 1.0 a
                    end""")
                .expect("""
                    + NULL y
                    + 2.0 z
                    + 1.0 a
                    + 1.0 b
                    watermark end""");
    }

    @Test
    void offsetAndLimitCutAPieceOutOfTheArrivals() {
        sorting(ChangelogKind.INSERT_ONLY, 1, 2).input("""
                    + 3.0 a
                    + 2.0 b
                    +2 1.0 c
                    end""").expect("""
                    + 2.0 b
                    + 1.0 c
                    watermark end""");
        sorting(ChangelogKind.INSERT_ONLY, 5, 2).input("+ 3.0 a\nend").expect("watermark end");
    }

    @Test
    void retractionsTakeRowsBack() {
        sorting(ChangelogKind.CHANGES, 0, -1, new SortColumn(1, false, false))
                .input("""
                    + 1.0 b
                    + 2.0 a
                    + 1.0 b
                    - 2.0 a
                    - 1.0 b
                    + 3.0 a
                    end""")
                .expect("""
                    + 3.0 a
                    + 1.0 b
                    watermark end""");
    }
}
