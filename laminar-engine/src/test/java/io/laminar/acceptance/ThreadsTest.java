package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import io.laminar.api.RowSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Order of rows across sources, and pushing from several threads. */
@Timeout(60)
class ThreadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    record Priced(int id, @Nullable Integer price) {}

    record Tagged(int thread, int number) {}

    @ParameterizedTest
    @CsvSource({"1, 1024", "1, 1", "3, 1024", "3, 7"})
    void aTableIsLookedUpAsItWasWhenTheRowWasPushed(int workers, int batchRows) {
        agrees(
                workers,
                batchRows,
                "CREATE TABLE prices (symbol VARCHAR, price INTEGER, PRIMARY KEY (symbol));",
                "prices");
    }

    @ParameterizedTest
    @CsvSource({"1, 1024", "1, 1", "3, 1024", "3, 7"})
    void aViewIsLookedUpAsItWasWhenTheRowWasPushed(int workers, int batchRows) {
        agrees(
                workers,
                batchRows,
                "CREATE SOURCE trades (symbol VARCHAR, price INTEGER); CREATE MATERIALIZED VIEW prices AS"
                        + " SELECT symbol, MAX(price) AS price FROM trades GROUP BY symbol;",
                "trades");
    }

    private static void agrees(int workers, int batchRows, String definition, String feed) {
        int rounds = 20_000;
        Queue<Priced> seen = new ConcurrentLinkedQueue<>();
        try (LaminarEngine engine =
                Laminar.builder().workers(workers).batchRows(batchRows).open()) {
            engine.execute(
                    "CREATE SOURCE orders (id INTEGER, symbol VARCHAR);" + definition
                            + " CREATE STREAM priced AS SELECT o.id, p.price FROM orders o JOIN prices p ON o.symbol = p.symbol");
            engine.subscribe("priced", Priced.class, change -> seen.add(change.row()));
            RowSource orders = engine.source("orders");
            RowSource prices = engine.source(feed);

            for (int i = 0; i < rounds; i++) {
                prices.push("A", i);
                orders.push(i, "A");
            }

            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        }
        assertThat(seen)
                .containsExactlyElementsOf(IntStream.range(0, rounds)
                        .mapToObj(i -> new Priced(i, i))
                        .toList());
    }

    @Test
    void pushingFromFourThreadsLosesNothingAndKeepsTheOrderOfEach() throws Exception {
        int threads = 4;
        int rows = 20_000;
        List<Queue<Integer>> seen = new ArrayList<>();
        IntStream.range(0, threads).forEach(thread -> seen.add(new ConcurrentLinkedQueue<>()));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (LaminarEngine engine = Laminar.builder().workers(2).open()) {
            engine.execute("CREATE SOURCE numbers (thread INTEGER, number INTEGER);"
                    + " CREATE STREAM passed AS SELECT thread, number FROM numbers;"
                    + " CREATE MATERIALIZED VIEW sums AS"
                    + " SELECT thread, COUNT(*) AS n, SUM(number) AS total FROM numbers GROUP BY thread");
            engine.subscribe(
                    "passed",
                    Tagged.class,
                    change -> seen.get(change.row().thread()).add(change.row().number()));
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<?>> futures = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                futures.add(pool.submit(pusher(engine, start, thread, rows)));
            }
            for (Future<?> future : futures) {
                future.get();
            }

            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            List<Integer> expected = IntStream.range(0, rows).boxed().toList();
            for (Queue<Integer> ofThread : seen) {
                assertThat(ofThread).containsExactlyElementsOf(expected);
            }
            try (QueryResult result = engine.query("SELECT thread, n, total FROM sums ORDER BY thread")) {
                assertThat(result.toList())
                        .extracting(row -> row.get("n") + " " + row.get("total"))
                        .containsOnly(rows + " " + (long) rows * (rows - 1) / 2)
                        .hasSize(threads);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Callable<@Nullable Void> pusher(LaminarEngine engine, CyclicBarrier start, int thread, int rows) {
        return () -> {
            RowSource source = engine.source("numbers");
            start.await();
            for (int number = 0; number < rows; ) {
                if (number % 3 == 0 || number + 2 > rows) {
                    source.push(thread, number++);
                } else {
                    source.pushBatch(List.of(
                            Map.of("thread", thread, "number", number),
                            Map.of("thread", thread, "number", number + 1)));
                    number += 2;
                }
            }
            return null;
        };
    }

    @Test
    void subscribersMayComeAndGoWhileRowsFlow() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE SOURCE numbers (thread INTEGER, number INTEGER)");
            Future<?> pushing = pool.submit(() -> {
                RowSource source = engine.source("numbers");
                IntStream.range(0, 50_000).forEach(number -> source.push(0, number));
            });
            int gaps = 0;
            while (!pushing.isDone()) {
                Queue<Integer> seen = new ConcurrentLinkedQueue<>();
                try (var subscription = engine.subscribe(
                        "numbers", Tagged.class, change -> seen.add(change.row().number()))) {
                    assertThat(subscription.isDone()).isFalse();
                }
                List<Integer> numbers = List.copyOf(seen);
                for (int i = 1; i < numbers.size(); i++) {
                    gaps += numbers.get(i) == numbers.get(i - 1) + 1 ? 0 : 1;
                }
            }
            pushing.get();

            assertThat(gaps).isZero();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }
}
