package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many queries over one source, and several sources on one worker. */
@Timeout(120)
class ManyQueriesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int QUERIES = 200;

    private static final AtomicLong READS = new AtomicLong();

    /** Counts how often it is read. */
    record Trade(int symbol, int volume) {
        @Override
        public int volume() {
            READS.getAndIncrement();
            return volume;
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 1", "3, 4"})
    void twoHundredQueriesReadRowsThatWereDecodedOnceAndAdvanceTogether(int workers, int parallelism) {
        int rows = 20_000;
        int batchRows = 512;
        READS.set(0);
        try (LaminarEngine engine = Laminar.builder()
                .workers(workers)
                .parallelism(parallelism)
                .batchRows(batchRows)
                .open()) {
            engine.execute("CREATE SOURCE trades (symbol INTEGER, volume INTEGER)");
            List<QueryHandle> queries = new ArrayList<>();
            for (int i = 0; i < QUERIES; i++) {
                engine.execute(
                        "CREATE MATERIALIZED VIEW v" + i + " AS SELECT symbol, COUNT(*) AS n, SUM(volume) AS v FROM"
                                + " trades WHERE volume >= " + i + " GROUP BY symbol");
                queries.add(engine.findQuery("v" + i).orElseThrow());
            }
            Source<Trade> trades = engine.source("trades", Trade.class);
            for (int i = 0; i < rows; i++) {
                trades.push(new Trade(i % 7, i % QUERIES));
                if (i % 1_000 == 0) {
                    assertTogether(queries, batchRows);
                }
            }
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            assertThat(READS).as("each row is decoded once").hasValue(rows);
            for (int i = 0; i < QUERIES; i++) {
                assertThat(queries.get(i).metrics().rowsIn()).isEqualTo(rows);
                assertThat(count(engine, i)).isEqualTo((long) rows / QUERIES * (QUERIES - i));
            }
        }
    }

    /** No query is more than a batch behind or ahead of the first, which is read before and after. */
    private static void assertTogether(List<QueryHandle> queries, int batchRows) {
        long before = queries.get(0).metrics().rowsIn();
        List<Long> all = queries.stream().map(query -> query.metrics().rowsIn()).toList();
        long after = queries.get(0).metrics().rowsIn();
        assertThat(all).allSatisfy(rows -> assertThat(rows).isBetween(before - batchRows, after + batchRows));
    }

    private static long count(LaminarEngine engine, int query) {
        try (QueryResult result = engine.query("SELECT SUM(n) AS n FROM v" + query)) {
            Row row = result.toList().get(0);
            return ((Number) Objects.requireNonNull(row.get("n"))).longValue();
        }
    }

    @Test
    void aSlowQueryDoesNotKeepThoseOfOtherSourcesWaiting() {
        AtomicInteger slow = new AtomicInteger();
        AtomicInteger slowWhenFastCame = new AtomicInteger(-1);
        try (LaminarEngine engine = Laminar.builder().workers(1).batchRows(1).open()) {
            engine.execute("CREATE SOURCE a (x INTEGER); CREATE STREAM sa AS SELECT x FROM a;"
                    + " CREATE SOURCE b (x INTEGER); CREATE STREAM sb AS SELECT x FROM b");
            engine.subscribe("sa", Row.class, change -> {
                slow.incrementAndGet();
                LockSupport.parkNanos(5_000_000);
            });
            engine.subscribe("sb", Row.class, change -> slowWhenFastCame.compareAndSet(-1, slow.get()));
            for (int i = 0; i < 200; i++) {
                engine.source("a").push(i);
            }
            int before = slow.get();
            engine.source("b").push(1);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            assertThat(slow).hasValue(200);
            assertThat(slowWhenFastCame.get() - before)
                    .as("rows of the slow query between a push and its result")
                    .isBetween(0, 3);
        }
    }
}
