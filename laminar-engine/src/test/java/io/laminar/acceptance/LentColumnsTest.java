package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.BatchWriter;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Columns that the engine reads where they are. */
@Timeout(60)
class LentColumnsTest {
    private final LaminarEngine engine =
            Laminar.builder().name("lent").workers(1).batchRows(64).open();
    private final AtomicInteger returned = new AtomicInteger();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void lentColumnsGiveWhatCopiedOnesGive() {
        String columns =
                "(k BIGINT NOT NULL, name VARCHAR, price DOUBLE, ts TIMESTAMP_LTZ, WATERMARK FOR ts AS ts - INTERVAL '2' SECOND)";
        for (String source : List.of("a", "b")) {
            engine.execute("CREATE SOURCE " + source + " " + columns + """
                    ;CREATE MATERIALIZED VIEW windows_%1$s AS SELECT name, COUNT(*) AS n, SUM(price) AS total, window_start
                      FROM TABLE(TUMBLE(TABLE %1$s, DESCRIPTOR(ts), INTERVAL '1' SECOND)) GROUP BY name, window_start, window_end;
                    CREATE MATERIALIZED VIEW last_%1$s AS SELECT name, MAX(k) AS k, COUNT(price) AS prices FROM %1$s GROUP BY name;
                    CREATE STREAM picked_%1$s AS SELECT name, ts, k FROM %1$s WITH ('retain-history' = '100000 rows');
                    CREATE STREAM computed_%1$s AS SELECT price * 2 AS twice, name, price, k FROM %1$s
                      WITH ('retain-history' = '100000 rows');
                    CREATE STREAM cheap_%1$s AS SELECT k, price * 2 AS twice, name FROM %1$s WHERE price < 50
                      WITH ('retain-history' = '100000 rows')
                    """.formatted(source));
        }
        Random random = new Random(11);
        int size = 5_000;
        long[] k = random.longs(size).toArray();
        String[] names = IntStream.range(0, size)
                .mapToObj(i -> i % 9 == 0 ? null : "n" + i % 7)
                .toArray(String[]::new);
        double[] prices = random.ints(size, 0, 100).asDoubleStream().toArray();
        long[] times = IntStream.range(0, size)
                .mapToLong(i -> i * 3_000L - random.nextInt(4_000_000))
                .toArray();
        boolean[] noPrice = new boolean[size];
        boolean[] noTime = new boolean[size];
        for (int i = 0; i < size; i++) {
            noPrice[i] = random.nextInt(5) == 0;
            noTime[i] = random.nextInt(50) == 0;
        }
        BatchWriter copied = engine.source("a").batchWriter();
        BatchWriter lent = engine.source("b").batchWriter();
        int pieces = 0;
        for (int from = 0; from < size; pieces++) {
            int count = Math.min(size - from, 1 + random.nextInt(300));
            for (BatchWriter writer : List.of(copied, lent)) {
                writer.set(0, k, from)
                        .set(1, names, from)
                        .set(2, prices, from)
                        .setNulls(2, noPrice, from)
                        .set(3, times, from)
                        .setNulls(3, noTime, from);
            }
            copied.append(count);
            lent.lend(count, returned::incrementAndGet);
            from += count;
        }
        engine.endOfInput();

        assertThat(rows("SELECT * FROM windows_b"))
                .hasSizeGreaterThan(10)
                .containsExactlyInAnyOrderElementsOf(rows("SELECT * FROM windows_a"));
        assertThat(rows("SELECT * FROM last_b"))
                .hasSize(8)
                .containsExactlyInAnyOrderElementsOf(rows("SELECT * FROM last_a"));
        for (String stream : List.of("picked", "computed")) {
            assertThat(rows("SELECT * FROM " + stream + "_b"))
                    .hasSize(size)
                    .containsExactlyElementsOf(rows("SELECT * FROM " + stream + "_a"));
        }
        List<Row> computed = rows("SELECT * FROM computed_b");
        for (int i = 0; i < size; i++) {
            assertThat(computed.get(i).get(0)).isEqualTo(noPrice[i] ? null : prices[i] * 2);
            assertThat(computed.get(i).get(1)).isEqualTo(names[i]);
            assertThat(computed.get(i).get(3)).isEqualTo(k[i]);
        }
        assertThat(rows("SELECT * FROM cheap_b"))
                .hasSizeGreaterThan(1000)
                .containsExactlyElementsOf(rows("SELECT * FROM cheap_a"));
        assertThat(returned).hasValue(pieces);
    }

