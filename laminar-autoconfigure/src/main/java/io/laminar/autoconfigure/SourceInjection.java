package io.laminar.autoconfigure;

import io.laminar.api.LaminarEngine;
import io.laminar.api.RowSource;
import io.laminar.api.Source;
import io.laminar.spring.LaminarSource;
import java.lang.reflect.AnnotatedElement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Finds out from an injection point which source is wanted there, and as what. */
final class SourceInjection {
    private SourceInjection() {}

    static <T> Source<T> typed(
            InjectionPoint point, LaminarEngine engine, RecordSources records, Environment environment) {
        Class<?> rowType = rowType(point);
        if (RecordSources.isDeclaring(rowType)) {
            records.declare(engine, rowType);
        }
        @SuppressWarnings("unchecked") // T is what the injection point says, and so is the class
        Class<T> type = (Class<T>) rowType;
        return engine.source(name(point, rowType, environment), type);
    }

    static RowSource untyped(InjectionPoint point, LaminarEngine engine, Environment environment) {
        return engine.source(name(point, Map.class, environment));
    }

    private static Class<?> rowType(InjectionPoint point) {
        return point instanceof DependencyDescriptor dependency
                ? dependency.getResolvableType().as(Source.class).getGeneric(0).resolve(Map.class)
                : ResolvableType.NONE.resolve(Map.class);
    }

    private static String name(InjectionPoint point, Class<?> rowType, Environment environment) {
        String given = annotatedName(point);
        if (StringUtils.hasText(given)) {
            return environment.resolveRequiredPlaceholders(given);
        }
        if (RecordSources.isDeclaring(rowType)) {
            return RecordSources.nameOf(rowType);
        }
        String dependencyName =
                point instanceof DependencyDescriptor dependency ? dependency.getDependencyName() : null;
        if (dependencyName == null) {
            throw new DeclarationException(
                    "@LaminarSource at " + point.getMember() + " does not say which source it means; give it a name");
        }
        return dependencyName;
    }

    private static @Nullable String annotatedName(InjectionPoint point) {
        LaminarSource annotation = point.getAnnotation(LaminarSource.class);
        if (annotation == null && point.getMember() instanceof AnnotatedElement member) {
            annotation = AnnotatedElementUtils.findMergedAnnotation(member, LaminarSource.class);
        }
        return annotation == null ? null : annotation.value();
    }
}
