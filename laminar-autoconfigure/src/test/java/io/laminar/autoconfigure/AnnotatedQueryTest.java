package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryHandle;
import io.laminar.api.QueryKind;
import io.laminar.api.QueryState;
import io.laminar.api.RowSource;
import io.laminar.api.Source;
import io.laminar.api.SourceInfo;
import io.laminar.api.annotation.EventTime;
import io.laminar.api.annotation.Watermark;
import io.laminar.spring.LaminarQuery;
import io.laminar.spring.LaminarQueryRegistry;
import io.laminar.spring.LaminarSource;
import io.laminar.spring.SendTo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class AnnotatedQueryTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LaminarAutoConfiguration.class))
            .withPropertyValues("laminar.scripts.mode=never", "laminar.sources.trades.columns.symbol=VARCHAR");

    record Trade(String symbol) {}

    static class Rows {
        final List<Object> seen = new CopyOnWriteArrayList<>();

        @LaminarQuery("SELECT symbol FROM trades WHERE symbol <> '${excluded:none}'")
        void all(Trade row) {
            seen.add(row);
        }
    }

    private static void push(AssertableApplicationContext context, Trade... rows) {
        Source<Trade> source = context.getBean(LaminarEngine.class).source("trades", Trade.class);
        source.pushBatch(List.of(rows));
        assertThat(context.getBean(LaminarQueryRegistry.class).awaitIdle(DEADLINE))
                .isTrue();
    }

    @Test
    void deliversRowsOfAQueryNamedAfterTheMethod() {
        runner.withBean(Rows.class).withPropertyValues("excluded=X").run(context -> {
            push(context, new Trade("A"), new Trade("B"));
            assertThat(context.getBean(Rows.class).seen).containsExactly(new Trade("A"), new Trade("B"));
            assertThat(context.getBean("all", QueryHandle.class).sql())
                    .isEqualTo("CREATE STREAM \"all\" AS\nSELECT symbol FROM trades WHERE symbol <> 'X'");
        });
    }

    static class Counts {
        @LaminarQuery(value = "SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol", parallelism = 3)
        void counts(Map<String, Object> row) {}
    }

    @Test
    void runsInThePartitionsThatTheAnnotationAsksFor() {
        runner.withBean(Counts.class)
                .run(context -> assertThat(context.getBean("counts", QueryHandle.class)
                                .metadata()
                                .parallelism())
                        .isEqualTo(3));
    }

    @Test
    void missesNoRowOfASourceThatIsReadAtStart(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("trades.csv");
        Files.writeString(file, "symbol\nA\nB\n");
        runner.withBean(Rows.class)
                .withPropertyValues(
                        "laminar.sources.trades.connector=file",
                        "laminar.sources.trades.options.path=" + file,
                        "laminar.sources.trades.format=csv",
                        "laminar.sources.trades.format-options.header=true")
                .run(context -> {
                    push(context);
                    assertThat(context.getBean(Rows.class).seen).containsExactly(new Trade("A"), new Trade("B"));
                });
    }

    @Test
    void handlesWhatIsOnItsWayBeforeTheContextIsGone() {
        Rows rows = new Rows();
        runner.withBean("rows", Rows.class, () -> rows).run(context -> {
            Source<Trade> source = context.getBean(LaminarEngine.class).source("trades", Trade.class);
            for (int i = 0; i < 1000; i++) {
                source.push(new Trade("A"));
            }
        });
        assertThat(rows.seen).hasSize(1000);
    }

    static class Counter {
        final AtomicLong seen = new AtomicLong();

        @LaminarQuery("SELECT * FROM trades")
        void count(Trade row) {
            seen.incrementAndGet();
        }
    }

    @Test
    void stopsAlthoughRowsKeepComing(CapturedOutput output) {
        Counter counter = new Counter();
        AtomicLong pushed = new AtomicLong();
        runner.withBean(Counter.class, () -> counter).run(context -> {
            Source<Trade> source = context.getBean(LaminarEngine.class).source("trades", Trade.class);
            Thread feed = new Thread(() -> {
                try {
                    while (!Thread.currentThread().isInterrupted()) {
                        source.push(new Trade("A"));
                        pushed.incrementAndGet();
                    }
                } catch (LaminarException closed) {
                    assertThat(closed.code()).isEqualTo(ErrorCode.ENGINE_CLOSED);
                }
            });
            feed.start();
            while (counter.seen.get() < 1000) {
                Thread.onSpinWait();
            }
            long before = pushed.get();
            context.getSourceApplicationContext().close();
            assertThat(counter.seen.get()).isGreaterThanOrEqualTo(before);
            feed.join();
        });
        assertThat(output).doesNotContain("still had rows on their way");
    }

    @SuppressWarnings("UnusedMethod") // private methods that only the query calls
    static class Shapes {
        final List<Object> batches = new CopyOnWriteArrayList<>();
        final List<Object> changes = new CopyOnWriteArrayList<>();

        @LaminarQuery(sql = "SELECT * FROM trades", emit = "CHANGES")
        private void batch(List<Trade> rows) {
            batches.addAll(rows);
        }

        @LaminarQuery(value = "SELECT * FROM trades", name = "changelog", materialized = true)
        private void change(Change<Trade> change) {
            changes.add(change);
        }
    }

    @Test
    void deliversBatchesAndChangesToPrivateMethods() {
        runner.withBean(Shapes.class).run(context -> {
            push(context, new Trade("A"), new Trade("B"));
            Shapes shapes = context.getBean(Shapes.class);
            assertThat(shapes.batches).containsExactly(new Trade("A"), new Trade("B"));
            assertThat(shapes.changes).first().isInstanceOfSatisfying(Change.class, change -> {
                assertThat(change).isEqualTo(new Change<>(ChangeKind.INSERT, new Trade("A"), 1, null, change.epoch()));
                assertThat(change.epoch()).isPositive();
            });
            LaminarEngine engine = context.getBean(LaminarEngine.class);
            assertThat(engine.findQuery("batch").orElseThrow().sql())
                    .isEqualTo("CREATE STREAM \"batch\" AS\nSELECT * FROM trades\nEMIT CHANGES");
            assertThat(engine.findQuery("changelog").orElseThrow().kind()).isEqualTo(QueryKind.MATERIALIZED_VIEW);
        });
    }

    static class Failing {
        final List<Trade> seen = new CopyOnWriteArrayList<>();

        @LaminarQuery("SELECT * FROM trades")
        void picky(Trade row) {
            if (row.symbol().equals("BAD")) {
                throw new IllegalStateException("not this one");
            }
            seen.add(row);
        }
    }

    @Test
    void goesOnAfterAnExceptionAndCountsIt() {
        runner.withBean(Failing.class).run(context -> {
            push(context, new Trade("A"), new Trade("BAD"), new Trade("B"));
            assertThat(context.getBean(Failing.class).seen).containsExactly(new Trade("A"), new Trade("B"));
            assertThat(context.getBean(LaminarQueryRegistry.class).failures("picky"))
                    .isEqualTo(1);
        });
    }

    record Whole(int x) {}

    static class Restarted {
        final List<Integer> seen = new CopyOnWriteArrayList<>();

        @LaminarQuery("SELECT CAST(symbol AS INTEGER) AS x FROM trades")
        void whole(Whole row) {
            seen.add(row.x());
        }
    }

    @Test
    void goesOnWhenItsQueryFailedAndWasRestarted() {
        runner.withBean(Restarted.class).run(context -> {
            LaminarQueryRegistry registry = context.getBean(LaminarQueryRegistry.class);
            push(context, new Trade("1"), new Trade("none"), new Trade("2"));
            QueryHandle query = context.getBean("whole", QueryHandle.class);
            assertThat(query.state()).isEqualTo(QueryState.FAILED);

            query.restart();
            assertThat(registry.isRunning("whole")).isTrue();
            push(context, new Trade("3"));
            assertThat(context.getBean(Restarted.class).seen).containsExactly(1, 3);
        });
    }

    static class Chain {
        final List<Trade> seen = new CopyOnWriteArrayList<>();

        @LaminarQuery("SELECT * FROM doubled")
        void last(Trade row) {
            seen.add(row);
        }

        @LaminarQuery("SELECT * FROM twice")
        void doubled(Trade row) {}

        @LaminarQuery("SELECT * FROM trades")
        @SendTo("twice")
        List<Trade> first(Trade row) {
            return List.of(row, row);
        }
    }

    @Test
    void sendsResultsOnAndOrdersQueriesByWhatTheyRead() {
        runner.withBean(Chain.class)
                .withPropertyValues("laminar.sources.twice.columns.symbol=VARCHAR")
                .run(context -> {
                    push(context, new Trade("A"));
                    assertThat(context.getBean(Chain.class).seen).containsExactly(new Trade("A"), new Trade("A"));
                });
    }

    static class Later {
        final List<Trade> seen = new CopyOnWriteArrayList<>();

        @LaminarQuery(value = "SELECT * FROM trades", autoStartup = "${later:false}")
        void later(Trade row) {
            seen.add(row);
        }
    }

    @Test
    void startsAndStopsByName() {
        runner.withBean(Later.class).run(context -> {
            LaminarQueryRegistry registry = context.getBean(LaminarQueryRegistry.class);
            assertThat(context.getBean(LaminarEngine.class).queries()).isEmpty();
            push(context, new Trade("missed"));
            registry.start("later");
            push(context, new Trade("A"));
            registry.stop("later");
            push(context, new Trade("missed"));
            assertThat(context.getBean(Later.class).seen).containsExactly(new Trade("A"));
            assertThat(registry.names()).containsExactly("later");
            assertThat(registry.isRunning("later")).isFalse();
        });
    }

    @Test
    void deliversAgainAfterTheContextWasStoppedAndStarted() {
        runner.withBean(Rows.class).run(context -> {
            context.getSourceApplicationContext().stop();
            context.getSourceApplicationContext().start();
            push(context, new Trade("A"));
            assertThat(context.getBean(Rows.class).seen).containsExactly(new Trade("A"));
        });
    }

    @Test
    void findsMethodsBehindClassProxies() {
        Rows target = new Rows();
        runner.withBean("rows", Rows.class, () -> target)
                .withBean(
                        "proxies", BeanPostProcessor.class, () -> proxies(factory -> factory.setProxyTargetClass(true)))
                .run(context -> {
                    push(context, new Trade("A"));
                    assertThat(target.seen).containsExactly(new Trade("A"));
                });
    }

    interface Listening {
        @LaminarQuery("SELECT * FROM trades")
        void listen(Trade row);
    }

    static class ListeningBean implements Listening, Rowed {
        final List<Trade> seen = new CopyOnWriteArrayList<>();

        @Override
        public void listen(Trade row) {
            seen.add(row);
        }
    }

    /** Marks beans that the test puts behind a proxy. */
    interface Rowed {}

    @Test
    void findsMethodsOfInterfacesBehindInterfaceProxies() {
        ListeningBean target = new ListeningBean();
        runner.withBean("listening", Listening.class, () -> target)
                .withBean("proxies", BeanPostProcessor.class, () -> proxies(factory -> {}))
                .run(context -> {
                    push(context, new Trade("A"));
                    assertThat(target.seen).containsExactly(new Trade("A"));
                });
    }

    private static BeanPostProcessor proxies(Consumer<ProxyFactory> settings) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String beanName) {
                if (!(bean instanceof Rows) && !(bean instanceof Rowed)) {
                    return bean;
                }
                ProxyFactory factory = new ProxyFactory(bean);
                settings.accept(factory);
                return factory.getProxy();
            }
        };
    }

    @LaminarSource("declared_trades")
    @Watermark("1500ms")
    record Declared(
            String symbol, long itemCount, @EventTime Instant ts) {}

    static class Injected {
        @LaminarSource("trades")
        private Source<Trade> field;

        private final Source<Trade> typed;
        private final RowSource untyped;
        private final Source<Declared> declared;
        private final ObjectProvider<Source<Trade>> provider;

        Injected(
                @LaminarSource("${source.name}") Source<Trade> typed,
                @LaminarSource("trades") RowSource untyped,
                @LaminarSource Source<Declared> declared,
                @LaminarSource("trades") ObjectProvider<Source<Trade>> provider) {
            this.typed = typed;
            this.untyped = untyped;
            this.declared = declared;
            this.provider = provider;
            this.field = typed;
        }
    }

    @Test
    void injectsSources() {
        runner.withBean(Injected.class).withPropertyValues("source.name=trades").run(context -> {
            assertThat(context).hasNotFailed();
            Injected injected = context.getBean(Injected.class);
            assertThat(injected.field).isNotNull().isNotSameAs(injected.typed);
            assertThat(injected.typed.name()).isEqualTo("trades");
            assertThat(injected.untyped.name()).isEqualTo("trades");
            assertThat(injected.declared.name()).isEqualTo("declared_trades");
            assertThat(injected.provider.getObject().name()).isEqualTo("trades");
            SourceInfo declaredInfo = context.getBean(LaminarEngine.class).sources().stream()
                    .filter(source -> source.name().equals("declared_trades"))
                    .findFirst()
                    .orElseThrow();
            assertThat(declaredInfo.schema()).hasToString("(symbol VARCHAR, item_count BIGINT NOT NULL, ts TIMESTAMP)");
            injected.declared.push(new Declared("A", 1, Instant.ofEpochSecond(10)));
            push(context);
            assertThat(context.getBean(LaminarEngine.class).sources())
                    .extracting(SourceInfo::watermark)
                    .contains(Instant.ofEpochMilli(8500));
        });
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    static class Packages {}

    @Test
    void findsRecordsInThePackagesOfTheApplication() {
        runner.withUserConfiguration(Packages.class)
                .run(context -> assertThat(context.getBean(LaminarEngine.class).sources())
                        .extracting(SourceInfo::name)
                        .contains("declared_trades"));
    }

    static class TwoParameters {
        @LaminarQuery("SELECT * FROM trades")
        void wrong(Trade row, Map<String, Object> more) {}
    }

    @Test
    void refusesAMethodThatCannotBeGivenRows() {
        runner.withBean(TwoParameters.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining(
                                "TwoParameters.wrong needs one parameter, for the row, but the method has 2"));
    }

    static class SendsNowhere {
        @LaminarQuery("SELECT * FROM trades")
        @SendTo("nowhere")
        Trade copy(Trade row) {
            return row;
        }
    }

    @Test
    void refusesAResultThatHasNowhereToGo() {
        runner.withBean(SendsNowhere.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasMessageContaining("@LaminarQuery on AnnotatedQueryTest.SendsNowhere.copy")
                        .hasMessageContaining("nowhere"));
    }

    @Test
    void refusesTwoQueriesOfOneName() {
        runner.withBean("one", Rows.class)
                .withBean("two", Rows.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("have a query called all; give one of them another name"));
    }

    @Test
    void refusesBeansThatAreNoSingletons() {
        runner.withBean("rows", Rows.class, Rows::new, definition -> definition.setScope("prototype"))
                .run(context -> assertThatThrownBy(() -> context.getBean("rows"))
                        .hasStackTraceContaining("is not a singleton"));
    }
}
