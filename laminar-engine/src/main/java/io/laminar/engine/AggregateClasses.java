package io.laminar.engine;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.expr.UserAggregate;
import io.laminar.expr.UserMethods;
import io.laminar.spi.AggregateFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes aggregates of classes that implement {@link AggregateFunction}. */
final class AggregateClasses {
    private AggregateClasses() {}

    /** The aggregate with SQL types as the Java types of its methods suggest them. */
    static UserAggregate of(String name, AggregateFunction<?, ?> function) {
        return of(
                name,
                function,
                UserMethods.parameters(name, required(name, function, "accumulate"), 1),
                UserMethods.result(name, required(name, function, "result")));
    }

    static UserAggregate of(String name, AggregateFunction<?, ?> function, List<DataType> parameters, DataType result) {
        UserMethods.requireResult(name, required(name, function, "result"), result);
        Method retract = find(name, function, "retract");
        @SuppressWarnings("unchecked") // accumulators are what it has created
        AggregateFunction<Object, ?> untyped = (AggregateFunction<Object, ?>) function;
        return new UserAggregate(
                name,
                parameters,
                result.withNullable(true),
                () -> create(name, untyped),
                UserMethods.accumulation(name, required(name, function, "accumulate"), function, parameters),
                retract == null ? null : UserMethods.accumulation(name, retract, function, parameters),
                merger(name, function),
                accumulator -> result(name, untyped, accumulator));
    }

    private static @Nullable BiConsumer<Object, Object> merger(String name, AggregateFunction<?, ?> function) {
        Method merge = find(name, function, "merge");
        if (merge == null) {
            return null;
        }
        Class<?>[] parameters = merge.getParameterTypes();
        if (parameters.length != 2 || parameters[0] != parameters[1]) {
            throw invalid(name, function, "a method merge that does not take two accumulators");
        }
        MethodHandle handle = UserMethods.direct(name, merge)
                .bindTo(function)
                .asType(MethodType.methodType(void.class, Object.class, Object.class));
        return (accumulator, other) -> {
            try {
                handle.invokeExact(accumulator, other);
            } catch (Throwable thrown) {
                throw UserMethods.failure(name, thrown);
            }
        };
    }

    private static Object create(String name, AggregateFunction<Object, ?> function) {
        Object accumulator;
        try {
            accumulator = function.create();
        } catch (Throwable thrown) {
            throw UserMethods.failure(name, thrown);
        }
        if (accumulator == null) {
            throw new LaminarException(ErrorCode.FUNCTION_FAILED, "function " + name + " has created no accumulator");
        }
        return accumulator;
    }

    private static @Nullable Object result(String name, AggregateFunction<Object, ?> function, Object accumulator) {
        try {
            return function.result(accumulator);
        } catch (Throwable thrown) {
            throw UserMethods.failure(name, thrown);
        }
    }

    private static Method required(String name, AggregateFunction<?, ?> function, String method) {
        Method found = find(name, function, method);
        if (found == null) {
            throw invalid(name, function, "no public method " + method);
        }
        return found;
    }

    private static @Nullable Method find(String name, AggregateFunction<?, ?> function, String methodName) {
        List<Method> found = Stream.of(function.getClass().getMethods())
                .filter(method -> method.getName().equals(methodName) && !method.isBridge())
                .toList();
        if (found.size() > 1) {
            throw invalid(name, function, "several public methods " + methodName);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static LaminarException invalid(String name, AggregateFunction<?, ?> function, String detail) {
        return new LaminarException(
                ErrorCode.INVALID_FUNCTION,
                "function " + name + ": " + function.getClass().getName() + " has " + detail);
    }
}
