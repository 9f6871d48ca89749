package io.laminar.data.binding;

import io.laminar.api.annotation.Column;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the components of records and the properties of beans. */
final class Members {
    private Members() {}

    /** The components of a record, in order, with their accessors. */
    static List<Member> ofRecord(Class<?> type) {
        List<Member> members = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            members.add(new Member(
                    type,
                    name,
                    columnName(name, component),
                    component.getType(),
                    component.getGenericType(),
                    component.getAccessor()));
        }
        return members;
    }

    /**
     * What can be got from a bean, by name. A getter that has neither a field of its name nor a {@link Column} is
     * computed, and left out.
     */
    static List<Member> getters(Class<?> type) {
        Map<String, Member> members = new TreeMap<>();
        for (Method method : methods(type)) {
            String name = getterName(method);
            if (name != null && method.getParameterCount() == 0) {
                Field field = field(type, name);
                if (field != null || method.isAnnotationPresent(Column.class)) {
                    members.putIfAbsent(name, member(type, name, method, field));
                }
            }
        }
        return List.copyOf(members.values());
    }

    /** What can be set on a bean, by name; of overloaded setters, the one with the type of the field. */
    static List<Member> setters(Class<?> type) {
        Map<String, Member> members = new TreeMap<>();
        for (Method method : methods(type)) {
            String name = method.getName();
            if (method.getParameterCount() == 1 && name.length() > 3 && name.startsWith("set")) {
                String property = uncapitalized(name.substring(3));
                Field field = field(type, property);
                if (field != null && field.getType() == method.getParameterTypes()[0]) {
                    members.put(property, member(type, property, method, field));
                } else {
                    members.putIfAbsent(property, member(type, property, method, field));
                }
            }
        }
        return List.copyOf(members.values());
    }

    private static Member member(Class<?> owner, String name, Method method, @Nullable Field field) {
        boolean isSetter = method.getParameterCount() == 1;
        String getterColumn = columnName(name, method);
        return new Member(
                owner,
                name,
                field == null || method.isAnnotationPresent(Column.class) ? getterColumn : columnName(name, field),
                isSetter ? method.getParameterTypes()[0] : method.getReturnType(),
                isSetter ? method.getGenericParameterTypes()[0] : method.getGenericReturnType(),
                method);
    }

    /** Public methods of instances in a fixed order; of bridge and real method, the real one. */
    private static List<Method> methods(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Method method : type.getMethods()) {
            boolean isOwn = method.getDeclaringClass() != Object.class && !Modifier.isStatic(method.getModifiers());
            if (isOwn && !method.isBridge()) {
                methods.add(method);
            }
        }
        methods.sort(Comparator.comparing(Method::toString));
        return methods;
    }

    private static @Nullable String getterName(Method method) {
        String name = method.getName();
        if (name.length() > 3 && name.startsWith("get") && method.getReturnType() != void.class) {
            return uncapitalized(name.substring(3));
        }
        if (name.length() > 2 && name.startsWith("is") && method.getReturnType() == boolean.class) {
            return uncapitalized(name.substring(2));
        }
        return null;
    }

    private static @Nullable Field field(Class<?> type, String name) {
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
                    return field;
                }
            }
        }
        return null;
    }

    private static String columnName(String name, AnnotatedElement element) {
        Column column = element.getAnnotation(Column.class);
        return column == null ? name : column.value();
    }

    private static String uncapitalized(String name) {
        // As the JavaBeans rule has it, getURL is the property URL.
        if (name.length() > 1 && Character.isUpperCase(name.charAt(1)) && Character.isUpperCase(name.charAt(0))) {
            return name;
        }
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
