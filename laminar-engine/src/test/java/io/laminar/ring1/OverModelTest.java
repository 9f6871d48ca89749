package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
import static io.laminar.ring1.Plans.scan;
import static io.laminar.ring1.Plans.schema;
import static io.laminar.ring1.Plans.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.plan.OverFrame;
import io.laminar.plan.PlanNode.Sort.SortColumn;
import io.laminar.testing.OperatorHarness;
import io.laminar.testing.RecordingOutput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares OVER with a model that looks at all rows for each row; however the input is cut into batches. */
class OverModelTest {
    private static final Schema ROW = schema(DataType.BIGINT, DataType.BIGINT, DataType.TIMESTAMP);
    private static final int KEYS = 4;

    private record Row(int key, int value, int time) {
        String shown() {
            return key + " " + value + " " + time + "s";
        }
    }

    private static Over over(
            OverFrame frame, List<SortColumn> order, Over.Emission emission, long limit, OverCall... calls) {
        List<DataType> types = new ArrayList<>(List.of(DataType.BIGINT, DataType.BIGINT, DataType.TIMESTAMP));
        for (OverCall call : calls) {
            types.add(call.type());
        }
        return new Over(
                scan(ROW, limit == -2 ? ChangelogKind.CHANGES : ChangelogKind.INSERT_ONLY),
                List.of(0),
                order,
                frame,
                List.of(calls),
                emission,
                Math.max(limit, -1),
                schema(types.toArray(DataType[]::new)));
    }

    private static OverCall aggregate(AggregateCall.Function function) {
        AggregateCall call =
                new AggregateCall(function, 1, DataType.BIGINT, AggregateCall.NONE, DataType.BIGINT, function.name());
        return new OverCall(
                OverCall.Function.AGGREGATE,
                call,
                AggregateCall.NONE,
                BigDecimal.ZERO,
                AggregateCall.NONE,
                false,
                call.type());
    }

    private static OverCall call(OverCall.Function function, int argument) {
        return new OverCall(function, null, argument, BigDecimal.ZERO, AggregateCall.NONE, false, DataType.BIGINT);
    }

    /** Frames of rows and of seconds, a negative size being unbounded; rows up to {@code delay} seconds behind the newest are on time. */
    @ParameterizedTest
    @CsvSource({
        "true, 0, 5, 1",
        "true, 3, 40, 2",
        "true, -1, 20, 3",
        "false, 0, 5, 4",
        "false, 7, 40, 5",
        "false, 30, 0, 6",
        "false, -1, 20, 7"
    })
    void framesByEventTimeAgreeWithLookingAtAllRows(boolean isRows, int size, int delay, long seed) {
        Random random = new Random(seed);
        StringBuilder input = new StringBuilder();
        List<String> expected = new ArrayList<>();
        List<Row> taken = new ArrayList<>();
        int watermark = Integer.MIN_VALUE;
        int emittedBefore = Integer.MIN_VALUE;
        for (int step = 1; step <= 12; step++) {
            for (int i = 0; i < 25; i++) {
                Row row = new Row(random.nextInt(KEYS), random.nextInt(9), step * 10 + random.nextInt(30) - 20);
                input.append("+ ").append(row.shown()).append('\n');
                if (row.time < watermark) {
                    expected.add("late " + row.shown());
                } else {
                    taken.add(row);
                }
            }
            watermark = step * 10 - delay;
            input.append("watermark ").append(watermark).append("s\n");
            emit(taken, isRows, size, emittedBefore, watermark, expected);
            emittedBefore = watermark;
            expected.add("watermark " + watermark + "s");
        }
        input.append("end");
        emit(taken, isRows, size, emittedBefore, Integer.MAX_VALUE, expected);
        expected.add("watermark end");
        long from = size < 0 ? OverFrame.FIRST : isRows ? -size : -seconds(size);
        Over node = over(
                new OverFrame(isRows, from, 0),
                List.of(new SortColumn(2, false, false)),
                new Over.Emission(Over.Mode.BY_WATERMARK, 2, 0, true),
                -1,
                aggregate(AggregateCall.Function.SUM),
                aggregate(AggregateCall.Function.MAX),
                call(OverCall.Function.FIRST_VALUE, 1),
                call(OverCall.Function.LAST_VALUE, 1));
        OperatorHarness.of(() -> new RunningOverOperator(node, SEED), ROW)
                .input(input.toString())
                .expect(String.join("\n", expected));
    }

