package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryHandle;
import io.laminar.api.RowSource;
import io.laminar.spring.EnableLaminar;
import io.laminar.spring.LaminarDefinitionException;
import io.laminar.spring.LaminarQueryRegistry;
import io.laminar.spring.LaminarTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class LaminarAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LaminarAutoConfiguration.class))
            .withPropertyValues("laminar.scripts.mode=never");
    private final ApplicationContextRunner fake = runner.withBean("engine", FakeEngine.class, FakeEngine::new);

    @Test
    void isAbsentWhenDisabled() {
        fake.withPropertyValues("laminar.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(LaminarTemplate.class)
                        .doesNotHaveBean(LaminarProperties.class));
    }

    @Test
    void takesTheEngineOfTheApplication() {
        fake.run(context -> assertThat(context)
                .hasSingleBean(LaminarEngine.class)
                .hasSingleBean(LaminarTemplate.class)
                .hasSingleBean(LaminarQueryRegistry.class));
    }

    @Test
    void writesTheDeclarationsOfTheProperties() {
        fake.withPropertyValues(
                        "laminar.sources.trade_ticks.columns.symbol=VARCHAR",
                        "laminar.sources.trade_ticks.columns.event_time=TIMESTAMP",
                        "laminar.sources.trade_ticks.watermark=event_time - INTERVAL '5' SECOND",
                        "laminar.sources.trade_ticks.connector=file",
                        "laminar.sources.trade_ticks.options.path=it's.csv",
                        "laminar.sources.trade_ticks.options.replay.speed=60",
                        "laminar.sources.trade_ticks.format=csv",
                        "laminar.sources.trade_ticks.format-options.header=true",
                        "laminar.sources.trade_ticks.on-error=SKIP",
                        "laminar.tables.limits.columns.symbol=VARCHAR",
                        "laminar.tables.limits.primary-key=symbol",
                        "laminar.streams.big=SELECT symbol FROM trade_ticks;",
                        "laminar.views.latest.sql=SELECT symbol FROM big",
                        "laminar.views.latest.emit=CHANGES",
                        "laminar.views.latest.with.state.ttl=1h",
                        "laminar.sinks.out.from=big",
                        "laminar.sinks.out.connector=file",
                        "laminar.sinks.out.options.path=out.json",
                        "laminar.sinks.out.format=json")
                .run(context -> assertThat(context.getBean(FakeEngine.class).statements)
                        .containsExactly("""
                                CREATE SOURCE "trade_ticks" (
                                  "symbol" VARCHAR,
                                  "event_time" TIMESTAMP,
                                  WATERMARK FOR "event_time" AS "event_time" - INTERVAL '5' SECOND)
                                FROM file (path = 'it''s.csv', replay.speed = '60')
                                FORMAT csv (header = 'true')
                                ON ERROR SKIP""", """
                                CREATE TABLE "limits" (
                                  "symbol" VARCHAR,
                                  PRIMARY KEY ("symbol"))""", """
                                CREATE STREAM "big" AS
                                SELECT symbol FROM trade_ticks""", """
                                CREATE MATERIALIZED VIEW "latest" AS
                                SELECT symbol FROM big
                                EMIT CHANGES
                                WITH ('state.ttl' = '1h')""", """
                                CREATE SINK "out" FROM "big" INTO file (path = 'out.json')
                                FORMAT json"""));
    }

    @Test
    void ordersStreamsByWhatTheyRead() {
        fake.withPropertyValues(
                        "laminar.sources.s.columns.x=INT",
                        "laminar.streams.a=SELECT * FROM b",
                        "laminar.streams.b=SELECT * FROM s")
                .run(context ->
                        assertThat(context.getBean(FakeEngine.class).queries).containsOnlyKeys("b", "a"));
    }

    @Test
    void runsScriptsInTheOrderOfTheirNamesWithPlaceholders() {
        runner.withBean("engine", FakeEngine.class, FakeEngine::new)
                .withPropertyValues(
                        "laminar.scripts.mode=always", "laminar.scripts.locations=classpath:scripts/*.sql", "who=me")
                .withBean(WantsScriptObjects.class)
                .run(context -> {
                    assertThat(context.getBean(FakeEngine.class).statements)
                            .containsExactly(
                                    "CREATE SOURCE first (x INT)",
                                    "CREATE STREAM second AS SELECT 'me', 'none', '${unknown}' FROM first");
                    assertThat(context.getBean(WantsScriptObjects.class).second.sql())
                            .contains("CREATE STREAM second");
                });
    }

    record WantsScriptObjects(RowSource first, QueryHandle second) {}

    @Test
    void registersSourcesAndQueriesUnderTheirNames() {
        fake.withPropertyValues("laminar.sources.trades.columns.x=INT", "laminar.streams.big=SELECT * FROM trades")
                .run(context -> {
                    assertThat(context.getBean("trades")).isInstanceOf(RowSource.class);
                    assertThat(context.getBean("big", QueryHandle.class).sql()).contains("FROM trades");
                });
    }

    @Test
    void leavesNamesOfTheApplicationAlone() {
        fake.withPropertyValues("laminar.sources.trades.columns.x=INT")
                .withBean("trades", String.class, () -> "mine")
                .run(context -> {
                    assertThat(context.getBean("trades")).isEqualTo("mine");
                    assertThat(context.getBean("tradesSource")).isInstanceOf(RowSource.class);
                });
    }

    @Test
    void refusesABadValueWithItsName() {
        runner.withPropertyValues("laminar.engine.batch.max-rows=5000")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("laminar.engine.batch.max-rows must be between 1 and 1024 but is 5000"));
    }

    @Test
    void closesTheEngineWhenADeclarationIsRefused() {
        FakeEngine engine = new FakeEngine();
        runner.withBean("engine", FakeEngine.class, () -> engine)
                .withPropertyValues("laminar.sources.s.columns.x=INT", "laminar.streams.bad=SELECT x\nFROM s BROKEN")
                .run(context -> {
                    assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(RuntimeException.class);
                    assertThat(engine.isClosed()).isTrue();
                    assertThat(description(context.getStartupFailure())).isEqualTo("""
                                    A statement of laminar.streams.bad was refused:

                                        1 | CREATE STREAM "bad" AS
                                        2 | SELECT x
                                        3 | FROM s BROKEN
                                          |        ^

                                    LMR-1001: BROKEN is not SQL""");
                });
    }

    private static @Nullable String description(@Nullable Throwable failure) {
        FailureAnalysis analysis = failure == null ? null : new LaminarFailureAnalyzer().analyze(failure);
        return analysis == null ? null : analysis.getDescription();
    }

    @Test
    void namesTheFirstStatementThatNoOtherHelps() {
        fake.withPropertyValues("laminar.streams.a=SELECT * FROM nothing")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining(LaminarDefinitionException.class.getName())
                        .hasStackTraceContaining("laminar.streams.a: LMR-1003: no relation nothing"));
    }

    @Test
    void startsAndDrainsWithTheContext() {
        FakeEngine engine = new FakeEngine();
        runner.withBean("engine", FakeEngine.class, () -> engine).run(context -> {
            assertThat(context.getBean(LaminarLifecycle.class).isRunning()).isTrue();
            assertThat(engine.events).containsExactly("start");
        });
        assertThat(engine.events).containsExactly("start", "awaitIdle", "close");
    }

    @Test
    void doesNotStartWhenToldSo() {
        fake.withPropertyValues("laminar.lifecycle.auto-startup=false")
                .run(context ->
                        assertThat(context.getBean(FakeEngine.class).events).isEmpty());
    }

    @Test
    void worksWithoutAutoConfigurationThroughItsAnnotation() {
        new ApplicationContextRunner()
                .withUserConfiguration(Enabled.class)
                .withPropertyValues("laminar.scripts.mode=never")
                .run(context -> assertThat(context).hasSingleBean(LaminarTemplate.class));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableLaminar
    static class Enabled {
        @Bean
        FakeEngine engine() {
            return new FakeEngine();
        }
    }
}
