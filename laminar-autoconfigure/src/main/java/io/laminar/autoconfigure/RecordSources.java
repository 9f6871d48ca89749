package io.laminar.autoconfigure;

import io.laminar.api.LaminarEngine;
import io.laminar.spring.LaminarSource;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Declares sources from records that are annotated with {@link LaminarSource}. */
final class RecordSources {
    private final BeanFactory beans;
    private final Environment environment;
    private final ResourceLoader resources;

    RecordSources(BeanFactory beans, Environment environment, ResourceLoader resources) {
        this.beans = beans;
        this.environment = environment;
        this.resources = resources;
    }

    /** Name of the source that a record declares. */
    static String nameOf(Class<?> type) {
        LaminarSource annotation = AnnotationUtils.findAnnotation(type, LaminarSource.class);
        return annotation != null && StringUtils.hasText(annotation.value())
                ? annotation.value()
                : RecordColumns.underscored(ClassUtils.getShortName(type).replaceAll(".*\\.", ""));
    }

    static boolean isDeclaring(Class<?> type) {
        return type.isRecord() && type.isAnnotationPresent(LaminarSource.class);
    }

    /** Declares the sources of the records in the packages of the application. */
    void declareFound(LaminarEngine engine) {
        if (!AutoConfigurationPackages.has(beans)) {
            return;
        }
        ClassPathScanningCandidateComponentProvider scanner =
                new ClassPathScanningCandidateComponentProvider(false, environment);
        scanner.setResourceLoader(resources);
        scanner.addIncludeFilter(new AnnotationTypeFilter(LaminarSource.class, false));
        List<String> packages = AutoConfigurationPackages.get(beans);
        for (String basePackage : packages) {
            for (BeanDefinition candidate : scanner.findCandidateComponents(basePackage)) {
                Class<?> type = ClassUtils.resolveClassName(
                        String.valueOf(candidate.getBeanClassName()), resources.getClassLoader());
                if (isDeclaring(type)) {
                    declare(engine, type);
                }
            }
        }
    }

    /** Declares the source of a record, unless the engine has a source or table of its name. */
    void declare(LaminarEngine engine, Class<?> type) {
        String name = nameOf(type);
        if (engine.sources().stream().noneMatch(source -> source.name().equalsIgnoreCase(name))) {
            new Statement("the record " + type.getName(), Ddl.source(name, RecordColumns.of(type))).executeOn(engine);
        }
    }
}
