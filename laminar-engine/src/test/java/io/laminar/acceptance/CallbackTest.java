package io.laminar.acceptance;

import static io.laminar.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a subscriber may do on the worker's thread, and how an engine gets rid of one that never returns. */
@Timeout(60)
class CallbackTest {
    private static final String DEFINITIONS = "CREATE SOURCE clicks (page VARCHAR);"
            + " CREATE SOURCE others (page VARCHAR);"
            + " CREATE MATERIALIZED VIEW counts AS SELECT page, COUNT(*) AS n FROM clicks GROUP BY page;"
            + " CREATE MATERIALIZED VIEW other_counts AS SELECT page, COUNT(*) AS n FROM others GROUP BY page;";

    private static String outcome(LaminarEngine engine, Consumer<LaminarEngine> action) {
        try {
            action.accept(engine);
            return "done";
        } catch (LaminarException refused) {
            return refused.code().id() + ": " + refused.detail();
        }
    }

    record Count(long n) {}

    private static List<Count> count(LaminarEngine engine, String view) {
        try (QueryResult rows = engine.query("SELECT n FROM " + view)) {
            return rows.toList(Count.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void viewsCanBeReadWhileOthersWaitForTheWorkers(int workers) throws InterruptedException {
        BlockingQueue<List<Count>> seen = new LinkedBlockingQueue<>();
        try (LaminarEngine engine = Laminar.builder().workers(workers).open()) {
            engine.execute(DEFINITIONS);
            engine.subscribe("counts", Row.class, change -> seen.add(count(engine, "other_counts")));
            engine.subscribe("other_counts", Row.class, change -> seen.add(count(engine, "counts")));
            for (int i = 0; i < 200; i++) {
                engine.source("clicks").push("a");
                engine.source("others").push("b");
                assertThat(engine.awaitIdle(Duration.ofSeconds(10))).isTrue();
            }
            assertThat(count(engine, "counts")).containsExactly(new Count(200));
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(400);
    }

    @Test
    void waitingForTheWorkerThatCallsIsRefused() throws InterruptedException {
        List<Consumer<LaminarEngine>> actions = List.of(
                engine -> engine.awaitIdle(Duration.ofSeconds(60)),
                engine -> engine.source("clicks").awaitIdle(Duration.ofSeconds(60)),
                LaminarEngine::endOfInput,
                engine -> engine.query("SELECT page FROM clicks EMIT CHANGES"),
                engine -> engine.execute("DROP MATERIALIZED VIEW counts"),
                engine -> engine.findQuery("counts").orElseThrow().stop());
        BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(DEFINITIONS);
            engine.subscribe(
                    "clicks", Row.class, change -> actions.forEach(action -> outcomes.add(outcome(engine, action))));
            engine.source("clicks").push("a");
            for (int i = 0; i < actions.size(); i++) {
                assertThat(outcomes.poll(10, TimeUnit.SECONDS))
                        .startsWith("LMR-0003")
                        .contains("a subscriber's callback cannot", "on another thread");
            }
        }
    }

    @Test
    void anEngineClosesWhileACallbackBlocks() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch called = new CountDownLatch(1);
        LaminarEngine engine = Laminar.open();
        engine.execute(DEFINITIONS);
        engine.subscribe("clicks", Row.class, change -> {
            called.countDown();
            try {
                never.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        engine.source("clicks").push("a");
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

        engine.close();

        eventually("no worker is left", () -> workersOf(engine.name()) == 0);
    }

    @Test
    void anInterruptedThreadClosesAnEngineForGood() {
        LaminarEngine engine = Laminar.open();
        engine.execute(DEFINITIONS);
        Thread.currentThread().interrupt();

        engine.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(workersOf(engine.name())).isZero();
    }

    private static long workersOf(String engine) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("laminar-worker")
                        && thread.getName().endsWith(engine))
                .count();
    }
}
