package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryMetrics;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import io.laminar.api.Subscription;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Joins that forget hold what is current, however long they run. */
class JoinStateTest {
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final String WINDOWS = """
            SELECT a.id, b.id AS other FROM TABLE(TUMBLE(TABLE a, DESCRIPTOR(ts), INTERVAL '10' SECOND)) a
            %s JOIN TABLE(TUMBLE(TABLE b, DESCRIPTOR(ts), INTERVAL '10' SECOND)) b
            ON a.k = b.k AND a.window_start = b.window_start""";
    private static final String BOUNDS = """
            SELECT a.id, b.id AS other FROM a %s JOIN b
            ON a.k = b.k AND b.ts BETWEEN a.ts - INTERVAL '5' SECOND AND a.ts + INTERVAL '5' SECOND""";

    /** Every second each side gets four rows, so that 80 rows are in a window, and 48 at most five seconds behind the watermark. */
    @ParameterizedTest
    @CsvSource({"true,INNER,1", "true,FULL,3", "false,INNER,1", "false,LEFT,3"})
    void stateStaysBounded(boolean isByWindow, String kind, int parallelism) {
        try (LaminarEngine engine =
                Laminar.builder().workers(2).parallelism(parallelism).open()) {
            engine.execute("CREATE SOURCE a (id INTEGER, k INTEGER, ts TIMESTAMP, WATERMARK FOR ts);"
                    + "CREATE SOURCE b (id INTEGER, k INTEGER, ts TIMESTAMP, WATERMARK FOR ts);"
                    + "CREATE STREAM joined AS " + (isByWindow ? WINDOWS : BOUNDS).formatted(kind));
            AtomicLong weight = new AtomicLong();
            Subscription subscription = engine.subscribe(
                    "joined",
                    Row.class,
                    change -> weight.addAndGet(change.kind().isAddition() ? 1 : -1));
            RowSource a = engine.source("a");
            RowSource b = engine.source("b");
            long most = 0;
            for (int second = 0; second < 2000; second++) {
                for (int row = 0; row < 4; row++) {
                    a.push(second * 4 + row, row, START.plusSeconds(second));
                    b.push(second * 4 + row, row, START.plusSeconds(second));
                }
                if (second % 100 == 99) {
                    assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
                    most = Math.max(most, metrics(engine).stateRows());
                }
            }
            assertThat(most).isBetween(40L, 160L);
            engine.endOfInput();
            assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
            assertThat(subscription.error()).isEmpty();
            assertThat(metrics(engine).stateRows()).isZero();
            assertThat(metrics(engine).rowsLate()).isZero();
            // 200 windows of 4 keys with 10 rows a side; or 11 partners for each row but for those at both ends
            assertThat(weight).hasValue(isByWindow ? 200 * 4 * 100 : 4 * (2000 * 11 - 2 * 15));
        }
    }

    private static QueryMetrics metrics(LaminarEngine engine) {
        return engine.findQuery("joined").orElseThrow().metrics();
    }
}