    private static void emit(List<Row> taken, boolean isRows, int size, int from, int before, List<String> expected) {
        List<Row> sorted = new ArrayList<>(taken);
        sorted.sort(Comparator.comparingInt(Row::time));
        for (int at = 0; at < sorted.size(); at++) {
            Row row = sorted.get(at);
            if (row.time >= from && row.time < before) {
                List<Row> frame = new ArrayList<>();
                for (int other = 0; other < sorted.size(); other++) {
                    Row candidate = sorted.get(other);
                    boolean isIn = isRows
                            ? other <= at
                            : candidate.time <= row.time && (size < 0 || candidate.time >= row.time - size);
                    if (candidate.key == row.key && isIn) {
                        frame.add(candidate);
                    }
                }
                List<Row> last =
                        isRows && size >= 0 ? frame.subList(Math.max(0, frame.size() - size - 1), frame.size()) : frame;
                int sum = last.stream().mapToInt(Row::value).sum();
                int max = last.stream().mapToInt(Row::value).max().orElseThrow();
                expected.add("+ " + row.shown() + " " + sum + " " + max + " " + last.get(0).value + " "
                        + last.get(last.size() - 1).value);
            }
        }
    }

    /** Whatever is still kept at a watermark is younger than the frame. */
    @ParameterizedTest
    @CsvSource({"5, 1", "60, 2"})
    void rowsOlderThanTheFrameAreForgotten(int size, long seed) {
        Over node = over(
                new OverFrame(false, -seconds(size), 0),
                List.of(new SortColumn(2, false, false)),
                new Over.Emission(Over.Mode.BY_WATERMARK, 2, 0, true),
                -1,
                aggregate(AggregateCall.Function.SUM));
        RunningOverOperator operator = new RunningOverOperator(node, SEED);
        Random random = new Random(seed);
        Batch batch = new Batch(ROW, 200);
        for (int second = 1; second <= 200; second++) {
            batch.longs(0)[second - 1] = random.nextInt(1000);
            batch.longs(1)[second - 1] = 1;
            batch.longs(2)[second - 1] = seconds(second);
        }
        batch.rows(200);
        RecordingOutput output = new RecordingOutput(operator.outputSchema(), 1024);
        operator.onBatch(0, batch, 0, 200, output);
        operator.onWatermark(seconds(200), output);
        assertThat(operator.stateRows()).isLessThanOrEqualTo(2L * size + 3);
        operator.onWatermark(seconds(1000), output);
        assertThat(operator.stateRows()).isZero();
        output.finish();
    }

