package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
import static io.laminar.ring1.Plans.call;
import static io.laminar.ring1.Plans.count;
import static io.laminar.ring1.Plans.groupAggregate;
import static io.laminar.ring1.Plans.scan;
import static io.laminar.ring1.Plans.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.plan.AggregateCall.Function;
import io.laminar.plan.ChangelogKind;
import io.laminar.testing.OperatorHarness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupAggregateOperatorTest {
    private static final Schema KEY_AND_VALUE = schema(DataType.VARCHAR, DataType.BIGINT);

    private static OperatorHarness summing(List<Integer> keys, ChangelogKind changes) {
        return OperatorHarness.of(
                () -> new GroupAggregateOperator(
                        groupAggregate(
                                scan(KEY_AND_VALUE, changes),
                                keys,
                                List.of(
                                        count(),
                                        call(Function.SUM, 1, DataType.BIGINT, DataType.BIGINT),
                                        call(Function.MAX, 1, DataType.BIGINT, DataType.BIGINT))),
                        SEED),
                KEY_AND_VALUE);
    }

    @Test
    void updatesAreAdjacentPairsOfTouchedGroups() {
        summing(List.of(0), ChangelogKind.INSERT_ONLY).input("""
                    + a 1
                    + b 2
                    + a 3
                    watermark 1s
                    + b 4
                    + NULL NULL
                    watermark 2s""").expectChanges("""
                    + a 2 4 3
                    + b 1 2 2
                    watermark 1s
                    - b 1 2 2
                    + b 2 6 4
                    + NULL 1 NULL NULL
                    watermark 2s""");
    }

    @Test
    void groupWithoutRowsGoesAndEqualValuesGiveNothing() {
        summing(List.of(0), ChangelogKind.CHANGES).input("""
                    + a 1
                    + b 2
                    watermark 1s
                    - a 1
                    + b 7
                    - b 7
                    watermark 2s
                    + a 5
                    watermark 3s""").expectChanges("""
                    + a 1 1 1
                    + b 1 2 2
                    watermark 1s
                    - a 1 1 1
                    watermark 2s
                    + a 1 5 5
                    watermark 3s""");
    }

    @Test
    void globalGroupComesAtTheEndAtTheLatest() {
        summing(List.of(), ChangelogKind.INSERT_ONLY).input("""
                    watermark 1s
                    end""").expect("""
                    watermark 1s
                    + 0 NULL NULL
                    watermark end""");
    }

    @Test
    void globalGroupNeverGoes() {
        summing(List.of(), ChangelogKind.CHANGES).input("""
                    + a 1
                    watermark 1s
                    - a 1
                    watermark 2s
                    + b NULL
                    end""").expectChanges("""
                    + 1 1 1
                    watermark 1s
                    - 1 1 1
                    + 0 NULL NULL
                    watermark 2s
                    - 0 NULL NULL
                    + 1 NULL NULL
                    watermark end""");
    }

    @Test
    void firstAndLastAreByArrival() {
        OperatorHarness.of(
                        () -> new GroupAggregateOperator(
                                groupAggregate(
                                        scan(KEY_AND_VALUE, ChangelogKind.INSERT_ONLY),
                                        List.of(0),
                                        List.of(
                                                call(Function.FIRST_VALUE, 1, DataType.BIGINT, DataType.BIGINT),
                                                call(Function.LAST_VALUE, 1, DataType.BIGINT, DataType.BIGINT))),
                                SEED),
                        KEY_AND_VALUE)
                .input("""
                    + a 5
                    + a 7
                    + a NULL
                    watermark 1s
                    + a 1""")
                .expectChanges("""
                    + a 5 NULL
                    watermark 1s
                    - a 5 NULL
                    + a 5 1""");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithAModelOnRandomChangelogs(long seed) {
        Random random = new Random(seed);
        Map<String, TreeMap<Long, Integer>> model = new LinkedHashMap<>();
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            String key = "k" + random.nextInt(6);
            long value = random.nextInt(5);
            TreeMap<Long, Integer> values = model.computeIfAbsent(key, ignored -> new TreeMap<>());
            boolean isRetraction = random.nextInt(100) < 48 && values.containsKey(value);
            input.append(isRetraction ? "- " : "+ ")
                    .append(key)
                    .append(' ')
                    .append(value)
                    .append('\n');
            values.merge(value, isRetraction ? -1 : 1, Integer::sum);
            values.remove(value, 0);
        }
        List<String> expected = model.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> row(group.getKey(), group.getValue()))
                .sorted()
                .toList();
        List<String> changes = summing(List.of(0), ChangelogKind.CHANGES)
                .input(input.toString())
                .expectSameChanges();
        assertThat(changes).isEqualTo(expected);
    }

    private static String row(String key, NavigableMap<Long, Integer> values) {
        long rows = 0;
        long sum = 0;
        for (Map.Entry<Long, Integer> entry : values.entrySet()) {
            rows += entry.getValue();
            sum += entry.getKey() * entry.getValue();
        }
        return "+ " + key + " " + rows + " " + sum + " " + values.lastKey();
    }
}
