package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
import static io.laminar.ring1.Plans.scan;
import static io.laminar.ring1.Plans.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Join.JoinKind;
import io.laminar.testing.OperatorHarness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoinOperatorTest {
    private static final Schema SIDE = schema(DataType.BIGINT, DataType.BIGINT);
    private static final Schema PAIR = schema(DataType.BIGINT, DataType.BIGINT, DataType.BIGINT, DataType.BIGINT);

    private static OperatorHarness joining(JoinKind kind, @Nullable JoinCondition condition) {
        boolean isPairing = kind != JoinKind.SEMI && kind != JoinKind.ANTI;
        PlanNode side = scan(SIDE, ChangelogKind.CHANGES);
        PlanNode.Join join = new PlanNode.Join(
                side,
                side,
                kind,
                List.of(0),
                List.of(0),
                null,
                PlanNode.Join.Strategy.REGULAR,
                isPairing ? PAIR : SIDE,
                0);
        return OperatorHarness.of(() -> new JoinOperator(join, condition, SEED), SIDE, SIDE);
    }

    private static boolean isLess(Batch left, int leftRow, Batch right, int rightRow) {
        return left.longs(1)[leftRow] < right.longs(1)[rightRow];
    }

    @Test
    void innerJoinPairsBothWays() {
        joining(JoinKind.INNER, null).input("""
                    0 + 1 10
                    0 + 2 20
                    1 + 1 11
                    1 +2 1 12
                    0 + 1 13
                    1 - 1 11""").expect("""
                    + 1 10 1 11
                    +2 1 10 1 12
                    + 1 13 1 11
                    +2 1 13 1 12
                    - 1 10 1 11
                    - 1 13 1 11""");
    }

    @Test
    void outerRowGoesAtTheFirstMatchAndComesBackAfterTheLast() {
        joining(JoinKind.LEFT, null).input("""
                    0 + 1 10
                    1 + 1 11
                    1 + 1 12
                    1 - 1 11
                    1 - 1 12
                    0 - 1 10""").expect("""
                    + 1 10 NULL NULL
                    - 1 10 NULL NULL
                    + 1 10 1 11
                    + 1 10 1 12
                    - 1 10 1 11
                    - 1 10 1 12
                    + 1 10 NULL NULL
                    - 1 10 NULL NULL""");
    }

    @Test
    void nullKeysMatchNothingAndStayOuter() {
        joining(JoinKind.FULL, null).input("""
                    0 + NULL 10
                    1 + NULL 11
                    0 - NULL 10""").expect("""
                    + NULL 10 NULL NULL
                    + NULL NULL NULL 11
                    - NULL 10 NULL NULL""");
    }

    @Test
    void semiJoinGivesARowOnceHoweverManyMatches() {
        joining(JoinKind.SEMI, null).input("""
                    0 + 1 10
                    1 + 1 11
                    1 + 1 12
                    0 + 1 13
                    1 - 1 11
                    1 - 1 12""").expect("""
                    + 1 10
                    + 1 13
                    - 1 10
                    - 1 13""");
    }

    @Test
    void antiJoinGivesRowsWithoutMatch() {
        joining(JoinKind.ANTI, JoinOperatorTest::isLess).input("""
                    0 + 1 10
                    1 + 1 9
                    1 + 1 11
                    0 + NULL 1
                    1 - 1 11""").expect("""
                    + 1 10
                    - 1 10
                    + NULL 1
                    + 1 10""");
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void agreesWithNestedLoopsOnRandomChangelogs(JoinKind kind) {
        for (long seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            JoinCondition condition = seed % 2 == 0 ? null : JoinOperatorTest::isLess;
            List<Map<String, Integer>> sides = List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
            StringBuilder input = new StringBuilder();
            for (int i = 0; i < 150; i++) {
                int side = random.nextInt(2);
                String row =
                        (random.nextInt(8) == 0 ? "NULL" : String.valueOf(random.nextInt(4))) + " " + random.nextInt(4);
                boolean isRetraction = random.nextBoolean() && sides.get(side).containsKey(row);
                sides.get(side).merge(row, isRetraction ? -1 : 1, Integer::sum);
                sides.get(side).remove(row, 0);
                input.append(side)
                        .append(isRetraction ? " - " : " + ")
                        .append(row)
                        .append('\n');
            }
            assertThat(joining(kind, condition).input(input.toString()).expectSameChanges())
                    .as("seed %d", seed)
                    .isEqualTo(nestedLoops(kind, condition != null, sides.get(0), sides.get(1)));
        }
    }

    private static List<String> nestedLoops(
            JoinKind kind, boolean hasCondition, Map<String, Integer> left, Map<String, Integer> right) {
        Map<String, Integer> result = new LinkedHashMap<>();
        Map<String, Integer> rightMatches = new LinkedHashMap<>();
        left.forEach((leftRow, leftWeight) -> {
            int matches = 0;
            for (Map.Entry<String, Integer> other : right.entrySet()) {
                if (isPair(leftRow, other.getKey(), hasCondition)) {
                    matches += other.getValue();
                    rightMatches.merge(other.getKey(), leftWeight, Integer::sum);
                    if (kind != JoinKind.SEMI && kind != JoinKind.ANTI) {
                        result.merge(leftRow + " " + other.getKey(), leftWeight * other.getValue(), Integer::sum);
                    }
                }
            }
            if (matches == 0 && (kind == JoinKind.LEFT || kind == JoinKind.FULL)) {
                result.put(leftRow + " NULL NULL", leftWeight);
            } else if (matches == 0 ? kind == JoinKind.ANTI : kind == JoinKind.SEMI) {
                result.put(leftRow, leftWeight);
            }
        });
        if (kind == JoinKind.RIGHT || kind == JoinKind.FULL) {
            right.forEach((row, weight) -> {
                if (!rightMatches.containsKey(row)) {
                    result.merge("NULL NULL " + row, weight, Integer::sum);
                }
            });
        }
        List<String> lines = new ArrayList<>();
        result.forEach((row, weight) -> lines.add((weight == 1 ? "+ " : "+" + weight + " ") + row));
        lines.sort(null);
        return lines;
    }

    private static boolean isPair(String left, String right, boolean hasCondition) {
        int leftBlank = left.indexOf(' ');
        int rightBlank = right.indexOf(' ');
        String key = left.substring(0, leftBlank);
        return !key.equals("NULL")
                && key.equals(right.substring(0, rightBlank))
                && (!hasCondition
                        || Integer.parseInt(left.substring(leftBlank + 1))
                                < Integer.parseInt(right.substring(rightBlank + 1)));
    }
}
