package io.laminar.engine;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.expr.UserMethods;
import io.laminar.expr.UserRoutine;
import io.laminar.expr.UserTables;
import io.laminar.spi.AggregateFunction;
import io.laminar.sql.Statement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the class and method that CREATE FUNCTION names. */
final class UserClasses {
    private UserClasses() {}

    static UserRoutine load(Statement.CreateFunction create) {
        String target = create.target();
        int hash = target.indexOf('#');
        ClassLoader loader = loader(create);
        String className = hash < 0 ? target : target.substring(0, hash);
        String methodName = hash < 0 ? null : target.substring(hash + 1);
        Class<?> type = find(className, loader);
        if (type == null && hash < 0 && target.contains(".")) {
            int dot = target.lastIndexOf('.');
            type = find(target.substring(0, dot), loader);
            methodName = target.substring(dot + 1);
        }
        if (type == null) {
            throw invalid(create, "no class " + className + "; is it on the class path, or in the JAR?");
        }
        List<DataType> parameters =
                create.parameters().stream().map(io.laminar.api.Field::type).toList();
        if (methodName == null && !create.isTable() && AggregateFunction.class.isAssignableFrom(type)) {
            Object aggregate = FunctionMethods.instance(type, create.name(), create.position());
            return AggregateClasses.of(create.name(), (AggregateFunction<?, ?>) aggregate, parameters, create.result());
        }
        Method method = method(create, type, methodName, parameters);
        Object instance = Modifier.isStatic(method.getModifiers())
                ? type
                : FunctionMethods.instance(type, create.name(), create.position());
        return create.isTable()
                ? UserTables.of(create.name(), method, () -> instance, parameters, create.result())
                : UserMethods.of(create.name(), method, () -> instance, parameters, create.result());
    }

    private static @Nullable Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private static ClassLoader loader(Statement.CreateFunction create) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader parent = context == null ? UserClasses.class.getClassLoader() : context;
        String jar = create.jar();
        if (jar == null) {
            return parent;
        }
        Path path = Path.of(jar);
        if (!Files.isReadable(path)) {
            throw new LaminarException(
                    ErrorCode.FILE_NOT_ACCESSIBLE, "no JAR can be read at " + jar, create.position(), null);
        }
        try {
            return new URLClassLoader(new URL[] {path.toUri().toURL()}, parent);
        } catch (MalformedURLException e) {
            throw new LaminarException(
                    ErrorCode.FILE_NOT_ACCESSIBLE, "no JAR can be read at " + jar, create.position(), e);
        }
    }

    private static Method method(
            Statement.CreateFunction create, Class<?> type, @Nullable String name, List<DataType> parameters) {
        List<Method> candidates = FunctionMethods.candidates(type, create.name(), name, parameters.size());
        List<Method> fitting = candidates.stream()
                .filter(method -> UserMethods.takes(method, parameters))
                .toList();
        if (!fitting.isEmpty()) {
            candidates = fitting;
        }
        if (candidates.size() != 1) {
            throw invalid(
                    create,
                    (candidates.isEmpty() ? "no public method" : "more than one public method") + " of "
                            + type.getName()
                            + " takes " + create.parameters().size() + " arguments"
                            + (name == null ? "; name it: 'class#method'" : " and is called " + name));
        }
        return candidates.get(0);
    }

    private static LaminarException invalid(Statement.CreateFunction create, String detail) {
        return new LaminarException(
                ErrorCode.INVALID_FUNCTION, "function " + create.name() + ": " + detail, create.position(), null);
    }
}