    /** Rows come and go; what leaves does not depend on batches, and what is left in the end is what sorting all that is there gives. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "-2, 3"})
    void firstRowsAreKeptRight(int limit, long seed) {
        Random random = new Random(seed);
        List<Row> present = new ArrayList<>();
        StringBuilder input = new StringBuilder();
        for (int step = 0; step < 200; step++) {
            if (limit == -2 && !present.isEmpty() && random.nextInt(3) == 0) {
                Row gone = present.remove(random.nextInt(present.size()));
                input.append("- ").append(gone.shown()).append('\n');
            } else {
                Row row = new Row(random.nextInt(KEYS), random.nextInt(1_000_000), 0);
                present.add(row);
                input.append("+ ").append(row.shown()).append('\n');
            }
        }
        Over node = over(
                OverFrame.RUNNING,
                List.of(new SortColumn(1, true, true)),
                Over.Emission.of(Over.Mode.WITH_CHANGES),
                limit,
                call(OverCall.Function.ROW_NUMBER, AggregateCall.NONE));
        List<String> changes = OperatorHarness.of(() -> new ChangingOverOperator(node, SEED), ROW)
                .input(input.toString())
                .expectSameLines();
        if (FirstRowsOperator.fits(node)) {
            OperatorHarness.of(() -> new FirstRowsOperator(node, SEED), ROW)
                    .input(input.toString())
                    .expectSameLines();
        }
        if (limit == 1) {
            List<String> first = OperatorHarness.of(() -> new FirstRowOperator(node, SEED), ROW)
                    .input(input.toString())
                    .expectSameLines();
            assertThat(first).containsExactlyInAnyOrderElementsOf(changes);
        }
        List<String> expected = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            int wanted = key;
            List<Row> sorted = present.stream()
                    .filter(row -> row.key == wanted)
                    .sorted(Comparator.comparingInt(Row::value).reversed())
                    .toList();
            for (int at = 0; at < sorted.size() && (limit < 0 || at < limit); at++) {
                expected.add("+ " + sorted.get(at).shown() + " " + (at + 1));
            }
        }
        assertThat(changes).containsExactlyInAnyOrderElementsOf(expected);
    }

    /**
     * Rows come and go, some of them several times, and only what a change reaches is calculated anew; what is left in the end is
     * what looking at all rows gives. Frames are from so many rows before to so many after.
     */
    @ParameterizedTest
    @CsvSource({"-3, 0, 1", "-2, 2, 2", "0, 3, 3", "-4, -2, 4", "1, 2, 5", "-70, 0, 6", "-9223372036854775808, 0, 7"})
    void framesOfRowsThatComeAndGo(long from, long to, long seed) {
        Random random = new Random(seed);
        List<Row> present = new ArrayList<>();
        StringBuilder input = new StringBuilder();
        for (int step = 0; step < 300; step++) {
            if (!present.isEmpty() && random.nextInt(3) == 0) {
                Row gone = present.remove(random.nextInt(present.size()));
                input.append("- ").append(gone.shown()).append('\n');
            } else {
                int value = random.nextInt(60);
                Row row = new Row(random.nextInt(KEYS), value, value % 7);
                present.add(row);
                input.append("+ ").append(row.shown()).append('\n');
            }
        }
        Over node = over(
                new OverFrame(true, from, to),
                List.of(new SortColumn(1, true, true)),
                Over.Emission.of(Over.Mode.WITH_CHANGES),
                -2,
                aggregate(AggregateCall.Function.SUM),
                aggregate(AggregateCall.Function.MAX),
                neighbour(OverCall.Function.LAG, 2),
                neighbour(OverCall.Function.LEAD, 1),
                call(OverCall.Function.LAST_VALUE, 1));
        List<String> changes = OperatorHarness.of(() -> new ChangingOverOperator(node, SEED), ROW)
                .input(input.toString())
                .expectSameLines();
        List<String> expected = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            int wanted = key;
            List<Row> sorted = present.stream()
                    .filter(row -> row.key == wanted)
                    .sorted(Comparator.comparingInt(Row::value).reversed())
                    .toList();
            for (int at = 0; at < sorted.size(); at++) {
                List<Row> frame =
                        sorted.subList((int) Math.max(0, Math.min(sorted.size(), at + Math.max(from, -1000))), (int)
                                Math.max(0, Math.min(sorted.size(), at + to + 1)));
                expected.add("+ " + sorted.get(at).shown() + " " + sumAndHighest(frame) + " " + value(sorted, at - 2)
                        + " " + value(sorted, at + 1) + " " + value(frame, frame.size() - 1));
            }
        }
        assertThat(changes).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static OverCall neighbour(OverCall.Function function, int rows) {
        return new OverCall(function, null, 1, BigDecimal.valueOf(rows), AggregateCall.NONE, false, DataType.BIGINT);
    }

    private static String sumAndHighest(List<Row> frame) {
        return frame.isEmpty()
                ? "NULL NULL"
                : frame.stream().mapToInt(Row::value).sum() + " "
                        + frame.stream().mapToInt(Row::value).max().orElseThrow();
    }

    private static String value(List<Row> rows, int at) {
        return at < 0 || at >= rows.size() ? "NULL" : String.valueOf(rows.get(at).value);
    }
}
