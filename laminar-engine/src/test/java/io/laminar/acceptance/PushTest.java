package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryResult;
import io.laminar.api.RowSource;
import io.laminar.api.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every form in which a program can push a row. */
@Timeout(30)
class PushTest {
    private static final Instant NOON = Instant.parse("2001-02-03T12:00:00Z");
    private static final LocalDateTime NOON_LOCAL = LocalDateTime.of(2001, 2, 3, 12, 0);

    private final LaminarEngine engine = Laminar.open();

    record Trade(String symbol, double price, @Nullable Long size, Instant eventTime) {}

    record TradeOut(String symbol, double price, @Nullable Long size, LocalDateTime eventTime) {}

    record Incomplete(String symbol) {}

    record Superfluous(String symbol, double price, String venue) {}

    record Misfit(String symbol, String price) {}

    /** A bean in the manner of old. */
    public static final class TradeBean {
        private String symbol = "";
        private double price;
        private @Nullable Long size;
        private @Nullable LocalDateTime eventTime;

        public String getSymbol() {
            return symbol;
        }

        public void setSymbol(String symbol) {
            this.symbol = symbol;
        }

        public double getPrice() {
            return price;
        }

        public void setPrice(double price) {
            this.price = price;
        }

        public @Nullable Long getSize() {
            return size;
        }

        public void setSize(@Nullable Long size) {
            this.size = size;
        }

        public @Nullable LocalDateTime getEventTime() {
            return eventTime;
        }

        public void setEventTime(@Nullable LocalDateTime eventTime) {
            this.eventTime = eventTime;
        }
    }

