package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.CompilerMode;
import io.laminar.api.EngineOptions;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryHandle;
import io.laminar.api.RowSource;
import io.laminar.spring.EnableLaminar;
import io.laminar.spring.LaminarDefinitionException;
import io.laminar.spring.LaminarQueryRegistry;
import io.laminar.spring.LaminarTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class LaminarAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LaminarAutoConfiguration.class))
            .withPropertyValues("laminar.scripts.mode=never", "laminar.sources.trades.columns.x=INT");

    @Test
    void setsUpTheEngine() {
        runner.run(context -> assertThat(context)
                .hasSingleBean(LaminarEngine.class)
                .hasSingleBean(LaminarTemplate.class)
                .hasSingleBean(LaminarQueryRegistry.class));
    }

    @Test
    void isAbsentWhenDisabled() {
        runner.withPropertyValues("laminar.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(LaminarEngine.class)
                        .doesNotHaveBean(LaminarTemplate.class)
                        .doesNotHaveBean(LaminarProperties.class));
    }

    @Test
    void takesTheEngineOfTheApplicationAndDeclaresInItToo() {
        LaminarEngine own = Laminar.builder().name("own").open();
        runner.withBean("own", LaminarEngine.class, () -> own).run(context -> {
            assertThat(context).getBean(LaminarEngine.class).isSameAs(own);
            assertThat(own.sources())
                    .singleElement()
                    .satisfies(source -> assertThat(source.name()).isEqualTo("trades"));
        });
        assertThat(own.isClosed()).isTrue();
    }

    @Test
    void ordersStreamsByWhatTheyRead() {
        runner.withPropertyValues("laminar.streams.a=SELECT x FROM b", "laminar.streams.b=SELECT x FROM trades")
                .run(context -> assertThat(context.getBean(LaminarEngine.class).queries())
                        .extracting(QueryHandle::name)
                        .containsExactly("b", "a"));
    }

    record WantsScriptObjects(RowSource inputs, QueryHandle greetings) {}

    @Test
    void runsScriptsInTheOrderOfTheirNamesWithPlaceholders() {
        runner.withPropertyValues(
                        "laminar.scripts.mode=always", "laminar.scripts.locations=classpath:scripts/*.sql", "who=me")
                .withBean(WantsScriptObjects.class)
                .run(context -> assertThat(context.getBean(WantsScriptObjects.class)
                                .greetings()
                                .sql())
                        .isEqualTo("CREATE STREAM greetings AS SELECT 'me', 'none', '${literally}' FROM inputs"));
    }

    @Test
    void saysWhichScriptIsMissing() {
        runner.withPropertyValues("laminar.scripts.mode=always", "laminar.scripts.locations=classpath:scripts/none.sql")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining(
                                "laminar.scripts.locations names classpath:scripts/none.sql, which cannot be read"));
    }

    @Test
    void registersSourcesAndQueriesUnderTheirNames() {
        runner.withPropertyValues("laminar.streams.big=SELECT x FROM trades").run(context -> {
            assertThat(context.getBean("trades")).isInstanceOf(RowSource.class);
            assertThat(context.getBean("big", QueryHandle.class).sql()).contains("FROM trades");
        });
    }

    @Test
    void leavesNamesOfTheApplicationAlone() {
        runner.withBean("trades", String.class, () -> "mine").run(context -> {
            assertThat(context.getBean("trades")).isEqualTo("mine");
            assertThat(context.getBean("tradesSource")).isInstanceOf(RowSource.class);
        });
    }

    @Test
    void refusesAPropertyThatDoesNotExist() {
        runner.withPropertyValues("laminar.sources.quotes.colums.x=INT")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("laminar.sources.quotes.colums.x"));
    }

    @Test
    void refusesABadValueWithItsName() {
        runner.withPropertyValues("laminar.engine.batch.max-rows=5000")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("laminar.engine.batch.max-rows must be between 1 and 1024 but is 5000"));
    }

    @Test
    void theModeOfTheCompilerHasAShortForm() {
        runner.withPropertyValues("laminar.compiler=compiled")
                .run(context -> assertThat(
                                context.getBean(LaminarEngine.class).options().compiler())
                        .isEqualTo(CompilerMode.COMPILED));
        runner.withPropertyValues("laminar.compiler.mode=interpreted", "laminar.compiler.cache-size=7")
                .run(context -> {
                    EngineOptions options = context.getBean(LaminarEngine.class).options();
                    assertThat(options.compiler()).isEqualTo(CompilerMode.INTERPRETED);
                    assertThat(options.compilerCacheSize()).isEqualTo(7);
                });
        runner.withPropertyValues("laminar.compiler=fast")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("laminar.compiler must be auto, compiled or interpreted but is fast"));
    }

    @Test
    void namesTheFirstStatementThatNoOtherHelps() {
        runner.withPropertyValues("laminar.streams.a=SELECT * FROM nothing")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining(LaminarDefinitionException.class.getName())
                        .hasStackTraceContaining("laminar.streams.a: LMR-1003"));
    }

    @Test
    void startsWithTheContextUnlessToldNotTo() {
        runner.run(context ->
                assertThat(context.getBean(LaminarLifecycle.class).isRunning()).isTrue());
        runner.withPropertyValues("laminar.lifecycle.auto-startup=false")
                .run(context -> assertThat(
                                context.getBean(LaminarLifecycle.class).isRunning())
                        .isFalse());
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
    static class Enabled {}
}
