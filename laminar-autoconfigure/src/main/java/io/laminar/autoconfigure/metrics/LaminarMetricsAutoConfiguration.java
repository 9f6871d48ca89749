package io.laminar.autoconfigure.metrics;

import io.laminar.api.LaminarEngine;
import io.laminar.autoconfigure.LaminarAutoConfiguration;
import io.laminar.spring.LaminarQueryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The meters {@code laminar.*}, where Micrometer and a meter registry are there. */
@AutoConfiguration(
        after = LaminarAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({MeterRegistry.class, MeterBinder.class})
@ConditionalOnBean({LaminarEngine.class, MeterRegistry.class})
public final class LaminarMetricsAutoConfiguration {
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

    @Bean
    @ConditionalOnMissingBean(name = "laminarMetrics")
    LaminarMetrics laminarMetrics(LaminarEngine engine, LaminarQueryRegistry listeners) {
        return new LaminarMetrics(engine, listeners, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnBean(LaminarMetrics.class)
    MetricsRefresher laminarMetricsRefresher(LaminarMetrics metrics) {
        return new MetricsRefresher(metrics, REFRESH_INTERVAL);
    }
}