    private List<Row> rows(String sql) {
        return engine.query(sql).toList();
    }

    @Test
    void aPausedQueryKeepsThemUntilItGoesOn() {
        engine.execute("CREATE SOURCE s (k BIGINT); CREATE MATERIALIZED VIEW v AS SELECT SUM(k) AS total FROM s;"
                + "ALTER MATERIALIZED VIEW v PAUSE");
        engine.source("s").batchWriter().set(0, new long[] {1, 2, 3}, 1).lend(2, returned::incrementAndGet);
        engine.source("s").push(10L);
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(returned).hasValue(0);
        engine.execute("ALTER MATERIALIZED VIEW v RESUME");
        engine.endOfInput();
        assertThat(rows("SELECT total FROM v").get(0).get(0)).isEqualTo(15L);
        assertThat(returned).hasValue(1);
    }

    @Test
    void whoKeepsSomeOfTheColumnsKeepsThem() {
        engine.execute("CREATE SOURCE s (k BIGINT, name VARCHAR); CREATE STREAM names AS SELECT name FROM s;"
                + "CREATE MATERIALIZED VIEW v AS SELECT MAX(name) AS last FROM names; ALTER MATERIALIZED VIEW v PAUSE");
        engine.source("s")
                .batchWriter()
                .set(0, new long[] {1, 2}, 0)
                .set(1, new String[] {"a", "b"}, 0)
                .lend(2, returned::incrementAndGet);
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(returned).hasValue(0);
        engine.execute("ALTER MATERIALIZED VIEW v RESUME");
        engine.endOfInput();
        assertThat(rows("SELECT last FROM v").get(0).get(0)).isEqualTo("b");
        assertThat(returned).hasValue(1);
    }

    @Test
    void theyComeBackAlsoWhenTheyAreRefusedOrCopied() {
        engine.execute("""
                CREATE SOURCE s (k BIGINT, code VARCHAR(3));
                CREATE SOURCE clocked (k BIGINT, arrival TIMESTAMP_LTZ, WATERMARK FOR arrival AS PROCTIME());
                CREATE MATERIALIZED VIEW v AS SELECT COUNT(*) AS n, COUNT(code) AS codes, SUM(k) AS total FROM s""");
        BatchWriter writer = engine.source("s").batchWriter();
        long[] keys = {1, 2, 3, 4};
        assertThatThrownBy(() ->
                        writer.set(0, keys, 0).set(1, new String[] {"abcd"}, 0).lend(1, returned::incrementAndGet))
                .isInstanceOf(LaminarException.class);
        assertThat(returned).hasValue(1);
        assertThatThrownBy(() -> writer.set(0, keys, 3).lend(2, returned::incrementAndGet))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> writer.lend(-1, returned::incrementAndGet))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(returned).hasValue(3);
        // Not as the engine holds them: other offsets, int, a column that is not there.
        writer.set(0, keys, 1).set(1, new String[] {"a", "b"}, 0).lend(2, returned::incrementAndGet);
        writer.set(0, new int[] {7}, 0).set(1, new String[] {"c"}, 0).lend(1, returned::incrementAndGet);
        writer.set(0, keys, 0).lend(1, returned::incrementAndGet);
        assertThat(returned).hasValue(6);
        writer.set(0, keys, 0).set(1, new String[] {"d", null}, 0).lend(2, returned::incrementAndGet);
        writer.set(0, keys, 0).set(1, new String[] {}, 0).lend(0, returned::incrementAndGet);
        // The time of arrival is written to the rows, and not to the arrays.
        long[] times = new long[1];
        engine.source("clocked").batchWriter().set(0, keys, 0).set(1, times, 0).lend(1, returned::incrementAndGet);
        assertThat(times).containsExactly(0);
        engine.endOfInput();
        assertThat(rows("SELECT n, codes, total FROM v").get(0).toMap().values())
                .containsExactly(6L, 4L, 16L);
        assertThat(returned).hasValue(9);
    }
}
