package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.zaxxer.hikari.HikariDataSource;
import io.laminar.autoconfigure.endpoint.LaminarEndpoint;
import io.laminar.autoconfigure.endpoint.LaminarEndpointAutoConfiguration;
import io.laminar.autoconfigure.health.LaminarHealthAutoConfiguration;
import io.laminar.autoconfigure.jdbc.LaminarJdbcAutoConfiguration;
import io.laminar.autoconfigure.metrics.LaminarMetricsAutoConfiguration;
import io.laminar.spring.LaminarTemplate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class IntegrationsTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LaminarAutoConfiguration.class,
                    LaminarEndpointAutoConfiguration.class,
                    LaminarHealthAutoConfiguration.class,
                    LaminarJdbcAutoConfiguration.class,
                    LaminarMetricsAutoConfiguration.class))
            .withPropertyValues(
                    "laminar.scripts.mode=never",
                    "laminar.sources.trades.columns.price=INT",
                    "laminar.streams.inverse=SELECT 100 / price AS inverse FROM trades WHERE price < 1000",
                    "management.endpoints.web.exposure.include=*");

    @Test
    void isDownWhenAQueryHasFailed() {
        runner.run(context -> {
            HealthIndicator indicator = context.getBean("laminarHealthIndicator", HealthIndicator.class);
            assertThat(health(indicator).getStatus()).isEqualTo(Status.UP);
            push(context, 0);
            assertThat(health(indicator).getStatus()).isEqualTo(Status.DOWN);
            assertThat(health(indicator).getDetails())
                    .extractingByKey("queries")
                    .asString()
                    .startsWith("{inverse=FAILED: LMR-");
        });
    }

    private static void push(ApplicationContext context, int... prices) {
        LaminarTemplate template = context.getBean(LaminarTemplate.class);
        for (int price : prices) {
            template.push("trades", Map.of("price", price));
        }
        assertThat(template.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }

    private static Health health(HealthIndicator indicator) {
        return Objects.requireNonNull(indicator.health());
    }

    @Test
    void hasNoIndicatorWhenItIsSwitchedOff() {
        runner.withPropertyValues("management.health.laminar.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("laminarHealthIndicator"));
    }

    @Test
    void hasMetersOverTheFiguresOfTheEngine() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));
            push(context, 1, 2, 2000);
            assertThat(registry.get("laminar.source.rows")
                            .tags("engine", "laminar", "source", "trades")
                            .functionCounter()
                            .count())
                    .isEqualTo(3);
            assertThat(rows(registry, "in")).isEqualTo(3);
            assertThat(rows(registry, "out")).isEqualTo(2);
            assertThat(rows(registry, "filtered")).isEqualTo(1);
            assertThat(registry.get("laminar.compiler.pipelines").gauges())
                    .hasSize(2)
                    .satisfies(gauges -> assertThat(
                                    gauges.stream().mapToDouble(Gauge::value).sum())
                            .isPositive());
        });
    }

    private static double rows(MeterRegistry registry, String what) {
        return registry.get("laminar.query.rows." + what)
                .tag("query", "inverse")
                .functionCounter()
                .count();
    }

    @Test
    void infoNamesTheEngine() {
        runner.run(context -> {
            Info.Builder builder = new Info.Builder();
            context.getBean(InfoContributor.class).contribute(builder);
            // The version is there when the engine comes from a jar.
            assertThat(builder.build().get("laminar"))
                    .asInstanceOf(MAP)
                    .containsAllEntriesOf(Map.of("engine", "laminar", "sources", 1, "queries", 1, "sinks", 0))
                    .hasSizeBetween(4, 5);
        });
    }

    @Test
    void doesWithoutActuator() {
        runner.withClassLoader(new FilteredClassLoader(Endpoint.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(LaminarTemplate.class)
                        .doesNotHaveBean(LaminarEndpoint.class));
    }

    @Test
    void doesWithoutMicrometer() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(LaminarTemplate.class)
                        .doesNotHaveBean("laminarMetrics"));
    }

    @Test
    void doesWithoutHealth() {
        runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("laminarHealthIndicator"));
    }

    @Test
    void doesWithoutJdbc() {
        runner.withClassLoader(new FilteredClassLoader(DriverManagerDataSource.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("laminarDataSource"));
    }

    @Test
    void leavesTheDataSourceOfTheApplicationAlone() {
        runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .withPropertyValues("spring.datasource.url=jdbc:h2:mem:application")
                .run(context -> {
                    assertThat(context.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
                    assertThat(context.getBean("laminarDataSource")).isInstanceOf(DriverManagerDataSource.class);
                });
    }

    @Test
    void hasNoDataSourceWhenItIsSwitchedOff() {
        runner.withPropertyValues("laminar.jdbc.data-source.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("laminarDataSource"));
    }

    @Test
    void hasNoMetersWithoutRegistry() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("laminarMetrics"));
    }
}
