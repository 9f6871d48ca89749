package io.laminar.autoconfigure.health;

import io.laminar.api.LaminarEngine;
import io.laminar.autoconfigure.LaminarAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health indicator {@code laminar}, where Boot's health support is there. */
@AutoConfiguration(after = LaminarAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(LaminarEngine.class)
@ConditionalOnEnabledHealthIndicator("laminar")
public final class LaminarHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "laminarHealthIndicator")
    LaminarHealthIndicator laminarHealthIndicator(LaminarEngine engine) {
        return new LaminarHealthIndicator(engine);
    }
}
