package io.laminar.autoconfigure;

import io.laminar.spring.LaminarQuery;
import io.laminar.spring.SendTo;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Finds {@link LaminarQuery} methods and makes statements of their annotations. */
final class AnnotatedQueryReader {
    private final Placeholders placeholders;
    private final ScriptFiles files;

    AnnotatedQueryReader(Placeholders placeholders, ScriptFiles files) {
        this.placeholders = placeholders;
        this.files = files;
    }

    /** The annotated methods of a class, its superclasses and interfaces. */
    static Map<Method, LaminarQuery> methods(Class<?> type) {
        if (!AnnotationUtils.isCandidateClass(type, LaminarQuery.class)) {
            return Map.of();
        }
        MethodIntrospector.MetadataLookup<@Nullable LaminarQuery> lookup =
                method -> AnnotatedElementUtils.findMergedAnnotation(method, LaminarQuery.class);
        return MethodIntrospector.selectMethods(type, lookup);
    }

    /** The name of a method's query. */
    static String name(Method method, LaminarQuery annotation, Placeholders placeholders) {
        return StringUtils.hasText(annotation.name()) ? placeholders.resolve(annotation.name()) : method.getName();
    }

    AnnotatedQuery read(Object bean, Method method, LaminarQuery annotation) {
        String origin = "@LaminarQuery on " + describe(method);
        String name = name(method, annotation, placeholders);
        String sql = Ddl.query(
                annotation.materialized() ? "MATERIALIZED VIEW" : "STREAM",
                name,
                select(origin, annotation),
                annotation.emit(),
                options(origin, annotation));
        SendTo sendTo = AnnotatedElementUtils.findMergedAnnotation(method, SendTo.class);
        return new AnnotatedQuery(
                name,
                Statement.resolved(origin, sql, placeholders),
                isTrue(origin, placeholders.resolve(annotation.autoStartup())),
                ListenerMethod.of(bean, method, sendTo == null ? null : placeholders.resolve(sendTo.value())));
    }

    static String describe(Method method) {
        return ClassUtils.getShortName(method.getDeclaringClass()) + "." + method.getName();
    }

    private String select(String origin, LaminarQuery annotation) {
        boolean isText = StringUtils.hasText(annotation.sql());
        if (isText == StringUtils.hasText(annotation.location())) {
            throw new DeclarationException(origin + " needs either sql or location, which hold its SELECT");
        }
        return isText ? annotation.sql() : files.read(origin, placeholders.resolve(annotation.location()));
    }

    private static Map<String, String> options(String origin, LaminarQuery annotation) {
        Map<String, String> options = new LinkedHashMap<>();
        if (annotation.parallelism() != 0) {
            options.put("parallelism", String.valueOf(annotation.parallelism()));
        }
        for (String property : annotation.properties()) {
            int separator = property.indexOf('=');
            if (separator <= 0) {
                throw new DeclarationException(
                        origin + " has the property '" + property + "', which is not of the form key=value");
            }
            options.put(
                    property.substring(0, separator).strip(),
                    property.substring(separator + 1).strip());
        }
        return options;
    }

    private static boolean isTrue(String origin, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new DeclarationException(
                        origin + " has autoStartup '" + text + "', which is neither true nor false");
        };
    }
}
