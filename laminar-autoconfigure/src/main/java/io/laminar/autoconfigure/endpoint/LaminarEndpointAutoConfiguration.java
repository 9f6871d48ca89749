package io.laminar.autoconfigure.endpoint;

import io.laminar.api.LaminarEngine;
import io.laminar.autoconfigure.LaminarAutoConfiguration;
import java.time.Clock;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code laminar} and the contribution to {@code info}, where Actuator is there. */
@AutoConfiguration(after = LaminarAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(LaminarEngine.class)
public final class LaminarEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    LaminarEndpoint laminarEndpoint(LaminarEngine engine) {
        return new LaminarEndpoint(engine, Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnEnabledInfoContributor("laminar")
    LaminarInfoContributor laminarInfoContributor(LaminarEngine engine) {
        return new LaminarInfoContributor(engine);
    }
}