    @BeforeEach
    void createSource() {
        engine.execute("CREATE SOURCE trades (symbol VARCHAR NOT NULL, price DOUBLE, size BIGINT, event_time TIMESTAMP,"
                + " WATERMARK FOR event_time)");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void recordsAreMatchedByNameIgnoringCaseAndUnderscores() {
        PollableSubscription<TradeOut> changes = engine.subscribe("trades", TradeOut.class);
        Source<Trade> source = engine.source("trades", Trade.class);

        source.push(new Trade("ACME", 10.5, 3L, NOON));
        source.push(new Trade("ACME", 10.6, null, NOON));

        assertThat(next(changes).row()).isEqualTo(new TradeOut("ACME", 10.5, 3L, NOON_LOCAL));
        assertThat(next(changes).row()).isEqualTo(new TradeOut("ACME", 10.6, null, NOON_LOCAL));
    }

    @Test
    void aChangeTellsKindWeightEventTimeAndEpoch() {
        PollableSubscription<TradeOut> changes = engine.subscribe("trades", TradeOut.class);

        engine.source("trades", Trade.class).push(new Trade("ACME", 10.5, 3L, NOON));

        Change<TradeOut> change = next(changes);
        assertThat(change.kind().symbol()).isEqualTo("+I");
        assertThat(change.weight()).isEqualTo(1);
        assertThat(change.eventTime()).isEqualTo(NOON);
        assertThat(change.epoch()).isPositive();
    }

    @Test
    void beansGoInAndComeOut() {
        PollableSubscription<TradeBean> changes = engine.subscribe("trades", TradeBean.class);
        TradeBean bean = new TradeBean();
        bean.setSymbol("ACME");
        bean.setPrice(1.5);
        bean.setEventTime(NOON_LOCAL);

        engine.source("trades", TradeBean.class).push(bean);

        TradeBean out = next(changes).row();
        assertThat(out.getSymbol()).isEqualTo("ACME");
        assertThat(out.getPrice()).isEqualTo(1.5);
        assertThat(out.getSize()).isNull();
        assertThat(out.getEventTime()).isEqualTo(NOON_LOCAL);
    }

    @Test
    void mapsMayLeaveColumnsOut() {
        PollableSubscription<Object[]> changes = engine.subscribe("trades", Object[].class);

        engine.source("trades").push(Map.of("SYMBOL", "ACME", "price", 2));

        assertThat(next(changes).row()).containsExactly("ACME", 2.0, null, null);
    }

    @Test
    void plainValuesComeInTheOrderOfTheColumns() {
        PollableSubscription<?> changes = engine.subscribe("trades", Map.class);

        engine.source("trades").push("ACME", 2, null, NOON);

        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("symbol", "ACME");
        expected.put("price", 2.0);
        expected.put("size", null);
        expected.put("event_time", NOON_LOCAL);
        assertThat((Object) next(changes).row()).isEqualTo(expected);
    }

    @Test
    void aPointInTimeHasManyForms() {
        PollableSubscription<TradeOut> changes = engine.subscribe("trades", TradeOut.class);
        RowSource source = engine.source("trades");

        for (Object time : List.of(
                NOON,
                NOON_LOCAL,
                Date.from(NOON),
                NOON.toEpochMilli(),
                "2001-02-03T12:00:00Z",
                "2001-02-03T12:00:00")) {
            source.push("ACME", 1.0, 1, time);
            assertThat(next(changes).row().eventTime()).as("%s", time).isEqualTo(NOON_LOCAL);
        }
    }

    @Test
    void microsecondsAreKept() {
        PollableSubscription<TradeOut> changes = engine.subscribe("trades", TradeOut.class);
        Instant time = Instant.parse("1969-12-31T23:59:59.999999Z");

        engine.source("trades").push("ACME", 1.0, 1, time);

        Change<TradeOut> change = next(changes);
        assertThat(change.eventTime()).isEqualTo(time);
        assertThat(change.row().eventTime()).isEqualTo(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    @Test
    void refusesWhatDoesNotFit() {
        RowSource source = engine.source("trades");

        assertCode(ErrorCode.NULL_NOT_ALLOWED, () -> source.push(null, 1.0, 1, NOON));
        assertCode(ErrorCode.NULL_NOT_ALLOWED, () -> source.push(Map.of("price", 1.0)));
        assertCode(ErrorCode.BINDING_MISMATCH, () -> source.push("ACME", "much", 1, NOON));
        assertCode(ErrorCode.BINDING_MISMATCH, () -> source.push("ACME", 1.0, 1.5, NOON));
        assertCode(ErrorCode.BINDING_MISMATCH, () -> source.push("ACME", 1.0));
        assertCode(ErrorCode.BINDING_MISMATCH, () -> source.push(Map.of("symbol", "ACME", "venue", "X")));
        assertCode(ErrorCode.BINDING_MISMATCH, () -> engine.source("trades", Superfluous.class));
        assertCode(
                ErrorCode.BINDING_MISMATCH,
                () -> engine.source("trades", Misfit.class).push(new Misfit("ACME", "much")));
        assertCode(ErrorCode.OBJECT_NOT_FOUND, () -> engine.source("nothing"));
    }

    @Test
    void aComponentLessThanTheNullableColumnsIsEnough() {
        PollableSubscription<Object[]> changes = engine.subscribe("trades", Object[].class);

        engine.source("trades", Incomplete.class).push(new Incomplete("ACME"));

        assertThat(next(changes).row()).containsExactly("ACME", null, null, null);
    }

    @Test
    void aBatchIsPushedAsAWholeOrNotAtAll() {
        PollableSubscription<TradeOut> changes = engine.subscribe("trades", TradeOut.class);
        RowSource source = engine.source("trades");
        Map<String, Object> good = Map.of("symbol", "GOOD", "price", 1.0);

        assertCode(
                ErrorCode.NULL_NOT_ALLOWED,
                () -> source.pushBatch(Arrays.asList(good, good, Map.of("price", 1.0), good)));
        source.pushBatch(List.of(good));
        assertThat(engine.awaitIdle(Duration.ofSeconds(10))).isTrue();

        assertThat(next(changes).row().symbol()).isEqualTo("GOOD");
        assertThat(changes.poll(Duration.ZERO)).isEmpty();
    }

    @Test
    void aSourceThatHasEndedTakesNothing() {
        RowSource source = engine.source("trades");
        source.push("ACME", 1.0, 1, NOON);
        source.end();

        assertCode(ErrorCode.SOURCE_ENDED, () -> source.push("ACME", 1.0, 1, NOON));
        assertCode(ErrorCode.SOURCE_ENDED, () -> engine.source("trades").push("ACME", 1.0, 1, NOON));
    }

    private static <T> Change<T> next(PollableSubscription<T> subscription) {
        Optional<Change<T>> change = subscription.poll(Duration.ofSeconds(10));
        assertThat(change).isPresent();
        return change.orElseThrow();
    }

    private static void assertCode(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        error -> assertThat(error.code()).as(error.getMessage()).isEqualTo(code));
    }

    @Test
    void watermarksAndWaitsMayBeAsLongAsJavaKnows() {
        RowSource source = engine.source("trades");
        source.watermark(Instant.MIN);
        source.push("ACME", 1.0, 1L, NOON);
        assertThat(engine.awaitIdle(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        source.watermark(Instant.MAX);
        assertThat(source.awaitIdle(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    }

    @Test
    void aThousandColumnsAreFilteredAndKept() {
        String columns =
                IntStream.range(0, 1000).mapToObj(i -> "c" + i + " INTEGER").collect(Collectors.joining(", "));
        engine.execute("CREATE SOURCE wide (" + columns
                + "); CREATE MATERIALIZED VIEW kept AS SELECT * FROM wide WHERE c999 > 0");
        engine.source("wide").push(IntStream.range(0, 1000).boxed().toArray());
        try (QueryResult rows = engine.query("SELECT c0, c999 FROM kept")) {
            assertThat(rows.toList())
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("c999")).isEqualTo(999));
        }
    }
}
