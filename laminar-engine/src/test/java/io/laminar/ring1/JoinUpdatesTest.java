package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows are: identity, key, value. An update of one stays together. */
class JoinUpdatesTest {
    private static final Schema SIDE = schema(DataType.BIGINT, DataType.BIGINT, DataType.BIGINT);
    private static final Schema PAIR = schema(
            DataType.BIGINT, DataType.BIGINT, DataType.BIGINT, DataType.BIGINT, DataType.BIGINT, DataType.BIGINT);

    private static OperatorHarness joining(JoinKind kind, @Nullable JoinCondition condition) {
        PlanNode side = new PlanNode.Scan("input", SIDE, ChangelogKind.CHANGES, List.of(0), false);
        PlanNode.Join join = new PlanNode.Join(
                side,
                side,
                kind,
                List.of(1),
                List.of(1),
                null,
                PlanNode.Join.Strategy.REGULAR,
                isPairing(kind) ? PAIR : SIDE,
                0);
        return OperatorHarness.of(() -> new JoinOperator(join, condition, SEED), SIDE, SIDE);
    }

    private static boolean isPairing(JoinKind kind) {
        return kind != JoinKind.SEMI && kind != JoinKind.ANTI;
    }

    private static boolean isLess(Batch left, int leftRow, Batch right, int rightRow) {
        return left.longs(2)[leftRow] < right.longs(2)[rightRow];
    }

    @Test
    void anUpdateInPlaceLeavesTheOtherSideAlone() {
        joining(JoinKind.FULL, null).input("""
                    0 + 1 7 10
                    1 + 5 7 50
                    1 + 6 7 60
                    0 - 1 7 10
                    0 ~ 1 7 11
                    1 - 6 7 60
                    1 ~ 6 7 61
                    1 - 6 7 61
                    1 ~ 6 7 61""").expect("""
                    + 1 7 10 NULL NULL NULL
                    - 1 7 10 NULL NULL NULL
                    + 1 7 10 5 7 50
                    + 1 7 10 6 7 60
                    - 1 7 10 5 7 50
                    + 1 7 11 5 7 50
                    - 1 7 10 6 7 60
                    + 1 7 11 6 7 60
                    - 1 7 11 6 7 60
                    + 1 7 11 6 7 61""");
    }

    @Test
    void aRowThatMovesLosesOnePartnerAndFindsAnother() {
        joining(JoinKind.LEFT, null).input("""
                    1 + 5 7 50
                    1 + 6 8 60
                    0 + 1 7 10
                    0 - 1 7 10
                    0 ~ 1 8 10
                    0 - 1 8 10
                    0 ~ 1 NULL 10""").expect("""
                    + 1 7 10 5 7 50
                    - 1 7 10 5 7 50
                    + 1 8 10 6 8 60
                    - 1 8 10 6 8 60
                    + 1 NULL 10 NULL NULL NULL""");
        joining(JoinKind.RIGHT, null).input("""
                    1 + 5 7 50
                    1 + 6 8 60
                    0 + 1 7 10
                    0 - 1 7 10
                    0 ~ 1 8 10""").expect("""
                    + NULL NULL NULL 5 7 50
                    + NULL NULL NULL 6 8 60
                    - NULL NULL NULL 5 7 50
                    + 1 7 10 5 7 50
                    - 1 7 10 5 7 50
                    + NULL NULL NULL 5 7 50
                    - NULL NULL NULL 6 8 60
                    + 1 8 10 6 8 60""");
    }

    @Test
    void twoRowsBesideEachOtherWithOtherKeysAreNoUpdate() {
        joining(JoinKind.SEMI, null).input("""
                    0 + 1 7 10
                    1 + 5 7 50
                    1 - 5 7 50
                    1 + 6 7 60
                    1 - 6 7 60
                    1 ~ 6 7 61""").expect("""
                    + 1 7 10
                    - 1 7 10
                    + 1 7 10""");
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void givesWhatIsNeededAndNoMore(JoinKind kind) {
        for (long seed = 0; seed < 8; seed++) {
            boolean hasCondition = seed % 2 == 1;
            Random random = new Random(seed);
            List<Map<Integer, String>> sides = List.of(new TreeMap<>(), new TreeMap<>());
            List<Map<String, Integer>> results = new ArrayList<>();
            StringBuilder input = new StringBuilder();
            for (int i = 0; i < 120; i++) {
                change(random.nextInt(2), sides, random, input);
                input.append("watermark ").append(i + 1).append("s\n");
                results.add(nestedLoops(kind, hasCondition, sides.get(0), sides.get(1)));
            }
            List<String> lines = joining(kind, hasCondition ? JoinUpdatesTest::isLess : null)
                    .input(input.toString())
                    .sameLines();
            Map<String, Integer> result = new LinkedHashMap<>();
            Set<String> touched = new HashSet<>();
            int step = 0;
            for (String line : lines) {
                if (line.startsWith("watermark")) {
                    result.values().removeIf(weight -> weight == 0);
                    assertThat(result).as("seed %d, step %d", seed, step).isEqualTo(results.get(step++));
                    touched.clear();
                } else {
                    String row = line.substring(2);
                    assertThat(touched.add(row))
                            .as("seed %d, step %d: %s", seed, step, row)
                            .isTrue();
                    result.merge(row, line.startsWith("-") ? -1 : 1, Integer::sum);
                }
            }
            assertThat(step).isEqualTo(results.size());
        }
    }

    /** A row comes, goes, or becomes another one. */
    private static void change(int side, List<Map<Integer, String>> sides, Random random, StringBuilder input) {
        int id = random.nextInt(6);
        String row = id + " " + (random.nextInt(6) == 0 ? "NULL" : String.valueOf(random.nextInt(3))) + " "
                + random.nextInt(4);
        String old = sides.get(side).remove(id);
        if (old != null) {
            input.append(side).append(" - ").append(old).append('\n');
            if (random.nextInt(4) == 0) {
                return;
            }
        }
        input.append(side).append(old == null ? " + " : " ~ ").append(row).append('\n');
        sides.get(side).put(id, row);
    }

    private static Map<String, Integer> nestedLoops(
            JoinKind kind, boolean hasCondition, Map<Integer, String> left, Map<Integer, String> right) {
        Map<String, Integer> result = new LinkedHashMap<>();
        Set<String> matched = new HashSet<>();
        for (String one : left.values()) {
            boolean isMatched = false;
            for (String two : right.values()) {
                if (isPair(one.split(" "), two.split(" "), hasCondition)) {
                    isMatched = true;
                    matched.add(two);
                    if (isPairing(kind)) {
                        result.put(one + " " + two, 1);
                    }
                }
            }
            if (!isMatched && (kind == JoinKind.LEFT || kind == JoinKind.FULL)) {
                result.put(one + " NULL NULL NULL", 1);
            } else if (isMatched ? kind == JoinKind.SEMI : kind == JoinKind.ANTI) {
                result.put(one, 1);
            }
        }
        if (kind == JoinKind.RIGHT || kind == JoinKind.FULL) {
            right.values().stream()
                    .filter(row -> !matched.contains(row))
                    .forEach(row -> result.put("NULL NULL NULL " + row, 1));
        }
        return result;
    }

    private static boolean isPair(String[] left, String[] right, boolean hasCondition) {
        return !left[1].equals("NULL")
                && left[1].equals(right[1])
                && (!hasCondition || Integer.parseInt(left[2]) < Integer.parseInt(right[2]));
    }
}
