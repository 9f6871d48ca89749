package io.laminar.acceptance;

import static io.laminar.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.OverflowPolicy;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryState;
import io.laminar.api.RowSource;
import io.laminar.api.Subscription;
import io.laminar.api.SubscriptionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callback, poll and publisher, and what happens when a subscriber is slow. */
@Timeout(30)
class SubscriptionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LaminarEngine engine = Laminar.open();

    record Numbered(int v) {}

    record Total(long n, long total) {}

    record Unknown(int w) {}

    @BeforeEach
    void createRelations() {
        engine.execute(
                "CREATE SOURCE numbers (v INTEGER); CREATE STREAM evens AS SELECT v FROM numbers WHERE MOD(v, 2) = 0");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aCallbackSeesEveryRowInOrder() {
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        Subscription subscription = engine.subscribe(
                "evens", Numbered.class, change -> seen.add(change.row().v()));

        push(0, 5000);

        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.range(0, 5000).filter(v -> v % 2 == 0).boxed().toList());
        assertThat(subscription.delivered()).isEqualTo(2500);
        assertThat(subscription.relation()).isEqualTo("evens");
        assertThat(subscription.schema().names()).containsExactly("v");
    }

    @Test
    void aCallbackThatThrowsStopsNothing() {
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        Subscription failing = engine.subscribe("evens", Numbered.class, change -> {
            throw new IllegalStateException("callback");
        });
        engine.subscribe(
                "evens", Numbered.class, change -> seen.add(change.row().v()));

        push(0, 10);

        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        assertThat(seen).containsExactly(0, 2, 4, 6, 8);
        assertThat(failing.error()).isPresent();
        assertThat(engine.findQuery("evens").orElseThrow().state()).isEqualTo(QueryState.RUNNING);
    }

    @Test
    void aClosedSubscriptionSeesNothingMore() {
        Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        Subscription subscription = engine.subscribe(
                "evens", Numbered.class, change -> seen.add(change.row().v()));
        push(0, 2);
        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        subscription.close();
        subscription.close();

        push(2, 10);

        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        assertThat(seen).containsExactly(0);
        assertThat(subscription.isDone()).isTrue();
    }

    @Test
    void pollTakesChangesUntilTheEnd() {
        PollableSubscription<Numbered> subscription = engine.subscribe("evens", Numbered.class);
        assertThat(subscription.poll(Duration.ZERO)).isEmpty();
        assertThat(subscription.isDone()).isFalse();

        push(0, 6);
        engine.endOfInput();

        assertThat(drain(subscription)).containsExactly(0, 2, 4);
        assertThat(subscription.isDone()).isTrue();
        assertThat(subscription.error()).isEmpty();
    }

    @Test
    void changesOfAnAggregateTellTheirKind() {
        engine.execute("CREATE MATERIALIZED VIEW totals AS SELECT COUNT(*) AS n, SUM(v) AS total FROM numbers");
        push(1, 2);
        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        PollableSubscription<Total> subscription = engine.subscribe("totals", Total.class);

        push(2, 3);

        Change<Total> before = subscription.poll(PATIENCE).orElseThrow();
        Change<Total> after = subscription.poll(PATIENCE).orElseThrow();
        assertThat(before.kind()).isEqualTo(ChangeKind.UPDATE_BEFORE);
        assertThat(before.row()).isEqualTo(new Total(1, 1));
        assertThat(before.weight()).isEqualTo(-1);
        assertThat(after.kind()).isEqualTo(ChangeKind.UPDATE_AFTER);
        assertThat(after.row()).isEqualTo(new Total(2, 3));
        assertThat(after.weight()).isEqualTo(1);
    }

    @Test
    void dropOldestKeepsTheLast() {
        PollableSubscription<Numbered> subscription = subscribe(OverflowPolicy.DROP_OLDEST);

        push(0, 10);

        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        assertThat(drain(subscription)).containsExactly(6, 8);
        assertThat(subscription.dropped()).isEqualTo(3);
        assertThat(subscription.delivered()).isEqualTo(2);
    }

    @Test
    void dropNewestKeepsTheFirst() {
        PollableSubscription<Numbered> subscription = subscribe(OverflowPolicy.DROP_NEWEST);

        push(0, 10);

        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        assertThat(drain(subscription)).containsExactly(0, 2);
        assertThat(subscription.dropped()).isEqualTo(3);
    }

    @Test
    void failEndsTheSubscriptionAndNothingElse() {
        PollableSubscription<Numbered> subscription = subscribe(OverflowPolicy.FAIL);

        push(0, 10);

        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        List<Integer> taken = new ArrayList<>();
        assertThatThrownBy(() -> {
                    for (Optional<Change<Numbered>> change = subscription.poll(Duration.ZERO);
                            change.isPresent();
                            change = subscription.poll(Duration.ZERO)) {
                        taken.add(change.get().row().v());
                    }
                })
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.SUBSCRIBER_TOO_SLOW));
        assertThat(taken).isIn(List.of(), List.of(0, 2));
        assertThat(subscription.error()).isPresent();
        assertThat(subscription.isDone()).isTrue();
        assertThat(engine.findQuery("evens").orElseThrow().state()).isEqualTo(QueryState.RUNNING);
    }

    @Test
    void blockLosesNothing() {
        PollableSubscription<Numbered> subscription = subscribe(OverflowPolicy.BLOCK);
        push(0, 10);

        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            taken.add(subscription.poll(PATIENCE).orElseThrow().row().v());
        }

        assertThat(taken).containsExactly(0, 2, 4, 6, 8);
        assertThat(subscription.dropped()).isZero();
        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
    }

    @Test
    void aSlowSubscriberHoldsUpNoOtherQuery() {
        subscribe(OverflowPolicy.BLOCK);
        engine.execute("CREATE STREAM odds AS SELECT v FROM numbers WHERE MOD(v, 2) = 1");
        PollableSubscription<Numbered> odds = engine.subscribe("odds", Numbered.class);

        push(0, 10);

        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            taken.add(odds.poll(PATIENCE).orElseThrow().row().v());
        }
        assertThat(taken).containsExactly(1, 3, 5, 7, 9);
    }

    @Test
    void aPublisherGivesWhatIsAskedForAndThenCompletes() {
        Collector collector = new Collector();
        engine.publisher("evens", Numbered.class).subscribe(collector);
        eventually("onSubscribe", () -> collector.subscription.get() != null);

        push(0, 10);
        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        assertThat(collector.seen).isEmpty();
        collector.request(2);
        eventually("two rows", () -> collector.seen.size() == 2);
        collector.request(100);
        eventually("five rows", () -> collector.seen.size() == 5);
        engine.endOfInput();

        eventually("completion", () -> collector.isComplete);
        assertThat(collector.seen).containsExactly(0, 2, 4, 6, 8);
        assertThat(collector.error.get()).isNull();
    }

    @Test
    void eachSubscriberOfAPublisherHasItsOwnRows() {
        Flow.Publisher<Change<Numbered>> publisher = engine.publisher("evens", Numbered.class);
        Collector first = new Collector();
        Collector second = new Collector();
        publisher.subscribe(first);
        publisher.subscribe(second);
        eventually("onSubscribe", () -> first.subscription.get() != null && second.subscription.get() != null);
        first.request(100);
        second.request(100);

        push(0, 4);
        eventually("rows", () -> first.seen.size() == 2 && second.seen.size() == 2);
        Objects.requireNonNull(first.subscription.get()).cancel();
        push(4, 6);

        eventually("the third row", () -> second.seen.size() == 3);
        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        assertThat(first.seen).containsExactly(0, 2);
    }

    @Test
    void refusesWhatDoesNotExistOrFit() {
        assertThatThrownBy(() -> engine.subscribe("nothing", Numbered.class))
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.OBJECT_NOT_FOUND));
        assertThatThrownBy(() -> engine.subscribe("evens", Unknown.class))
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.BINDING_MISMATCH));
    }

    private PollableSubscription<Numbered> subscribe(OverflowPolicy policy) {
        return engine.subscribe("evens", Numbered.class, new SubscriptionOptions(2, policy));
    }

    private void push(int from, int to) {
        RowSource source = engine.source("numbers");
        IntStream.range(from, to).forEach(source::push);
    }

    private static List<Integer> drain(PollableSubscription<Numbered> subscription) {
        List<Integer> taken = new ArrayList<>();
        for (Optional<Change<Numbered>> change = subscription.poll(Duration.ZERO);
                change.isPresent();
                change = subscription.poll(Duration.ZERO)) {
            taken.add(change.get().row().v());
        }
        return taken;
    }

    /** Keeps what it is given. */
    private static final class Collector implements Flow.Subscriber<Change<Numbered>> {
        private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
        private final Queue<Integer> seen = new ConcurrentLinkedQueue<>();
        private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
        private volatile boolean isComplete;

        void request(long rows) {
            Objects.requireNonNull(subscription.get()).request(rows);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.set(given);
        }

        @Override
        public void onNext(Change<Numbered> change) {
            seen.add(change.row().v());
        }

        @Override
        public void onError(Throwable thrown) {
            error.set(thrown);
        }

        @Override
        public void onComplete() {
            isComplete = true;
        }
    }
}
