package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
import static io.laminar.ring1.Plans.call;
import static io.laminar.ring1.Plans.count;
import static io.laminar.ring1.Plans.filtered;
import static io.laminar.ring1.Plans.scan;
import static io.laminar.ring1.Plans.schema;
import static io.laminar.ring1.Plans.seconds;
import static io.laminar.ring1.Plans.windowAggregate;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.AggregateCall.Function;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.EmitMode;
import io.laminar.plan.Window;
import io.laminar.testing.OperatorHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowAggregateOperatorTest {
    private static final Schema KEY_AND_TIME = schema(DataType.BIGINT, DataType.TIMESTAMP);
    private static final Schema TIME_KEY_VALUE = schema(DataType.TIMESTAMP, DataType.BIGINT, DataType.BIGINT);
    private static final Window TEN_SECONDS = new Window.Tumble(1, seconds(10), 0);

    private static OperatorHarness counting(Window window) {
        return counting(window, EmitMode.ON_WINDOW_CLOSE, 0, ChangelogKind.INSERT_ONLY);
    }

    private static OperatorHarness counting(Window window, EmitMode emit, long lateness, ChangelogKind changes) {
        return OperatorHarness.of(
                () -> new WindowAggregateOperator(
                        windowAggregate(
                                scan(KEY_AND_TIME, changes), window, List.of(0), List.of(count()), emit, lateness),
                        SEED),
                KEY_AND_TIME);
    }

    private static OperatorHarness aggregating(
            DataType type, ChangelogKind changes, EmitMode emit, AggregateCall... calls) {
        Schema input = schema(DataType.TIMESTAMP, type, DataType.BOOLEAN);
        return OperatorHarness.of(
                () -> new WindowAggregateOperator(
                        windowAggregate(
                                scan(input, changes),
                                new Window.Tumble(0, seconds(10), 0),
                                List.of(),
                                List.of(calls),
                                emit,
                                0),
                        SEED),
                input);
    }

    @Test
    void emitsEachWindowOnceAndReportsLateRows() {
        counting(TEN_SECONDS).input("""
                    + 7 1s
                    watermark 10s
                    + 7 9s""").expect("""
                    + 7 1 0s 10s 9999ms
                    watermark 10s
                    late 7 9s""");
    }

    @Test
    void rowAtTheEndBelongsToTheNextWindow() {
        counting(TEN_SECONDS).input("""
                    + 7 0s
                    + 7 9999ms
                    + 7 10s
                    watermark 9999ms
                    watermark 10s
                    end""").expect("""
                    watermark 0s
                    + 7 2 0s 10s 9999ms
                    watermark 10s
                    + 7 1 10s 20s 19999ms
                    watermark end""");
    }

    @Test
    void windowsBeforeTheEpochStartTowardsMinusInfinity() {
        counting(TEN_SECONDS).input("""
                    + 7 -1s
                    + 7 -10s
                    + 7 -11s
                    end""").expect("""
                    + 7 1 -20s -10s -10001ms
                    + 7 2 -10s 0s -1ms
                    watermark end""");
    }

    @Test
    void offsetMovesTheGrid() {
        for (long offset : new long[] {3, 13, -7}) {
            counting(new Window.Tumble(1, seconds(10), seconds(offset)))
                    .input("""
                        + 7 2s
                        + 7 3s
                        end""")
                    .expect("""
                        + 7 1 -7s 3s 2999ms
                        + 7 1 3s 13s 12999ms
                        watermark end""");
        }
    }

    @Test
    void windowsLeaveByEndAndGroupsByFirstRow() {
        counting(TEN_SECONDS).input("""
                    + 3 11s
                    + 9 1s
                    + 1 2s
                    + 9 3s
                    + 1 12s
                    end""").expect("""
                    + 9 2 0s 10s 9999ms
                    + 1 1 0s 10s 9999ms
                    + 3 1 10s 20s 19999ms
                    + 1 1 10s 20s 19999ms
                    watermark end""");
    }

    @Test
    void nullIsAGroupAndNullTimeIsInNoWindow() {
        counting(TEN_SECONDS).input("""
                    + NULL 1s
                    + 0 1s
                    + NULL 2s
                    + 0 NULL
                    end""").expect("""
                    untimed 0 NULL
                    + NULL 2 0s 10s 9999ms
                    + 0 1 0s 10s 9999ms
                    watermark end""");
    }

    @Test
    void rowBehindTheWatermarkCountsWhileItsWindowIsOpen() {
        counting(TEN_SECONDS).input("""
                    + 7 8s
                    watermark 9s
                    + 7 1s
                    end""").expect("""
                    watermark 0s
                    + 7 2 0s 10s 9999ms
                    watermark end""");
    }

    @Test
    void latenessKeepsWindowsOpen() {
        counting(TEN_SECONDS, EmitMode.ON_WINDOW_CLOSE, seconds(5), ChangelogKind.INSERT_ONLY)
                .input("""
                    + 7 8s
                    watermark 14s
                    + 7 1s
                    watermark 15s
                    + 7 2s""")
                .expect("""
                    watermark 0s
                    + 7 2 0s 10s 9999ms
                    watermark 10s
                    late 7 2s""");
    }

    @Test
    void hoppingWindowsOverlap() {
        counting(new Window.Hop(1, seconds(5), seconds(10), 0)).input("""
                    + 7 4s
                    + 7 5s
                    end""").expect("""
                    + 7 1 -5s 5s 4999ms
                    + 7 2 0s 10s 9999ms
                    + 7 1 5s 15s 14999ms
                    watermark end""");
    }

    @Test
    void slideNeedNotDivideTheSize() {
        counting(new Window.Hop(1, seconds(4), seconds(10), 0)).input("""
                    + 7 9s
                    end""").expect("""
                    + 7 1 0s 10s 9999ms
                    + 7 1 4s 14s 13999ms
                    + 7 1 8s 18s 17999ms
                    watermark end""");
    }

    @Test
    void rowsBetweenWindowsVanishWhenTheSlideIsLonger() {
        counting(new Window.Hop(1, seconds(10), seconds(4), 0)).input("""
                    + 7 3s
                    + 7 4s
                    + 7 9s
                    + 7 -7s
                    watermark 10s
                    + 7 5s
                    + 7 11s
                    end""").expect("""
                    + 7 1 -10s -6s -6001ms
                    + 7 1 0s 4s 3999ms
                    watermark 10s
                    + 7 1 10s 14s 13999ms
                    watermark end""");
    }

    @Test
    void rowIsLateOnlyWhenAllItsWindowsAreClosed() {
        counting(new Window.Hop(1, seconds(5), seconds(10), 0)).input("""
                    watermark 10s
                    + 7 6s
                    + 7 4s
                    end""").expect("""
                    watermark 10s
                    late 7 4s
                    + 7 1 5s 15s 14999ms
                    watermark end""");
    }

    @Test
    void attachedWindowsAreThoseOfTheRow() {
        Schema input = schema(DataType.BIGINT, DataType.TIMESTAMP, DataType.TIMESTAMP);
        OperatorHarness.of(
                        () -> new WindowAggregateOperator(
                                windowAggregate(
                                        scan(input, ChangelogKind.INSERT_ONLY),
                                        new Window.Attached(1, 2),
                                        List.of(0),
                                        List.of(count()),
                                        EmitMode.ON_WINDOW_CLOSE,
                                        0),
                                SEED),
                        input)
                .input("""
                    + 7 5s 10s
                    + 7 0s 10s
                    + 7 0s 5s
                    + 7 0s 10s
                    + 7 0s NULL
                    watermark 5s
                    + 7 0s 5s
                    end""")
                .expect("""
                    untimed 7 0s NULL
                    + 7 1 0s 5s 4999ms
                    watermark 5s
                    late 7 0s 5s
                    + 7 2 0s 10s 9999ms
                    + 7 1 5s 10s 9999ms
                    watermark end""");
    }

    @Test
    void retractionsTakeRowsBackAndEmptyGroupsEmitNothing() {
        counting(TEN_SECONDS, EmitMode.ON_WINDOW_CLOSE, 0, ChangelogKind.CHANGES)
                .input("""
                    + 7 1s
                    + 8 1s
                    + 7 2s
                    - 8 1s
                    - 7 1s
                    watermark 10s
                    - 7 2s""")
                .expect("""
                    + 7 1 0s 10s 9999ms
                    watermark 10s
                    late 7 2s""");
    }

    @Test
    void changesAreAPairPerTouchedGroup() {
        counting(TEN_SECONDS, EmitMode.CHANGES, 0, ChangelogKind.CHANGES)
                .input("""
                    + 7 1s
                    + 8 1s
                    + 7 2s
                    watermark 1s
                    + 7 3s
                    - 8 1s
                    watermark 2s
                    + 7 4s
                    - 7 4s
                    watermark 10s
                    + 7 5s""")
                .expectChanges("""
                    + 7 2 0s 10s 9999ms
                    + 8 1 0s 10s 9999ms
                    watermark 0s
                    - 7 2 0s 10s 9999ms
                    + 7 3 0s 10s 9999ms
                    - 8 1 0s 10s 9999ms
                    watermark 0s
                    watermark 10s
                    late 7 5s""");
    }

    @Test
    void aggregatesOfIntegers() {
        aggregating(
                        DataType.INTEGER,
                        ChangelogKind.INSERT_ONLY,
                        EmitMode.ON_WINDOW_CLOSE,
                        count(),
                        call(Function.COUNT, 1, DataType.INTEGER, DataType.BIGINT),
                        call(Function.SUM, 1, DataType.INTEGER, DataType.BIGINT),
                        call(Function.AVG, 1, DataType.INTEGER, DataType.DOUBLE),
                        call(Function.MIN, 1, DataType.INTEGER, DataType.INTEGER),
                        call(Function.MAX, 1, DataType.INTEGER, DataType.INTEGER),
                        filtered(call(Function.SUM, 1, DataType.INTEGER, DataType.BIGINT), 2),
                        filtered(count(), 2))
                .input("""
                    + 1s 3 true
                    + 2s NULL true
                    + 3s -4 false
                    + 4s 2 NULL
                    + 11s NULL false
                    end""")
                .expect("""
                    + 4 3 1 0.3333333333333333 -4 3 3 2 0s 10s 9999ms
                    + 1 0 NULL NULL NULL NULL NULL 0 10s 20s 19999ms
                    watermark end""");
    }

    @Test
    void aggregatesOfDoublesWithNanLast() {
        aggregating(
                        DataType.DOUBLE,
                        ChangelogKind.INSERT_ONLY,
                        EmitMode.ON_WINDOW_CLOSE,
                        call(Function.SUM, 1, DataType.DOUBLE, DataType.DOUBLE),
                        call(Function.AVG, 1, DataType.DOUBLE, DataType.DOUBLE),
                        call(Function.MIN, 1, DataType.DOUBLE, DataType.DOUBLE),
                        call(Function.MAX, 1, DataType.DOUBLE, DataType.DOUBLE))
                .input("""
                    + 1s 1.5 true
                    + 2s -2.5 true
                    + 11s NaN true
                    + 12s -Infinity true
                    + 21s NaN true
                    + 31s NULL true
                    end""")
                .expect("""
                    + -1.0 -0.5 -2.5 1.5 0s 10s 9999ms
                    + NaN NaN -Infinity NaN 10s 20s 19999ms
                    + NaN NaN NaN NaN 20s 30s 29999ms
                    + NULL NULL NULL NULL 30s 40s 39999ms
                    watermark end""");
    }

    @Test
    void aggregatesOfDecimals() {
        for (int precision : new int[] {10, 30}) {
            DataType type = DataType.decimal(precision, 2);
            aggregating(
                            type,
                            ChangelogKind.INSERT_ONLY,
                            EmitMode.ON_WINDOW_CLOSE,
                            call(Function.SUM, 1, type, DataType.decimal(38, 2)),
                            call(Function.AVG, 1, type, DataType.decimal(38, 6)),
                            call(Function.MIN, 1, type, type),
                            call(Function.MAX, 1, type, type))
                    .input("""
                        + 1s 1.10 true
                        + 2s 2.25 true
                        + 3s -10.00 true
                        + 11s NULL true
                        end""")
                    .expect("""
                        + -6.65 -2.216667 -10.00 2.25 0s 10s 9999ms
                        + NULL NULL NULL NULL 10s 20s 19999ms
                        watermark end""");
        }
    }

    @Test
    void aggregatesOfTexts() {
        aggregating(
                        DataType.VARCHAR,
                        ChangelogKind.INSERT_ONLY,
                        EmitMode.ON_WINDOW_CLOSE,
                        call(Function.COUNT, 1, DataType.VARCHAR, DataType.BIGINT),
                        call(Function.MIN, 1, DataType.VARCHAR, DataType.VARCHAR),
                        call(Function.MAX, 1, DataType.VARCHAR, DataType.VARCHAR),
                        call(Function.FIRST_VALUE, 1, DataType.VARCHAR, DataType.VARCHAR),
                        call(Function.LAST_VALUE, 1, DataType.VARCHAR, DataType.VARCHAR))
                .input("""
                    + 3s b true
                    + 1s NULL true
                    + 2s a true
                    + 3s c true
                    + 1s z true
                    end""")
                .expect("""
                    + 4 a z NULL c 0s 10s 9999ms
                    watermark end""");
    }

    @Test
    void averageOfLongsIsExactBeyondALong() {
        aggregating(
                        DataType.BIGINT,
                        ChangelogKind.CHANGES,
                        EmitMode.ON_WINDOW_CLOSE,
                        call(Function.AVG, 1, DataType.BIGINT, DataType.DOUBLE))
                .input("""
                    + 1s 9223372036854775807 true
                    + 1s 9223372036854775807 true
                    + 1s 9223372036854775807 true
                    - 1s -9223372036854775808 true
                    - 1s 9223372036854775807 true
                    - 1s 9223372036854775807 true
                    - 1s 9223372036854775807 true
                    + 1s -9223372036854775808 true
                    +2 1s 4 true
                    end""")
                .expect("""
                    + 4.0 0s 10s 9999ms
                    watermark end""");
    }

    @Test
    void sumThatDoesNotFitIsAnError() {
        OperatorHarness harness = aggregating(
                        DataType.BIGINT,
                        ChangelogKind.INSERT_ONLY,
                        EmitMode.ON_WINDOW_CLOSE,
                        call(Function.SUM, 1, DataType.BIGINT, DataType.BIGINT))
                .input("""
                    + 1s 9223372036854775807 true
                    + 1s 1 true""");
        assertThatThrownBy(() -> harness.expect(""))
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        error -> org.assertj.core.api.Assertions.assertThat(error.code())
                                .isEqualTo(ErrorCode.NUMERIC_OVERFLOW))
                .hasMessageContaining("9223372036854775808");
    }

    @Test
    void extremesSurviveRetractions() {
        for (DataType type : List.of(DataType.BIGINT, DataType.DOUBLE, DataType.decimal(30, 1))) {
            String one = type.equals(DataType.BIGINT) ? "1" : "1.0";
            String five = type.equals(DataType.BIGINT) ? "5" : "5.0";
            String three = type.equals(DataType.BIGINT) ? "3" : "3.0";
            aggregating(
                            type,
                            ChangelogKind.CHANGES,
                            EmitMode.CHANGES,
                            call(Function.MIN, 1, type, type),
                            call(Function.MAX, 1, type, type))
                    .input("""
                        + 1s FIVE true
                        + 1s ONE true
                        + 1s ONE true
                        watermark 1s
                        - 1s ONE true
                        watermark 2s
                        - 1s FIVE true
                        + 1s THREE true
                        watermark 3s
                        - 1s ONE true
                        + 1s NULL true
                        watermark 4s
                        - 1s THREE true
                        end""".replace("ONE", one).replace("FIVE", five).replace("THREE", three))
                    .expectChanges("""
                        + ONE FIVE 0s 10s 9999ms
                        watermark 0s
                        watermark 0s
                        - ONE FIVE 0s 10s 9999ms
                        + ONE THREE 0s 10s 9999ms
                        watermark 0s
                        - ONE THREE 0s 10s 9999ms
                        + THREE THREE 0s 10s 9999ms
                        watermark 0s
                        - THREE THREE 0s 10s 9999ms
                        + NULL NULL 0s 10s 9999ms
                        watermark end""".replace("ONE", one).replace("FIVE", five).replace("THREE", three));
        }
    }

    @Test
    void sumsOfDoublesSurviveRetractionOfNanAndInfinity() {
        aggregating(
                        DataType.DOUBLE,
                        ChangelogKind.CHANGES,
                        EmitMode.ON_WINDOW_CLOSE,
                        call(Function.SUM, 1, DataType.DOUBLE, DataType.DOUBLE))
                .input("""
                    + 1s 0.1 true
                    + 1s NaN true
                    + 1s Infinity true
                    + 1s 0.2 true
                    - 1s NaN true
                    - 1s Infinity true
                    - 1s 0.1 true
                    - 1s 0.2 true
                    + 1s 5.0 true
                    + 11s 1.0 true
                    - 11s 1.0 true
                    + 11s NULL true
                    + 21s Infinity true
                    + 21s -Infinity true
                    + 31s -Infinity true
                    end""")
                .expect("""
                    + 5.0 0s 10s 9999ms
                    + NULL 10s 20s 19999ms
                    + NaN 20s 30s 29999ms
                    + -Infinity 30s 40s 39999ms
                    watermark end""");
    }

    @Test
    void firstValueOverChangesIsRefused() {
        assertThatThrownBy(() -> aggregating(
                                DataType.BIGINT,
                                ChangelogKind.CHANGES,
                                EmitMode.ON_WINDOW_CLOSE,
                                call(Function.FIRST_VALUE, 1, DataType.BIGINT, DataType.BIGINT))
                        .input("end")
                        .expect(""))
                .isInstanceOf(LaminarException.class)
                .hasMessageContaining("LMR-2005");
    }

    @Test
    void groupsByDoublesTextsAndSeveralKeys() {
        Schema input = schema(DataType.TIMESTAMP, DataType.DOUBLE, DataType.VARCHAR);
        OperatorHarness.of(
                        () -> new WindowAggregateOperator(
                                windowAggregate(
                                        scan(input, ChangelogKind.INSERT_ONLY),
                                        new Window.Tumble(0, seconds(10), 0),
                                        List.of(2, 1),
                                        List.of(count()),
                                        EmitMode.ON_WINDOW_CLOSE,
                                        0),
                                SEED),
                        input)
                .input("""
                    + 1s NaN a
                    + 1s 0.0 a
                    + 1s NaN a
                    + 1s -0.0 a
                    + 1s NULL a
                    + 1s NaN NULL
                    + 1s NaN b
                    end""")
                .expect("""
                    + a NaN 2 0s 10s 9999ms
                    + a 0.0 2 0s 10s 9999ms
                    + a NULL 1 0s 10s 9999ms
                    + NULL NaN 1 0s 10s 9999ms
                    + b NaN 1 0s 10s 9999ms
                    watermark end""");
    }

    @Test
    void stateIsTheGroupsOfOpenWindows() {
        WindowAggregateOperator operator = new WindowAggregateOperator(
                windowAggregate(
                        scan(TIME_KEY_VALUE, ChangelogKind.INSERT_ONLY),
                        new Window.Tumble(0, seconds(10), 0),
                        List.of(1),
                        List.of(count()),
                        EmitMode.ON_WINDOW_CLOSE,
                        0),
                SEED);
        var batch = new io.laminar.data.Batch(TIME_KEY_VALUE, 4);
        batch.longs(0)[1] = seconds(10);
        batch.longs(1)[2] = 5;
        batch.rows(3);
        var output = new io.laminar.testing.RecordingOutput(operator.outputSchema(), 4);
        operator.onBatch(0, batch, 0, 3, output);
        org.assertj.core.api.Assertions.assertThat(operator.stateRows()).isEqualTo(3);
        operator.onWatermark(seconds(10), output);
        org.assertj.core.api.Assertions.assertThat(operator.stateRows()).isEqualTo(1);
    }
}
