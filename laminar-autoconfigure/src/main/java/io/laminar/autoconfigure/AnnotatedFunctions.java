package io.laminar.autoconfigure;

import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.spi.AggregateFunction;
import io.laminar.spring.LaminarFunction;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes functions of what is annotated with {@link LaminarFunction}. Beans are found by their types and made when they
 * are called first, since the engine is not there yet for those that want it.
 */
final class AnnotatedFunctions {
    private static final Set<String> METHOD_NAMES = Set.of("eval", "apply", "call");

    private final BeanFactory beans;
    private final Placeholders placeholders;

    AnnotatedFunctions(BeanFactory beans, Placeholders placeholders) {
        this.beans = beans;
        this.placeholders = placeholders;
    }

    void registerOn(LaminarEngine engine) {
        if (!(beans instanceof ConfigurableListableBeanFactory factory)) {
            return;
        }
        for (String beanName : factory.getBeanDefinitionNames()) {
            Class<?> type = factory.getType(beanName, false);
            if (type != null && AnnotationUtils.isCandidateClass(type, LaminarFunction.class)) {
                register(engine, factory, beanName, ClassUtils.getUserClass(type));
            }
        }
    }

    private void register(
            LaminarEngine engine, ConfigurableListableBeanFactory factory, String beanName, Class<?> type) {
        MethodIntrospector.MetadataLookup<@Nullable LaminarFunction> lookup =
                method -> AnnotatedElementUtils.findMergedAnnotation(method, LaminarFunction.class);
        Map<Method, LaminarFunction> methods = MethodIntrospector.selectMethods(type, lookup);
        methods.forEach((method, annotation) -> register(
                engine,
                factory,
                beanName,
                method,
                annotation,
                method.getName(),
                AnnotatedQueryReader.describe(method)));
        LaminarFunction ofClass = AnnotatedElementUtils.findMergedAnnotation(type, LaminarFunction.class);
        if (ofClass != null) {
            String className = ClassUtils.getShortName(type);
            String simpleName = className.substring(className.lastIndexOf('.') + 1);
            if (AggregateFunction.class.isAssignableFrom(type)) {
                registerAggregate(engine, factory, beanName, ofClass, simpleName, className);
            } else {
                register(engine, factory, beanName, onlyMethod(type, className), ofClass, simpleName, className);
            }
        }
    }

    private void register(
            LaminarEngine engine,
            ConfigurableListableBeanFactory factory,
            String beanName,
            Method method,
            LaminarFunction annotation,
            String javaName,
            String place) {
        if (!Modifier.isPublic(method.getModifiers())) {
            throw refused(place, "the method must be public", null);
        }
        requireSingleton(factory, beanName, place);
        String name = name(annotation, javaName);
        try {
            engine.registerFunction(
                    name, method, SingletonSupplier.of(() -> receiver(factory.getBean(beanName), method)));
        } catch (LaminarException e) {
            throw refused(place, e.code().id() + ": " + e.detail(), e);
        }
    }

    /** What its methods take and give is asked of the bean itself, so that it is made now. */
    private void registerAggregate(
            LaminarEngine engine,
            ConfigurableListableBeanFactory factory,
            String beanName,
            LaminarFunction annotation,
            String javaName,
            String place) {
        requireSingleton(factory, beanName, place);
        try {
            Object bean = factory.getBean(beanName);
            Object target = AopProxyUtils.getSingletonTarget(bean);
            engine.registerFunction(name(annotation, javaName), target == null ? bean : target);
        } catch (LaminarException e) {
            throw refused(place, e.code().id() + ": " + e.detail(), e);
        }
    }

    private static void requireSingleton(ConfigurableListableBeanFactory factory, String beanName, String place) {
        if (!factory.isSingleton(beanName)) {
            throw refused(place, "the bean " + beanName + " must be a singleton", null);
        }
    }

    private String name(LaminarFunction annotation, String javaName) {
        return StringUtils.hasText(annotation.name())
                ? placeholders.resolve(annotation.name())
                : RecordColumns.underscored(javaName);
    }

    private static Method onlyMethod(Class<?> type, String place) {
        List<Method> declared = Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
                .toList();
        List<Method> named = declared.stream()
                .filter(method -> METHOD_NAMES.contains(method.getName()))
                .toList();
        List<Method> meant = named.isEmpty() ? declared : named;
        if (meant.size() != 1) {
            throw refused(
                    place,
                    "the class has " + (meant.isEmpty() ? "no public method" : "several public methods")
                            + "; annotate the method that is meant",
                    null);
        }
        return meant.get(0);
    }

    /** A proxy of interfaces alone does not have the method; what it stands for has. */
    private static Object receiver(Object bean, Method method) {
        return method.getDeclaringClass().isInstance(bean)
                ? bean
                : Objects.requireNonNull(AopProxyUtils.getSingletonTarget(bean), "target of the proxy");
    }

    private static DeclarationException refused(String place, String detail, @Nullable Throwable cause) {
        return new DeclarationException("@LaminarFunction on " + place + ": " + detail, cause);
    }
}
