package io.laminar.autoconfigure.jdbc;

import io.laminar.api.LaminarEngine;
import io.laminar.autoconfigure.LaminarAutoConfiguration;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The bean {@code laminarDataSource}, which has to be asked for by its qualifier: it is no candidate where just a
 * DataSource is wanted, and the application's own auto-configured DataSource does not see it.
 */
@AutoConfiguration(after = LaminarAutoConfiguration.class)
@ConditionalOnClass(value = DriverManagerDataSource.class, name = LaminarJdbcAutoConfiguration.DRIVER)
@ConditionalOnBean(LaminarEngine.class)
@ConditionalOnBooleanProperty(name = "laminar.jdbc.data-source.enabled", matchIfMissing = true)
public final class LaminarJdbcAutoConfiguration {
    static final String DRIVER = "io.laminar.jdbc.LaminarDriver";

    @Bean(defaultCandidate = false)
    @ConditionalOnMissingBean(name = "laminarDataSource")
    DataSource laminarDataSource(LaminarEngine engine) {
        DriverManagerDataSource dataSource = new DriverManagerDataSource("jdbc:laminar:" + engine.name());
        dataSource.setDriverClassName(DRIVER);
        return dataSource;
    }
}
