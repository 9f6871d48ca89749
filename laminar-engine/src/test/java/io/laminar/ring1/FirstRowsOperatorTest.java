package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
import static io.laminar.ring1.Plans.scan;
import static io.laminar.ring1.Plans.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.plan.OverFrame;
import io.laminar.plan.PlanNode.Sort.SortColumn;
import io.laminar.testing.OperatorHarness;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves is the same, line by line, however the rows are grouped. */
class FirstRowsOperatorTest {
    private static final Schema ROW = schema(DataType.BIGINT, DataType.BIGINT, DataType.VARCHAR);

    private static OperatorHarness harness(boolean hasNumber, long limit, SortColumn... order) {
        OverCall number = new OverCall(
                OverCall.Function.ROW_NUMBER,
                null,
                AggregateCall.NONE,
                BigDecimal.ZERO,
                AggregateCall.NONE,
                false,
                DataType.BIGINT);
        Over node = new Over(
                scan(ROW, ChangelogKind.INSERT_ONLY),
                List.of(0),
                List.of(order),
                OverFrame.RUNNING,
                hasNumber ? List.of(number) : List.of(),
                Over.Emission.of(Over.Mode.WITH_CHANGES),
                limit,
                hasNumber ? schema(DataType.BIGINT, DataType.BIGINT, DataType.VARCHAR, DataType.BIGINT) : ROW);
        assertThat(FirstRowsOperator.fits(node)).isTrue();
        return OperatorHarness.of(
                () -> limit == 1 ? new FirstRowOperator(node, SEED) : new FirstRowsOperator(node, SEED), ROW);
    }

    @Test
    void aRowThatIsAmongTheFirstPushesTheLastOut() {
        harness(false, 2, new SortColumn(1, true, false)).input("""
                        + 1 10 a
                        + 1 20 b
                        + 1 15 c
                        + 1 15 tie
                        + 2 1 e
                        + 1 99 f
                        + 1 99 f
                        + 1 99 f
                        + 1 NULL g
                        watermark 1s
                        end
                        """).expect("""
                        + 1 10 a
                        + 1 20 b
                        - 1 10 a
                        + 1 15 c
                        + 2 1 e
                        - 1 15 c
                        + 1 99 f
                        - 1 20 b
                        + 1 99 f
                        watermark 1s
                        watermark end
                        """);
    }

    @Test
    void aRowInFrontOfOthersChangesTheirNumbers() {
        harness(true, 3, new SortColumn(1, true, false)).input("""
                        + 1 10 a
                        + 1 20 b
                        + 1 15 c
                        + 1 30 d
                        + 1 30 d
                        + 1 5 e
                        end
                        """).expect("""
                        + 1 10 a 1
                        - 1 10 a 1
                        + 1 20 b 1
                        + 1 10 a 2
                        - 1 10 a 2
                        + 1 15 c 2
                        + 1 10 a 3
                        - 1 20 b 1
                        + 1 30 d 1
                        - 1 15 c 2
                        + 1 20 b 2
                        - 1 10 a 3
                        + 1 15 c 3
                        - 1 20 b 2
                        + 1 30 d 2
                        - 1 15 c 3
                        + 1 20 b 3
                        watermark end
                        """);
    }

    @Test
    void theLatestArrivalReplacesTheOneBefore() {
        harness(false, 1, new SortColumn(Over.ARRIVAL, true, false)).input("""
                        + 1 10 a
                        + 1 10 a
                        + 1 5 b
                        end
                        """).expect("""
                        + 1 10 a
                        - 1 10 a
                        + 1 5 b
                        watermark end
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "false, 1, true, false, 1",
        "false, 4, false, true, 2",
        "true, 1, false, false, 3",
        "true, 5, true, true, 4",
        "true, 1000, true, false, 5"
    })
    void theFirstRowsAreThoseOfASortedList(
            boolean hasNumber, int limit, boolean isDescending, boolean nullsFirst, long seed) {
        Random random = new Random(seed);
        StringBuilder input = new StringBuilder();
        Map<Integer, List<String[]>> present = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            int key = random.nextInt(5);
            String value = random.nextInt(8) == 0 ? "NULL" : String.valueOf(random.nextInt(40));
            String[] row = {String.valueOf(key), value, "r" + i};
            present.computeIfAbsent(key, absent -> new ArrayList<>()).add(row);
            input.append("+ ").append(String.join(" ", row)).append('\n');
        }
        Comparator<String[]> byValue = Comparator.comparing(
                row -> row[1].equals("NULL") ? null : Integer.valueOf(row[1]),
                nullsFirst
                        ? Comparator.nullsFirst(direction(isDescending))
                        : Comparator.nullsLast(direction(isDescending)));
        List<String> expected = new ArrayList<>();
        present.values().forEach(rows -> {
            rows.sort(byValue);
            for (int i = 0; i < Math.min(limit, rows.size()); i++) {
                expected.add("+ " + String.join(" ", rows.get(i)) + (hasNumber ? " " + (i + 1) : ""));
            }
        });

        List<String> changes = harness(hasNumber, limit, new SortColumn(1, isDescending, nullsFirst))
                .input(input.toString())
                .expectSameChanges();

        assertThat(changes).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Comparator<Integer> direction(boolean isDescending) {
        return isDescending ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }
}
