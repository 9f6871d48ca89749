package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the method of a class that is a function. */
final class FunctionMethods {
    private static final List<String> NAMES = List.of("eval", "apply", "call");
    private static final int ANY_NUMBER = -1;

    private FunctionMethods() {}

    /**
     * The methods that may be meant.
     *
     * @param function name of the function
     * @param name name of the method, or null when that is one of the usual ones, or does not matter
     * @param arguments how many it takes, or {@link #ANY_NUMBER}
     */
    static List<Method> candidates(Class<?> type, String function, @Nullable String name, int arguments) {
        List<Method> all = Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class
                        && !method.isBridge()
                        && (arguments == ANY_NUMBER || method.getParameterCount() == arguments))
                .toList();
        if (name != null) {
            return select(all, method -> method.getName().equals(name));
        }
        List<Method> named = select(
                all,
                method -> NAMES.contains(method.getName()) || method.getName().equalsIgnoreCase(function));
        // What an interface brings along, such as andThen, is not what the class is for.
        return named.isEmpty() ? select(all, method -> !method.isDefault()) : named;
    }

    private static List<Method> select(List<Method> methods, Predicate<Method> isMeant) {
        return methods.stream().filter(isMeant).toList();
    }

    /** The method of a class that is given without more. */
    static Method only(Class<?> type, String function) {
        List<Method> candidates = candidates(type, function, null, ANY_NUMBER);
        if (candidates.size() != 1) {
            throw invalid(
                    function,
                    type.getName() + " has "
                            + (candidates.isEmpty() ? "no public method" : "more than one public method")
                            + " that could be meant; call one of them eval, or give the method itself",
                    null);
        }
        return candidates.get(0);
    }

    /**
     * An instance on which the method is called.
     *
     * @param position where the statement that wants it stands, or null
     */
    static Object instance(Class<?> type, String function, @Nullable SqlPosition position) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw invalid(
                    function,
                    type.getName() + " needs a public constructor without arguments, or a static method",
                    position);
        }
    }

    private static LaminarException invalid(String function, String detail, @Nullable SqlPosition position) {
        return new LaminarException(ErrorCode.INVALID_FUNCTION, "function " + function + ": " + detail, position, null);
    }
}
