package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
import static io.laminar.ring1.Plans.scan;
import static io.laminar.ring1.Plans.schema;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Join.JoinKind;
import io.laminar.testing.OperatorHarness;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamTableJoinOperatorTest {
    private static final Schema STREAM = schema(DataType.BIGINT, DataType.BIGINT);
    private static final Schema TABLE = schema(DataType.BIGINT, DataType.VARCHAR);
    private static final Schema JOINED = schema(DataType.BIGINT, DataType.BIGINT, DataType.BIGINT, DataType.VARCHAR);

    private static PlanNode.Join join(JoinKind kind, ChangelogKind changes) {
        return new PlanNode.Join(
                scan(STREAM, changes),
                scan(TABLE, ChangelogKind.CHANGES),
                kind,
                List.of(0),
                List.of(0),
                null,
                PlanNode.Join.Strategy.STREAM_TABLE,
                JOINED,
                0);
    }

    private static OperatorHarness joining(JoinKind kind, ChangelogKind changes, @Nullable JoinCondition condition) {
        return OperatorHarness.of(
                () -> new StreamTableJoinOperator(join(kind, changes), condition, SEED), STREAM, TABLE);
    }

    @Test
    void eachRowMeetsTheTableAsItIsThen() {
        joining(JoinKind.INNER, ChangelogKind.INSERT_ONLY, null).input("""
                    0 + 1 10
                    1 + 1 a
                    1 + NULL n
                    0 + 1 11
                    0 + NULL 12
                    1 - 1 a
                    1 + 1 b
                    0 + 1 13
                    watermark 5s
                    1 - 1 b
                    0 + 1 14""").expect("""
                    + 1 11 1 a
                    + 1 13 1 b
                    watermark 5s""");
    }

    @Test
    void leftJoinKeepsRowsWithoutMatchForGood() {
        joining(
                        JoinKind.LEFT,
                        ChangelogKind.INSERT_ONLY,
                        (left, leftRow, right, rightRow) -> left.longs(1)[leftRow] > 10)
                .input("""
                    1 + 1 a
                    0 + 1 10
                    0 + 1 11
                    0 + 2 12
                    0 + NULL 13
                    1 + 2 c""")
                .expect("""
                    + 1 10 NULL NULL
                    + 1 11 1 a
                    + 2 12 NULL NULL
                    + NULL 13 NULL NULL""");
    }

    @Test
    void retractionTakesBackWhatTheRowGave() {
        joining(JoinKind.INNER, ChangelogKind.CHANGES, null).input("""
                    0 + 1 10
                    1 + 1 a
                    1 + 1 b
                    0 + 1 10
                    1 - 1 a
                    0 + 1 10
                    0 - 1 10
                    0 - 1 10
                    0 - 1 10
                    0 - 1 10""").expect("""
                    + 1 10 1 a
                    + 1 10 1 b
                    + 1 10 1 b
                    - 1 10 1 a
                    - 1 10 1 b
                    - 1 10 1 b""");
    }

    @Test
    void otherKindsAreRefused() {
        assertThatThrownBy(
                        () -> new StreamTableJoinOperator(join(JoinKind.FULL, ChangelogKind.INSERT_ONLY), null, SEED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FULL");
    }
}
