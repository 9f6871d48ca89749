package io.laminar.autoconfigure;

import io.laminar.api.LaminarEngine;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Runs the declarations of the application when the engine bean is made, so that nobody sees the engine without
 * them; this holds for an engine that the application makes itself, too. Of several engines it is the primary one.
 */
final class EngineDefinitionsPostProcessor implements BeanPostProcessor {
    private final BeanFactory beans;
    private final Supplier<Definitions> definitions;

    EngineDefinitionsPostProcessor(BeanFactory beans, Supplier<Definitions> definitions) {
        this.beans = beans;
        this.definitions = definitions;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof LaminarEngine engine && isChosen(beanName)) {
            try {
                definitions.get().executeOn(engine);
            } catch (RuntimeException e) {
                engine.close(); // the bean is not yet one that the context would close
                throw e;
            }
        }
        return bean;
    }

    private boolean isChosen(String beanName) {
        if (!(beans instanceof ListableBeanFactory listable)) {
            return true;
        }
        String[] names = listable.getBeanNamesForType(LaminarEngine.class, true, false);
        return names.length <= 1
                || (beans instanceof ConfigurableListableBeanFactory configurable
                        && configurable.containsBeanDefinition(beanName)
                        && configurable.getBeanDefinition(beanName).isPrimary());
    }
}
