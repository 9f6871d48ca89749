package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
import static io.laminar.ring1.Plans.count;
import static io.laminar.ring1.Plans.scan;
import static io.laminar.ring1.Plans.schema;
import static io.laminar.ring1.Plans.seconds;
import static io.laminar.ring1.Plans.windowAggregate;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.EmitMode;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import io.laminar.state.GroupLoops;
import io.laminar.testing.OperatorHarness;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares window aggregation with a model that tries every window for every row, over rows far out of order. */
class WindowAggregateModelTest {
    private static final Schema KEY_AND_TIME = schema(DataType.BIGINT, DataType.TIMESTAMP);
    private static final int WATERMARKS = 12;

    /** By start of the window, then of the slice, then by key. */
    private final TreeMap<Integer, TreeMap<Integer, Map<Integer, Integer>>> countsByStart = new TreeMap<>();
    /** Length of a slice, by which groups leave before they do in the order of their first rows; 0 without slices. */
    private int slice;

    private final List<String> expected = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "3, 7, 0, 0, 1",
        "2, 8, 1, 0, 2",
        "1, 20, 0, 5, 3",
        "4, 6, 2, 6, 4",
        "5, 15, -3, 50, 5",
        "7, 100, 0, 0, 6",
        "1, 37, 0, 10, 7",
        "3, 60, -5, 20, 8",
        "2, 64, 1, 0, 9"
    })
    void slicesAgreeWithTryingEveryWindow(int slide, int size, int offset, int lateness, long seed) {
        slice = BigInteger.valueOf(slide).gcd(BigInteger.valueOf(size)).intValue();
        agreesWithTryingEveryWindow(
                slide,
                size,
                offset,
                lateness,
                seed,
                (node, hashSeed) -> new SlicedWindowOperator(node, hashSeed, GroupLoops.NONE));
    }

    @ParameterizedTest
    @CsvSource({"3, 7, 0, 0, 1", "10, 10, -3, 0, 2", "1, 20, 0, 5, 3", "9, 4, 2, 6, 4", "2, 2, 0, 50, 5"})
    void agreesWithTryingEveryWindow(int slide, int size, int offset, int lateness, long seed) {
        agreesWithTryingEveryWindow(slide, size, offset, lateness, seed, WindowAggregateOperator::new);
    }

    private void agreesWithTryingEveryWindow(
            int slide,
            int size,
            int offset,
            int lateness,
            long seed,
            BiFunction<PlanNode.WindowAggregate, Long, Operator> operator) {
        Random random = new Random(seed);
        StringBuilder input = new StringBuilder();
        int closedUpTo = Integer.MIN_VALUE;
        for (int step = 1; step <= WATERMARKS; step++) {
            for (int i = 0; i < 60; i++) {
                int key = random.nextInt(4);
                int time = step * 10 + random.nextInt(120) - 60;
                input.append("+ ").append(key).append(' ').append(time).append("s\n");
                add(key, time, slide, size, offset, closedUpTo);
            }
            input.append("watermark ").append(step * 10).append("s\n");
            closedUpTo = step * 10 - lateness;
            close(closedUpTo, size);
            expected.add("watermark " + closedUpTo + "s"); // of later windows there is more to come
        }
        input.append("end");
        close(Integer.MAX_VALUE, size);
        expected.add("watermark end");
        OperatorHarness.of(
                        () -> operator.apply(
                                windowAggregate(
                                        scan(KEY_AND_TIME, ChangelogKind.INSERT_ONLY),
                                        new Window.Hop(1, seconds(slide), seconds(size), seconds(offset)),
                                        List.of(0),
                                        List.of(count()),
                                        EmitMode.ON_WINDOW_CLOSE,
                                        seconds(lateness)),
                                SEED),
                        KEY_AND_TIME)
                .input(input.toString())
                .expect(String.join("\n", expected));
    }

    private void add(int key, int time, int slide, int size, int offset, int closedUpTo) {
        boolean hasWindow = false;
        boolean isLate = true;
        for (int start = time - size + 1; start <= time; start++) {
            if (Math.floorMod(start - offset, slide) == 0) {
                hasWindow = true;
                if (start + size > closedUpTo) {
                    isLate = false;
                    countsByStart
                            .computeIfAbsent(start, ignored -> new TreeMap<>())
                            .computeIfAbsent(
                                    slice == 0 ? 0 : Math.floorDiv(time - offset, slice),
                                    ignored -> new LinkedHashMap<>())
                            .merge(key, 1, Integer::sum);
                }
            }
        }
        if (hasWindow && isLate) {
            expected.add("late " + key + " " + time + "s");
        }
    }

    private void close(int closedUpTo, int size) {
        while (!countsByStart.isEmpty() && countsByStart.firstKey() + size <= closedUpTo) {
            int start = countsByStart.firstKey();
            int end = start + size;
            Map<Integer, Integer> counts = new LinkedHashMap<>();
            countsByStart
                    .remove(start)
                    .values()
                    .forEach(slice -> slice.forEach((key, count) -> counts.merge(key, count, Integer::sum)));
            counts.forEach((key, count) ->
                    expected.add(String.format("+ %d %d %ds %ds %dms", key, count, start, end, end * 1000 - 1)));
        }
    }
}
