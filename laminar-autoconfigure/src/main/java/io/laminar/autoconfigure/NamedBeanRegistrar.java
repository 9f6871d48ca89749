package io.laminar.autoconfigure;

import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryHandle;
import io.laminar.api.RowSource;
import io.laminar.api.SourceInfo;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Registers a {@link RowSource} for each source and table and a {@link QueryHandle} for each query, under their
 * names; where the application has a bean of that name, under {@code <name>Source} or {@code <name>Query}. Those
 * that properties, scripts and annotations declare are bean definitions, which can be injected anywhere; what else
 * the engine has gets its bean when all singletons are there.
 */
final class NamedBeanRegistrar implements BeanFactoryPostProcessor, SmartInitializingSingleton {
    private final Environment environment;
    private final ScriptFiles files;
    private @Nullable ConfigurableListableBeanFactory beans;

    NamedBeanRegistrar(Environment environment, ScriptFiles files) {
        this.environment = environment;
        this.files = files;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        this.beans = beanFactory;
        if (!(beanFactory instanceof BeanDefinitionRegistry registry)) {
            return;
        }
        Supplier<LaminarEngine> engine = () -> beanFactory.getBean(LaminarEngine.class);
        LaminarProperties properties = Binder.get(environment).bindOrCreate("laminar", LaminarProperties.class);
        properties.sources().keySet().forEach(name -> defineSource(registry, name, engine));
        properties.tables().keySet().forEach(name -> defineSource(registry, name, engine));
        properties.streams().keySet().forEach(name -> defineQuery(registry, name, engine));
        properties.views().keySet().forEach(name -> defineQuery(registry, name, engine));
        for (ScriptFiles.Script script : files.find(properties.scripts())) {
            for (ScriptNames.Created created : ScriptNames.in(script.text())) {
                if (created.isQuery()) {
                    defineQuery(registry, created.name(), engine);
                } else {
                    defineSource(registry, created.name(), engine);
                }
            }
        }
        Placeholders placeholders = new Placeholders(environment);
        for (String beanName : beanFactory.getBeanDefinitionNames()) {
            Class<?> type = beanFactory.getType(beanName, false);
            if (type != null && !type.getName().startsWith("org.springframework.")) {
                AnnotatedQueryReader.methods(ClassUtils.getUserClass(type))
                        .forEach((method, annotation) -> defineQuery(
                                registry, AnnotatedQueryReader.name(method, annotation, placeholders), engine));
            }
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        ConfigurableListableBeanFactory factory = beans;
        if (factory == null) {
            return;
        }
        LaminarEngine engine = factory.getBean(LaminarEngine.class);
        for (SourceInfo source : engine.sources()) {
            if (!isKnown(factory, source.name(), RowSource.class, "Source")) {
                factory.registerSingleton(free(factory, source.name(), "Source"), engine.source(source.name()));
            }
        }
        for (QueryHandle query : engine.queries()) {
            if (!isKnown(factory, query.name(), QueryHandle.class, "Query")) {
                factory.registerSingleton(
                        free(factory, query.name(), "Query"), new NamedQueryHandle(query.name(), () -> engine));
            }
        }
    }

    private static void defineSource(BeanDefinitionRegistry registry, String name, Supplier<LaminarEngine> engine) {
        define(
                registry,
                name,
                "Source",
                new RootBeanDefinition(RowSource.class, () -> engine.get().source(name)));
    }

    private static void defineQuery(BeanDefinitionRegistry registry, String name, Supplier<LaminarEngine> engine) {
        define(
                registry,
                name,
                "Query",
                new RootBeanDefinition(QueryHandle.class, () -> new NamedQueryHandle(name, engine)));
    }

    private static void define(
            BeanDefinitionRegistry registry, String name, String suffix, RootBeanDefinition definition) {
        String beanName = registry.isBeanNameInUse(name) ? name + suffix : name;
        if (!registry.isBeanNameInUse(beanName)) {
            definition.setLazyInit(true);
            registry.registerBeanDefinition(beanName, definition);
        }
    }

    private static boolean isKnown(ConfigurableListableBeanFactory beans, String name, Class<?> type, String suffix) {
        return is(beans, name, type) || beans.containsBean(name + suffix);
    }

    private static String free(ConfigurableListableBeanFactory beans, String name, String suffix) {
        return beans.containsBean(name) ? name + suffix : name;
    }

    private static boolean is(ConfigurableListableBeanFactory beans, String name, Class<?> type) {
        return beans.containsBean(name) && beans.isTypeMatch(name, type);
    }
}
