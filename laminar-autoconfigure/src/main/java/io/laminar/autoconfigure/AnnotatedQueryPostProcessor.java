package io.laminar.autoconfigure;

import io.laminar.spring.LaminarQuery;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Collects the {@link LaminarQuery} methods of the beans and registers their queries when all singletons are
 * there; those of beans that come later at once.
 */
final class AnnotatedQueryPostProcessor implements BeanPostProcessor, SmartInitializingSingleton, BeanFactoryAware {
    private final AnnotatedQueryReader reader;
    private final Set<Class<?>> plainClasses = ConcurrentHashMap.newKeySet();
    private final List<AnnotatedQuery> collected = new ArrayList<>();

    private @Nullable BeanFactory beans;
    private boolean isComplete;

    AnnotatedQueryPostProcessor(AnnotatedQueryReader reader) {
        this.reader = reader;
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beans = beanFactory;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        Class<?> type = AopUtils.getTargetClass(bean);
        if (plainClasses.contains(type)) {
            return bean;
        }
        Map<Method, LaminarQuery> methods = AnnotatedQueryReader.methods(type);
        if (methods.isEmpty()) {
            plainClasses.add(type);
            return bean;
        }
        requireSingleton(beanName, type);
        List<AnnotatedQuery> queries = new ArrayList<>();
        methods.forEach((method, annotation) -> queries.add(reader.read(bean, method, annotation)));
        collect(queries);
        return bean;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<AnnotatedQuery> queries;
        synchronized (collected) {
            isComplete = true;
            queries = List.copyOf(collected);
            collected.clear();
        }
        register(queries);
    }

    private void collect(List<AnnotatedQuery> queries) {
        synchronized (collected) {
            if (!isComplete) {
                collected.addAll(queries);
                return;
            }
        }
        register(queries);
    }

    private void register(List<AnnotatedQuery> queries) {
        if (beans != null && !queries.isEmpty()) {
            beans.getBean(QueryListeners.class).add(queries);
        }
    }

    private void requireSingleton(String beanName, Class<?> type) {
        if (beans != null && beans.containsBean(beanName) && !beans.isSingleton(beanName)) {
            throw new DeclarationException("the bean " + beanName + " of " + type.getName()
                    + " has @LaminarQuery methods and is not a singleton; a query delivers to one bean");
        }
    }
}
