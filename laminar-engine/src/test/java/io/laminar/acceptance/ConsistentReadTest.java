package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A SELECT sees all that it reads at one moment: between two rounds of the workers, when all that was made of the rows of a round is
 * in its place.
 */
class ConsistentReadTest {
    private static final int READS = 400;

    private static LaminarEngine open(int workers, int parallelism) {
        LaminarEngine engine =
                Laminar.builder().workers(workers).parallelism(parallelism).open();
        engine.execute("CREATE SOURCE t (k BIGINT, v BIGINT) WITH ('buffer.rows' = '64');"
                + "CREATE STREAM s AS SELECT k, v FROM t;"
                + "CREATE MATERIALIZED VIEW n AS SELECT COUNT(*) AS n FROM t;"
                + "CREATE MATERIALIZED VIEW by_key AS SELECT k, COUNT(*) AS n, SUM(v) AS total FROM s GROUP BY k;"
                + "CREATE MATERIALIZED VIEW sum_of_sums AS SELECT SUM(n) AS n FROM by_key");
        return engine;
    }

    private static void push(LaminarEngine engine, AtomicBoolean isOver) {
        RowSource t = engine.source("t");
        for (long i = 0; !isOver.get(); i++) {
            t.push(i % 7, 1L);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 1", "3, 4"})
    void viewsThatCountTheSameRowsInTwoWaysAlwaysAgree(int workers, int parallelism) throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        try (LaminarEngine engine = open(workers, parallelism)) {
            Thread pusher = new Thread(() -> push(engine, isOver));
            pusher.start();
            long before = 0;
            long epochBefore = 0;
            for (int read = 0; read < READS; read++) {
                try (QueryResult result = engine.query("SELECT n.n, s.n, (SELECT SUM(n) FROM by_key),"
                        + " (SELECT SUM(total) FROM by_key) FROM n CROSS JOIN sum_of_sums s")) {
                    Row row = result.toList().get(0);
                    long n = ((Number) Objects.requireNonNull(row.get(0))).longValue();
                    if (n > 0) {
                        assertThat(Arrays.asList(row.get(1), row.get(2), row.get(3)))
                                .as("read %s", read)
                                .allSatisfy(value ->
                                        assertThat(((Number) value).longValue()).isEqualTo(n));
                    }
                    assertThat(n).isGreaterThanOrEqualTo(before);
                    assertThat(result.epoch()).isGreaterThanOrEqualTo(epochBefore);
                    assertThat(n == before || result.epoch() > epochBefore)
                            .as("another epoch where there is more")
                            .isTrue();
                    before = n;
                    epochBefore = result.epoch();
                }
            }
            assertThat(before).as("rows came while they were read").isPositive();
            isOver.set(true);
            pusher.join();
        }
    }
}
