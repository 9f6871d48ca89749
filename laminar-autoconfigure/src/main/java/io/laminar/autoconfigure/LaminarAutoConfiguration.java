package io.laminar.autoconfigure;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.RowSource;
import io.laminar.api.Source;
import io.laminar.spring.LaminarEngineCustomizer;
import io.laminar.spring.LaminarSource;
import io.laminar.spring.LaminarTemplate;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/** Sets up the engine, what it is to have, and the beans and methods of the application that work with it. */
@AutoConfiguration
@ConditionalOnClass(Laminar.class)
@ConditionalOnBooleanProperty(name = "laminar.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LaminarProperties.class)
public final class LaminarAutoConfiguration {

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    LaminarEngine laminarEngine(
            LaminarProperties properties,
            Environment environment,
            ObjectProvider<LaminarEngineCustomizer> customizers) {
        LaminarProperties.Engine settings = properties.engine();
        LaminarEngine.Builder builder = Laminar.builder()
                .batchRows(settings.batch().maxRows())
                .maxLatency(settings.batch().maxLatency())
                .compiler(properties.compiler().mode())
                .compilerCacheSize(properties.compiler().cacheSize())
                .parallelism(settings.parallelism())
                .pinThreads(settings.pinThreads())
                .idleStrategy(settings.idleStrategy())
                .stateTtl(properties.state().ttl())
                .sources(settings.sources())
                .placeholders(new Placeholders(environment)::value)
                .autoStart(false); // the life cycle starts it, when everything that subscribes has done so
        if (properties.name() != null) {
            builder.name(properties.name());
        }
        if (settings.workers() != null) {
            builder.workers(settings.workers());
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.open();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static EngineDefinitionsPostProcessor laminarEngineDefinitions(
            ObjectProvider<LaminarProperties> properties,
            BeanFactory beans,
            Environment environment,
            ResourceLoader resources) {
        return new EngineDefinitionsPostProcessor(
                beans,
                () -> new Definitions(
                        properties.getObject(),
                        new ScriptFiles(resources),
                        new Placeholders(environment),
                        new AnnotatedFunctions(beans, new Placeholders(environment)),
                        new RecordSources(beans, environment, resources)));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static AnnotatedQueryPostProcessor laminarAnnotatedQueries(Environment environment, ResourceLoader resources) {
        return new AnnotatedQueryPostProcessor(
                new AnnotatedQueryReader(new Placeholders(environment), new ScriptFiles(resources)));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static NamedBeanRegistrar laminarNamedBeans(Environment environment, ResourceLoader resources) {
        return new NamedBeanRegistrar(environment, new ScriptFiles(resources));
    }

    @Bean
    @ConditionalOnMissingBean
    LaminarTemplate laminarTemplate(LaminarEngine engine) {
        return new LaminarTemplate(engine);
    }

    @Bean
    QueryListeners laminarQueryRegistry(LaminarEngine engine) {
        return new QueryListeners(engine);
    }

    @Bean
    LaminarLifecycle laminarLifecycle(LaminarEngine engine, QueryListeners listeners, LaminarProperties properties) {
        return new LaminarLifecycle(engine, listeners, properties.lifecycle());
    }

    /** Fills injection points of type {@code Source<T>}; the type variable fits each of them. */
    @Bean(defaultCandidate = false)
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    @Qualifier(LaminarSource.QUALIFIER)
    <T> Source<T> laminarSource(
            InjectionPoint point,
            LaminarEngine engine,
            BeanFactory beans,
            Environment environment,
            ResourceLoader resources) {
        return SourceInjection.typed(point, engine, new RecordSources(beans, environment, resources), environment);
    }

    /** Fills injection points of type {@code RowSource}; primary for those of type {@code Source<?>}. */
    @Bean(defaultCandidate = false)
    @Primary
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    @Qualifier(LaminarSource.QUALIFIER)
    RowSource laminarRowSource(InjectionPoint point, LaminarEngine engine, Environment environment) {
        return SourceInjection.untyped(point, engine, environment);
    }
}
