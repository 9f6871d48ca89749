package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.BatchWriter;
import io.laminar.api.Change;
import io.laminar.api.ColumnBatch;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.Row;
import io.laminar.api.Subscription;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that go in and come out as columns. */
@Timeout(60)
class ColumnsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LaminarEngine engine =
            Laminar.builder().name("columns").workers(1).batchRows(64).open();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void columnsGiveWhatRowsGive() {
        engine.execute("""
                CREATE SOURCE a (k BIGINT NOT NULL, name VARCHAR, price DOUBLE, ts TIMESTAMP_LTZ NOT NULL, WATERMARK FOR ts);
                CREATE SOURCE b (k BIGINT NOT NULL, name VARCHAR, price DOUBLE, ts TIMESTAMP_LTZ NOT NULL, WATERMARK FOR ts);
                CREATE STREAM sums_a AS SELECT name, COUNT(*) AS n, SUM(price) AS total, window_start
                  FROM TABLE(TUMBLE(TABLE a, DESCRIPTOR(ts), INTERVAL '1' SECOND)) GROUP BY name, window_start, window_end;
                CREATE STREAM sums_b AS SELECT name, COUNT(*) AS n, SUM(price) AS total, window_start
                  FROM TABLE(TUMBLE(TABLE b, DESCRIPTOR(ts), INTERVAL '1' SECOND)) GROUP BY name, window_start, window_end""");
        List<Row> byColumns = new ArrayList<>();
        List<Row> byRows = new ArrayList<>();
        try (Subscription left = engine.subscribeBatches("sums_a", batch -> rows(batch, byColumns));
                Subscription right = engine.subscribe("sums_b", Row.class, change -> byRows.add(change.row()))) {
            Random random = new Random(7);
            BatchWriter writer = engine.source("a").batchWriter();
            int size = 1000;
            long[] k = random.longs(size).toArray();
            String[] names = IntStream.range(0, size)
                    .mapToObj(i -> i % 9 == 0 ? null : "n" + i % 7)
                    .toArray(String[]::new);
            double[] prices = random.ints(size, 0, 100).asDoubleStream().toArray();
            boolean[] noPrice = new boolean[size];
            long[] times = IntStream.range(0, size).mapToLong(i -> i * 10_000L).toArray();
            for (int i = 0; i < size; i++) {
                noPrice[i] = random.nextInt(5) == 0;
                engine.source("b")
                        .push(k[i], names[i], noPrice[i] ? null : prices[i], Instant.ofEpochMilli(times[i] / 1000));
            }
            for (int from = 0; from < size; ) {
                int count = Math.min(size - from, 1 + random.nextInt(150));
                writer.set(0, k, from)
                        .set(1, names, from)
                        .set(2, prices, from)
                        .setNulls(2, noPrice, from)
                        .set(3, times, from)
                        .append(count);
                from += count;
            }
            engine.endOfInput();

            assertThat(byRows).hasSize(10 * 8);
            assertThat(byColumns).containsExactlyInAnyOrderElementsOf(byRows);
            assertThat(left.delivered()).isEqualTo(right.delivered());
        }
    }

    private static void rows(ColumnBatch batch, List<Row> into) {
        assertThat(batch.from()).isLessThan(batch.to());
        for (int row = batch.from(); row < batch.to(); row++) {
            Row copy = batch.row(row);
            assertThat(batch.weight(row)).isEqualTo(1);
            assertThat(batch.longs(1)[row]).isEqualTo(copy.get("n"));
            assertThat(batch.isNull(0, row)).isEqualTo(copy.get("name") == null);
            if (!batch.isNull(0, row)) {
                assertThat(batch.objects(0)[row]).isEqualTo(copy.get("name"));
            } else {
                assertThat(batch.hasNulls(0)).isTrue();
            }
            if (!batch.isNull(2, row)) {
                assertThat(batch.doubles(2)[row]).isEqualTo(copy.get("total"));
            }
            into.add(copy);
        }
    }

    @Test
    void everyTypeTakesItsUnits() {
        engine.execute("""
                CREATE SOURCE s (flag BOOLEAN, tiny TINYINT, small SMALLINT, whole INTEGER, amount DECIMAL(10, 2), huge DECIMAL(30, 1),
                  day DATE, clock TIME, ts TIMESTAMP(3), part REAL, raw VARBINARY, list INTEGER ARRAY, code VARCHAR(3))""");
        try (PollableSubscription<Row> rows = engine.subscribe("s", Row.class)) {
            engine.source("s")
                    .batchWriter()
                    .set(0, new long[] {1, 0}, 0)
                    .set(1, new int[] {-128, 127}, 0)
                    .set(2, new long[] {7, 8}, 0)
                    .set(3, new int[] {99, 1, Integer.MIN_VALUE}, 1)
                    .set(4, new long[] {12345, -1}, 0)
                    .set(5, new Object[] {new BigDecimal("123456789012345678901.5"), 2}, 0)
                    .set(6, new int[] {1, -1}, 0)
                    .set(7, new long[] {0, 86_399_999_999L}, 0)
                    .set(8, new long[] {1_234_567, -1}, 0)
                    .set(9, new double[] {0.5, Float.MAX_VALUE}, 0)
                    .set(10, new Object[] {new byte[] {1}, null}, 0)
                    .set(11, new Object[] {List.of(1, 2), new int[] {3}}, 0)
                    .set(12, new String[] {"abc", null}, 0)
                    .append(2);
            assertThat(values(rows))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(
                            true,
                            (byte) -128,
                            (short) 7,
                            1,
                            new BigDecimal("123.45"),
                            new BigDecimal("123456789012345678901.5"),
                            LocalDate.of(1970, 1, 2),
                            LocalTime.MIDNIGHT,
                            Instant.ofEpochMilli(1234)
                                    .atZone(java.time.ZoneOffset.UTC)
                                    .toLocalDateTime(),
                            0.5f,
                            new byte[] {1},
                            List.of(1, 2),
                            "abc");
            assertThat(values(rows))
                    .containsExactly(
                            false,
                            (byte) 127,
                            (short) 8,
                            Integer.MIN_VALUE,
                            new BigDecimal("-0.01"),
                            new BigDecimal("2.0"),
                            LocalDate.of(1969, 12, 31),
                            LocalTime.of(23, 59, 59, 999_999_000),
                            Instant.ofEpochMilli(-1)
                                    .atZone(java.time.ZoneOffset.UTC)
                                    .toLocalDateTime(),
                            Float.MAX_VALUE,
                            null,
                            List.of(3),
                            null);
        }
    }

    private static List<@Nullable Object> values(PollableSubscription<Row> rows) {
        return new ArrayList<>(
                rows.poll(PATIENCE).map(Change::row).orElseThrow().toMap().values());
    }

    @Test
    void whatDoesNotFitIsRefusedAndNothingAppended() {
        engine.execute("CREATE SOURCE s (k BIGINT NOT NULL, small SMALLINT, code VARCHAR(3), part REAL)");
        BatchWriter writer = engine.source("s").batchWriter();
        long[] keys = new long[200];

        refused(
                ErrorCode.BINDING_MISMATCH,
                "small",
                () -> writer.set(0, keys, 0).set(1, new long[] {1, 40_000}, 0).append(2));
        refused(
                ErrorCode.BINDING_MISMATCH,
                "code",
                () -> writer.set(0, keys, 0)
                        .set(2, new String[] {"abc", "abcd"}, 0)
                        .append(2));
        refused(
                ErrorCode.BINDING_MISMATCH,
                "part",
                () -> writer.set(0, keys, 0).set(3, new double[] {0.1}, 0).append(1));
        refused(ErrorCode.NULL_NOT_ALLOWED, "column k", () -> writer.append(1));
        refused(
                ErrorCode.NULL_NOT_ALLOWED,
                "row 1",
                () -> writer.set(0, keys, 0)
                        .setNulls(0, new boolean[] {false, true}, 0)
                        .append(2));
        refused(ErrorCode.BINDING_MISMATCH, "array of whole numbers", () -> writer.set(3, keys, 0));
        refused(ErrorCode.BINDING_MISMATCH, "array of approximate numbers", () -> writer.set(0, new double[1], 0));
        refused(ErrorCode.BINDING_MISMATCH, "no values yet", () -> writer.setNulls(1, new boolean[1], 0));
        assertThatThrownBy(() -> writer.set(0, keys, 199).append(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> writer.set(0, keys, 0).append(-1)).isInstanceOf(IllegalArgumentException.class);
        // A value that is not there needs not fit.
        writer.set(0, keys, 0)
                .set(1, new long[] {1, 40_000}, 0)
                .setNulls(1, new boolean[] {false, true}, 0)
                .append(2);
        writer.append(0);

        assertThat(engine.sources().get(0).rows()).isEqualTo(2);
    }

    private static void refused(ErrorCode code, String text, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        error -> assertThat(error.code()).isEqualTo(code))
                .hasMessageContaining(text);
    }

    @Test
    void retractionsComeWithTheirWeight() {
        engine.execute("""
                CREATE SOURCE s (k VARCHAR NOT NULL, v BIGINT NOT NULL);
                CREATE MATERIALIZED VIEW v AS SELECT k, SUM(v) AS total FROM s GROUP BY k""");
        List<String> seen = new ArrayList<>();
        try (Subscription subscription = engine.subscribeBatches("v", batch -> {
            for (int row = batch.from(); row < batch.to(); row++) {
                seen.add(batch.weight(row) + " " + batch.longs(1)[row]);
            }
        })) {
            engine.source("s").push("a", 1L);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            engine.source("s").push("a", 2L);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(seen).containsExactly("1 1", "-1 1", "1 3");
            assertThat(subscription.delivered()).isEqualTo(3);
        }
    }

    @Test
    void aCallbackThatThrowsIsCalledAgain() {
        engine.execute("CREATE SOURCE s (k BIGINT NOT NULL)");
        List<Long> seen = new ArrayList<>();
        List<ColumnBatch> kept = new ArrayList<>();
        try (Subscription subscription = engine.subscribeBatches("s", batch -> {
            kept.add(batch);
            seen.add(batch.longs(0)[batch.from()]);
            throw new IllegalStateException("oops");
        })) {
            engine.source("s").push(1L);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            engine.source("s").push(2L);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            assertThat(seen).containsExactly(1L, 2L);
            assertThat(subscription.error().orElseThrow()).hasMessageContaining("oops");
            assertThatThrownBy(() -> kept.get(0).longs(0)).hasMessageContaining("only there during the call");
        }
        assertThatThrownBy(() -> engine.subscribeBatches("none", batch -> {})).hasMessageContaining("none");
    }
}
