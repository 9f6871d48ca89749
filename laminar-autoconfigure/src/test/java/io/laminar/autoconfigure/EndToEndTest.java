package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryHandle;
import io.laminar.api.Source;
import io.laminar.api.annotation.EventTime;
import io.laminar.api.annotation.Watermark;
import io.laminar.autoconfigure.endpoint.LaminarEndpointAutoConfiguration;
import io.laminar.autoconfigure.health.LaminarHealthAutoConfiguration;
import io.laminar.autoconfigure.jdbc.LaminarJdbcAutoConfiguration;
import io.laminar.autoconfigure.metrics.LaminarMetricsAutoConfiguration;
import io.laminar.spring.LaminarEngineCustomizer;
import io.laminar.spring.LaminarQuery;
import io.laminar.spring.LaminarQueryRegistry;
import io.laminar.spring.LaminarSource;
import io.laminar.spring.LaminarTemplate;
import io.laminar.spring.SendTo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** Applications with the engine itself: rows go in by the front door and come out where the user wants them. */
class EndToEndTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LaminarAutoConfiguration.class,
                    LaminarEndpointAutoConfiguration.class,
                    LaminarHealthAutoConfiguration.class,
                    LaminarJdbcAutoConfiguration.class,
                    LaminarMetricsAutoConfiguration.class))
            .withPropertyValues(
                    "laminar.scripts.mode=never",
                    "laminar.sources.trades.columns.symbol=VARCHAR",
                    "laminar.sources.trades.columns.price=DOUBLE",
                    "laminar.sources.trades.columns.volume=BIGINT",
                    "laminar.sources.trades.columns.ts=TIMESTAMP",
                    "laminar.sources.trades.watermark=ts - INTERVAL '5' SECOND",
                    "laminar.views.per_minute=SELECT symbol, window_start, COUNT(*) AS trades"
                            + " FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' MINUTE))"
                            + " GROUP BY symbol, window_start, window_end");

    record Trade(String symbol, double price, long volume, Instant ts) {}

    record Vwap(String symbol, Instant windowEnd, double vwap, long trades) {}

    record PerMinute(String symbol, Instant windowStart, long trades) {}

    static class Prices {
        final List<Vwap> seen = new CopyOnWriteArrayList<>();

        @LaminarSource
        private Source<Trade> trades;

        Prices(@LaminarSource("trades") Source<Trade> trades) {
            this.trades = trades;
        }

        @LaminarQuery("""
                SELECT symbol, window_end, SUM(price * volume) / SUM(volume) AS vwap, COUNT(*) AS trades
                FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
                GROUP BY symbol, window_start, window_end""")
        void vwap(Vwap row) {
            seen.add(row);
        }
    }

    private static Trade trade(String symbol, double price, long volume, int second) {
        return new Trade(symbol, price, volume, START.plusSeconds(second));
    }

    private static void awaitIdle(org.springframework.context.ApplicationContext context) {
        assertThat(context.getBean(LaminarQueryRegistry.class).awaitIdle(Duration.ofSeconds(20)))
                .isTrue();
    }

    @Test
    void deliversClosedWindowsAsRecords() {
        runner.withBean(Prices.class).run(context -> {
            Prices prices = context.getBean(Prices.class);
            prices.trades.push(trade("A", 10, 1, 0));
            prices.trades.push(trade("A", 20, 3, 30));
            prices.trades.push(trade("A", 1, 1, 66));
            awaitIdle(context);
            assertThat(prices.seen).containsExactly(new Vwap("A", START.plusSeconds(60), 17.5, 2));
            assertThat(context.getBean("vwap", QueryHandle.class).metrics().rowsIn())
                    .isEqualTo(3);
        });
    }

    @Test
    void keepsAViewThatTemplateDataSourceAndEndpointRead() {
        runner.run(context -> {
            LaminarTemplate template = context.getBean(LaminarTemplate.class);
            template.pushAll("trades", List.of(trade("A", 1, 1, 1), trade("A", 1, 1, 2), trade("B", 1, 1, 70)));
            awaitIdle(context);
            assertThat(template.query("SELECT * FROM per_minute", PerMinute.class))
                    .containsExactly(new PerMinute("A", START, 2));
            JdbcTemplate jdbc = new JdbcTemplate(context.getBean("laminarDataSource", DataSource.class));
            assertThat(jdbc.queryForObject("SELECT trades FROM per_minute WHERE symbol = ?", Long.class, "A"))
                    .isEqualTo(2);
        });
    }

    @Test
    void appliesItsSettings() {
        runner.withPropertyValues(
                        "laminar.name=desk",
                        "laminar.engine.workers=2",
                        "laminar.engine.parallelism=3",
                        "laminar.engine.batch.max-rows=10",
                        "laminar.engine.batch.max-latency=3ms",
                        "laminar.engine.idle-strategy=yield",
                        "laminar.engine.backpressure=spill",
                        "laminar.engine.buffer-rows=500",
                        "laminar.engine.wait-strategy=spin",
                        "laminar.engine.spill.limit=1MB",
                        "laminar.engine.spill.directory=/var/spill",
                        "laminar.compiler.mode=interpreted",
                        "laminar.state.ttl=90m")
                .withBean(LaminarEngineCustomizer.class, () -> builder -> builder.batchRows(11))
                .run(
                        context -> assertThat(
                                        context.getBean(LaminarEngine.class).options())
                                .hasToString(
                                        "EngineOptions[name=desk, workers=2, batchRows=11, maxLatency=PT0.003S,"
                                                + " compiler=INTERPRETED, compilerCacheSize=256, parallelism=3, pinThreads=false, autoStart=false,"
                                                + " sources=SourceOptions[backpressure=SPILL, bufferRows=500, spillLimitBytes=1048576,"
                                                + " spillDirectory=/var/spill, waitStrategy=SPIN], idleStrategy=YIELD, clock=SystemInstantSource, stateTtl=PT1H30M]"));
    }

    @Test
    void leavesNothingBehindWhenItCloses() {
        int before = Laminar.engines().size();
        for (int round = 0; round < 2; round++) {
            runner.withBean(Prices.class).run(context -> {
                Prices prices = context.getBean(Prices.class);
                prices.trades.push(trade("A", 10, 1, 0));
                prices.trades.push(trade("A", 1, 1, 66));
                awaitIdle(context);
                assertThat(prices.seen).hasSize(1);
                assertThat(Laminar.engines()).hasSize(before + 1);
            });
        }
        assertThat(Laminar.engines()).hasSize(before);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("laminar-listener-") || name.equals("laminar-metrics"));
    }

    @Test
    void closesTheEngineWhenTheContextFails() {
        int before = Laminar.engines().size();
        runner.withPropertyValues("laminar.views.bad=SELECT nothing FROM trades")
                .run(context -> assertThat(context).hasFailed());
        assertThat(Laminar.engines()).hasSize(before);
    }

    @Test
    void pointsAtTheNameThatIsWrong() {
        runner.withPropertyValues("laminar.views.bad=SELECT nothing FROM trades")
                .run(context -> {
                    Throwable failure = context.getStartupFailure();
                    assertThat(failure).isNotNull();
                    if (failure != null) {
                        assertThat(new LaminarFailureAnalyzer().analyze(failure))
                                .extracting(
                                        analysis -> analysis.getDescription(),
                                        org.assertj.core.api.InstanceOfAssertFactories.STRING)
                                .contains("A statement of laminar.views.bad was refused")
                                .contains("    2 | SELECT nothing FROM trades\n      |        ^\n");
                    }
                });
    }

    @LaminarSource("orders")
    @Watermark("2s")
    record Order(long id, String customer, @EventTime Instant ts) {}

    record Greeting(String customer) {}

    static class Orders {
        final List<Map<String, Object>> greetings = new CopyOnWriteArrayList<>();
        private final Source<Order> orders;

        Orders(@LaminarSource Source<Order> orders) {
            this.orders = orders;
        }

        @LaminarQuery("SELECT id, customer, ts FROM orders WHERE id > ${minimum:0}")
        @SendTo("greetings")
        Greeting received(Order order) {
            return new Greeting("Dear " + order.customer());
        }

        @LaminarQuery("SELECT customer FROM greetings")
        void greeted(List<Map<String, Object>> rows) {
            greetings.addAll(rows);
        }
    }

    @Test
    void declaresSourcesFromRecordsAndSendsResultsOn() {
        runner.withBean(Orders.class)
                .withPropertyValues("laminar.sources.greetings.columns.customer=VARCHAR", "minimum=1")
                .run(context -> {
                    Orders orders = context.getBean(Orders.class);
                    orders.orders.push(new Order(1, "nobody", START));
                    orders.orders.push(new Order(2, "Ann", START.plusSeconds(1)));
                    awaitIdle(context);
                    assertThat(orders.greetings).containsExactly(Map.of("customer", "Dear Ann"));
                });
    }

    @Test
    void refusesRowsThatDoNotFit() {
        runner.run(context -> assertThatThrownBy(
                        () -> context.getBean(LaminarTemplate.class).push("trades", new Greeting("A")))
                .hasMessageContaining("LMR-4002"));
    }
}
