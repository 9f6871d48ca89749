package io.laminar.acceptance;

import static io.laminar.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.OverflowPolicy;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import io.laminar.api.SubscriptionOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing an engine, and interrupting who waits for it: nothing hangs, and everybody hears why. */
@Timeout(60)
class ShutdownTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String SOURCE = "CREATE SOURCE numbers (v INTEGER)";

    @Test
    void closingWakesWhoPolls() throws Exception {
        LaminarEngine engine = Laminar.open();
        engine.execute(SOURCE);
        PollableSubscription<Row> subscription = engine.subscribe("numbers", Row.class);
        QueryResult result = engine.query("SELECT v FROM numbers EMIT CHANGES");
        Waiter first = Waiter.start(() -> subscription.poll(LONG));
        Waiter second = Waiter.start(() -> result.poll(LONG));
        first.awaitBlocked();
        second.awaitBlocked();

        engine.close();

        first.endedWithNothingOr(ErrorCode.ENGINE_CLOSED);
        second.endedWithNothingOr(ErrorCode.ENGINE_CLOSED);
        assertThat(subscription.isDone()).isTrue();
        assertThat(result.isDone()).isTrue();
    }

    @Test
    void closingAResultWakesWhoPollsIt() throws Exception {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(SOURCE);
            QueryResult result = engine.query("SELECT v FROM numbers EMIT CHANGES");
            Waiter waiter = Waiter.start(() -> result.poll(LONG));
            waiter.awaitBlocked();

            result.close();

            waiter.endedWithNothingOr(ErrorCode.CANCELLED);
        }
    }

    @Test
    void interruptingAPollSaysSo() throws Exception {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(SOURCE);
            PollableSubscription<Row> subscription = engine.subscribe("numbers", Row.class);
            Waiter waiter = Waiter.start(() -> subscription.poll(LONG));
            waiter.awaitBlocked();

            waiter.thread.interrupt();

            waiter.failedWith(ErrorCode.INTERRUPTED);
        }
    }

    @Test
    void interruptingABlockedPushSaysSo() throws Exception {
        try (LaminarEngine engine = Laminar.open()) {
            Waiter waiter = blockedPush(engine);

            waiter.thread.interrupt();

            waiter.failedWith(ErrorCode.INTERRUPTED);
        }
    }

    @Test
    void closingEndsABlockedPush() throws Exception {
        LaminarEngine engine = Laminar.open();
        Waiter waiter = blockedPush(engine);

        engine.close();

        waiter.failedWith(ErrorCode.ENGINE_CLOSED);
    }

    @Test
    void aPausedQueryHoldsItsSourceBackInTheEnd() throws Exception {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(SOURCE + "; CREATE STREAM s AS SELECT v FROM numbers");
            engine.findQuery("s").orElseThrow().pause();
            AtomicLong pushed = new AtomicLong();
            RowSource source = engine.source("numbers");
            Waiter waiter = Waiter.start(() -> pushForever(source, pushed));
            waiter.awaitBlocked();
            long before = pushed.get();

            engine.findQuery("s").orElseThrow().resume();

            eventually("pushing goes on", () -> pushed.get() > before);
            waiter.thread.interrupt();
            waiter.failedWith(ErrorCode.INTERRUPTED);
        }
    }

    @Test
    void aClosedEngineRefusesEverything() {
        LaminarEngine engine = Laminar.builder().name("closing").open();
        engine.execute(SOURCE);
        RowSource source = engine.source("numbers");
        assertThat(Laminar.find("CLOSING")).containsSame(engine);

        engine.close();
        engine.close();

        assertThat(engine.isClosed()).isTrue();
        assertThat(Laminar.find("closing")).isEmpty();
        assertThat(Laminar.engines()).doesNotContain(engine);
        assertClosed(() -> engine.execute("SELECT 1 AS x"));
        assertClosed(() -> engine.query("SELECT 1 AS x").close());
        assertClosed(() -> engine.update("INSERT INTO numbers VALUES (1)"));
        assertClosed(() -> engine.prepare("SELECT 1 AS x"));
        assertClosed(() -> engine.source("numbers"));
        assertClosed(() -> engine.subscribe("numbers", Row.class));
        assertClosed(() -> source.push(1));
    }

    @Test
    void closingLeavesNoThreads() {
        LaminarEngine engine = Laminar.builder().workers(3).open();
        engine.execute("CREATE SOURCE flights (flight_date TIMESTAMP, delay INT, distance INT, origin VARCHAR,"
                + " destination VARCHAR) FROM FILE (path = '" + Flights.FILE + "') FORMAT CSV (header = 'true');"
                + " CREATE MATERIALIZED VIEW s AS SELECT origin FROM flights");

        engine.close();

        eventually(
                "no threads are left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread ->
                                thread.isAlive() && thread.getName().matches("laminar-(worker|io|checkpoint).*")));
    }

    @Test
    void namesOfOpenEnginesAreTakenAndMadeUnique() {
        try (LaminarEngine named = Laminar.builder().name("orders").open();
                LaminarEngine first = Laminar.open();
                LaminarEngine second = Laminar.open()) {
            assertThatThrownBy(() -> Laminar.builder().name("Orders").open().close())
                    .isInstanceOfSatisfying(
                            LaminarException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.ENGINE_NAME_TAKEN));
            assertThat(first.name()).isNotEqualToIgnoringCase(second.name());
            assertThat(Laminar.engines()).contains(named, first, second);
        }
    }

    @Test
    void settingsAreChecked() {
        for (int rows : new int[] {0, -1, 1025}) {
            assertThatThrownBy(() -> Laminar.builder().batchRows(rows).open().close())
                    .isInstanceOfSatisfying(
                            LaminarException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_SETTING));
        }
        assertThatThrownBy(() -> Laminar.builder().workers(0).open().close())
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_SETTING));
    }

    @Test
    void sourcesWaitForTheStartWhenAskedTo() {
        try (LaminarEngine engine = Laminar.builder().autoStart(false).open()) {
            engine.execute("CREATE SOURCE flights (flight_date TIMESTAMP, delay INT, distance INT, origin VARCHAR,"
                    + " destination VARCHAR) FROM FILE (path = '" + Flights.FILE + "') FORMAT CSV (header = 'true');"
                    + " CREATE MATERIALIZED VIEW m AS SELECT COUNT(*) AS n FROM flights");
            assertThat(engine.sources().get(0).rows()).isZero();

            engine.start();
            engine.start();

            assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
            assertThat(engine.sources().get(0).rows()).isEqualTo(20_000);
        }
    }

    @Test
    void checkpointsAreDisabledWithoutStorage() {
        try (LaminarEngine engine = Laminar.open()) {
            assertThatThrownBy(engine::checkpoint)
                    .isInstanceOfSatisfying(
                            LaminarException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.CHECKPOINTS_DISABLED));
        }
    }

    private static Waiter blockedPush(LaminarEngine engine) {
        engine.execute(SOURCE + "; CREATE STREAM s AS SELECT v FROM numbers");
        engine.subscribe("s", Row.class, new SubscriptionOptions(1, OverflowPolicy.BLOCK));
        RowSource source = engine.source("numbers");
        Waiter waiter = Waiter.start(() -> pushForever(source, new AtomicLong()));
        waiter.awaitBlocked();
        return waiter;
    }

    private static Object pushForever(RowSource source, AtomicLong pushed) {
        while (true) {
            source.push(1);
            pushed.incrementAndGet();
        }
    }

    private static void assertClosed(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.ENGINE_CLOSED));
    }

    /** A thread that waits for the engine. */
    private static final class Waiter {
        private static final int STILL = 50;

        private final CompletableFuture<Object> outcome = new CompletableFuture<>();
        private final Thread thread;

        private Waiter(java.util.function.Supplier<Object> call) {
            thread = new Thread(
                    () -> {
                        try {
                            outcome.complete(call.get());
                        } catch (Throwable e) {
                            outcome.completeExceptionally(e);
                        }
                    },
                    "waiter");
            thread.setDaemon(true);
        }

        static Waiter start(java.util.function.Supplier<Object> call) {
            Waiter waiter = new Waiter(call);
            waiter.thread.start();
            return waiter;
        }

        /** Returns when the thread was seen waiting many times in a row. */
        void awaitBlocked() {
            int[] seen = new int[1];
            eventually("the thread waits", () -> {
                Thread.State state = thread.getState();
                boolean isWaiting = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
                seen[0] = isWaiting ? seen[0] + 1 : 0;
                return seen[0] > STILL;
            });
        }

        void failedWith(ErrorCode code) {
            assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            LaminarException.class,
                            error -> assertThat(error.code()).isEqualTo(code));
        }

        void endedWithNothingOr(ErrorCode code) throws Exception {
            try {
                assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo(java.util.Optional.empty());
            } catch (ExecutionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                LaminarException.class,
                                error -> assertThat(error.code()).isEqualTo(code));
            }
        }
    }
}
