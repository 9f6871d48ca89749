package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.data.LaneKind;
import io.laminar.data.binding.Values;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes functions of users' methods. A handle takes values as lanes hold them, converts those that Java knows as
 * something else, and turns whatever the method throws into an error of the row. A NULL for a primitive parameter, or
 * for one of a value's own class, makes the result NULL without a call; a boxed parameter, or one annotated with a
 * {@code Nullable}, gets null.
 */
public final class UserMethods {
    private static final MethodHandle TO_JAVA = helper("toJava", Object.class, DataType.class, Object.class);
    private static final MethodHandle TO_ENGINE = helper("toEngine", Object.class, Field.class, Object.class);
    private static final MethodHandle INSTANCE = helper("instance", Object.class, Supplier.class);
    private static final MethodHandle FAILURE =
            helper("failure", LaminarException.class, String.class, Throwable.class);

    private UserMethods() {}

    /**
     * The function that a method is, with SQL types as its Java types suggest them.
     *
     * @param name SQL name
     * @param instance gives the object on which the method is called; not used for a static one
     * @throws LaminarException with {@code INVALID_FUNCTION} when there is no SQL type for a Java type
     */
    public static UserFunction of(String name, Method method, Supplier<?> instance) {
        return of(name, method, instance, parameters(name, method, 0), result(name, method));
    }

    /** The SQL type that a Java type suggests. */
    static DataType sqlType(String name, String what, Type type) {
        return JavaTypes.sqlType(type)
                .orElseThrow(() -> new LaminarException(
                        ErrorCode.INVALID_FUNCTION,
                        what + " of function " + name + " is " + type.getTypeName()
                                + " in Java, for which there is no SQL type; declare a type of the table in"
                                + " docs/reference/user-functions.md"));
    }

    /**
     * The function that a method is.
     *
     * @param name SQL name
     * @param instance gives the object on which the method is called, at each call; not used for a static one
     * @param parameters SQL types of its parameters
     * @param result SQL type of its result
     * @throws LaminarException with {@code INVALID_FUNCTION} when a type does not fit
     */
    public static UserFunction of(
            String name, Method method, Supplier<?> instance, List<DataType> parameters, DataType result) {
        return of(name, method, instance, parameters, result, handle -> {
            requireFit(name, "the result", method.getReturnType(), result);
            return withResult(handle, new Field("result of " + name, result.withNullable(true)), result);
        });
    }

    /** The function whose result a conversion makes of that of the method. */
    static UserFunction of(
            String name,
            Method method,
            Supplier<?> instance,
            List<DataType> parameters,
            DataType result,
            UnaryOperator<MethodHandle> conversion) {
        if (method.getParameterCount() != parameters.size()) {
            throw new LaminarException(
                    ErrorCode.INVALID_FUNCTION,
                    "function " + name + " has " + parameters.size() + " arguments, but " + method + " takes "
                            + method.getParameterCount());
        }
        MethodHandle handle = direct(name, method);
        if (!Modifier.isStatic(method.getModifiers())) {
            MethodHandle receiver = INSTANCE.bindTo(instance);
            handle = MethodHandles.foldArguments(
                    handle, receiver.asType(MethodType.methodType(handle.type().parameterType(0))));
        }
        BitSet needed = new BitSet();
        handle = withArguments(handle, name, method, 0, parameters, needed);
        handle = guarded(name, conversion.apply(handle));
        ScalarFunction function = new ScalarFunction(
                name,
                method,
                ScalarFunction.NullRule.CALLED,
                true,
                ScalarFunction.Notation.FUNCTION,
                new UserCode(handle, handle.type(), needed));
        return new UserFunction(parameters, result.withNullable(true), function);
    }

    /**
     * How a method that changes an accumulator is called: with the accumulator, then operands as lanes hold them.
     *
     * @param name SQL name of the aggregate function
     * @param method takes the accumulator before its arguments
     * @param parameters SQL types of the arguments
     * @throws LaminarException with {@code INVALID_FUNCTION} when a type does not fit
     */
    public static UserCode accumulation(String name, Method method, Object instance, List<DataType> parameters) {
        if (method.getReturnType() != void.class || method.getParameterCount() != parameters.size() + 1) {
            throw new LaminarException(
                    ErrorCode.INVALID_FUNCTION,
                    "function " + name + " needs " + method.getName() + " to be void and to take the accumulator and "
                            + parameters.size() + " arguments, but it is " + method);
        }
        MethodHandle handle = direct(name, method);
        if (!Modifier.isStatic(method.getModifiers())) {
            handle = handle.bindTo(instance);
        }
        handle = handle.asType(handle.type().changeParameterType(0, Object.class));
        BitSet needed = new BitSet();
        handle = guarded(name, withArguments(handle, name, method, 1, parameters, needed));
        return new UserCode(handle, handle.type(), needed);
    }

    /** Types of a method's parameters from one on, as their Java types suggest them. */
    public static List<DataType> parameters(String name, Method method, int first) {
        List<DataType> parameters = new ArrayList<>();
        Type[] types = method.getGenericParameterTypes();
        for (int i = first; i < types.length; i++) {
            parameters.add(sqlType(name, "argument " + (parameters.size() + 1), types[i]));
        }
        return parameters;
    }

    /** Type of a method's result, as its Java type suggests it. */
    public static DataType result(String name, Method method) {
        return sqlType(name, "the result", method.getGenericReturnType());
    }

    /** Checks that a method gives what SQL is to get. */
    public static void requireResult(String name, Method method, DataType result) {
        requireFit(name, "the result", method.getReturnType(), result);
    }

    /** Whether a method takes arguments of these types. */
    public static boolean takes(Method method, List<DataType> parameters) {
        Class<?>[] types = method.getParameterTypes();
        return types.length == parameters.size()
                && IntStream.range(0, types.length).allMatch(i -> fits(types[i], parameters.get(i)));
    }

    private static MethodHandle withArguments(
            MethodHandle handle, String name, Method method, int first, List<DataType> parameters, BitSet needed) {
        MethodHandle converted = handle;
        for (int i = 0; i < parameters.size(); i++) {
            Class<?> javaType = method.getParameterTypes()[first + i];
            requireFit(name, "argument " + (i + 1), javaType, parameters.get(i));
            boolean isNeeded = javaType.isPrimitive() || !takesNull(method, first + i, javaType);
            needed.set(i, isNeeded);
            converted = withArgument(converted, first + i, parameters.get(i), isNeeded);
        }
        return converted;
    }

    /** The method itself, which must be public. */
    public static MethodHandle direct(String name, Method method) {
        try {
            method.setAccessible(true);
            return MethodHandles.lookup().unreflect(method).asFixedArity();
        } catch (IllegalAccessException | RuntimeException cause) {
            throw new LaminarException(
                    ErrorCode.INVALID_FUNCTION,
                    "function " + name + " cannot call " + method + "; make the method and its class public",
                    cause);
        }
    }

    private static boolean takesNull(Method method, int parameter, Class<?> javaType) {
        Stream<Annotation> annotations = Stream.concat(
                Stream.of(method.getParameterAnnotations()[parameter]),
                Stream.of(method.getAnnotatedParameterTypes()[parameter].getAnnotations()));
        return MethodType.methodType(javaType).unwrap().returnType() != javaType
                || annotations.anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    private static void requireFit(String name, String what, Class<?> javaType, DataType type) {
        if (!fits(javaType, type)) {
            throw new LaminarException(
                    ErrorCode.INVALID_FUNCTION,
                    what + " of function " + name + " is " + type.sqlName() + ", which is "
                            + Values.javaType(type).getSimpleName() + " in Java, but the method has "
                            + javaType.getSimpleName());
        }
    }

    private static boolean fits(Class<?> javaType, DataType type) {
        Class<?> boxed = MethodType.methodType(javaType).wrap().returnType();
        return boxed == Object.class
                || boxed.isAssignableFrom(Values.javaType(type))
                || (boxed == Long.class && type.isInteger())
                || (boxed == Double.class && type.isApproximate());
    }

    private static Class<?> lane(DataType type, boolean isPrimitive) {
        if (type.kind() == Kind.BOOLEAN) {
            return isPrimitive ? boolean.class : Boolean.class;
        }
        return switch (LaneKind.of(type)) {
            case LONG -> isPrimitive ? long.class : Long.class;
            case DOUBLE -> isPrimitive ? double.class : Double.class;
            case OBJECT -> Object.class;
        };
    }

    private static MethodHandle withArgument(MethodHandle handle, int index, DataType type, boolean isNeeded) {
        Class<?> javaType = handle.type().parameterType(index);
        Class<?> lane = lane(type, isNeeded);
        if (javaType.isPrimitive()) {
            return MethodHandles.explicitCastArguments(handle, handle.type().changeParameterType(index, lane));
        }
        boolean isSame = isSame(type) || (javaType == Long.class && type.isInteger()) || javaType == Double.class;
        MethodHandle result = handle;
        if (!isSame) {
            result = result.asType(result.type().changeParameterType(index, Object.class));
            result = MethodHandles.filterArguments(result, index, TO_JAVA.bindTo(type));
        }
        return result.asType(result.type().changeParameterType(index, lane));
    }

    private static MethodHandle withResult(MethodHandle handle, Field field, DataType type) {
        Class<?> javaType = handle.type().returnType();
        Class<?> lane = lane(type, javaType.isPrimitive());
        boolean isWidened = javaType.isPrimitive() && lane.isPrimitive();
        if (isWidened && (type.isInteger() || type.isApproximate() || type.kind() == Kind.BOOLEAN)) {
            boolean isNarrow = (javaType == long.class && type.kind() != Kind.BIGINT)
                    || (javaType == double.class && type.kind() != Kind.DOUBLE);
            if (!isNarrow) {
                return handle.asType(handle.type().changeReturnType(lane));
            }
        }
        if (isSame(type)) {
            return handle.asType(handle.type().changeReturnType(lane));
        }
        MethodHandle boxed = handle.asType(handle.type().changeReturnType(Object.class));
        MethodHandle converted = MethodHandles.filterReturnValue(boxed, TO_ENGINE.bindTo(field));
        return converted.asType(converted.type().changeReturnType(lane(type, false)));
    }

    /** Whether lanes hold, boxed, what Java has. */
    private static boolean isSame(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN, BIGINT, DOUBLE, CHAR, VARCHAR, JSON, UUID -> true;
            default -> false;
        };
    }

    private static MethodHandle guarded(String name, MethodHandle handle) {
        MethodHandle thrower = MethodHandles.throwException(handle.type().returnType(), LaminarException.class);
        MethodHandle handler = MethodHandles.filterArguments(thrower, 0, FAILURE.bindTo(name));
        return MethodHandles.catchException(handle, Throwable.class, handler);
    }

    static @Nullable Object toJava(DataType type, @Nullable Object value) {
        return Values.toJava(type, value);
    }

    static @Nullable Object toEngine(Field field, @Nullable Object value) {
        return Values.toEngine(field, value);
    }

    static Object instance(Supplier<?> supplier) {
        return supplier.get();
    }

    /** What is thrown instead of what a user's method has thrown. */
    public static LaminarException failure(String name, Throwable cause) {
        if (cause instanceof VirtualMachineError fatal && !(cause instanceof StackOverflowError)) {
            throw fatal;
        }
        return new LaminarException(ErrorCode.FUNCTION_FAILED, "function " + name + " failed with " + cause, cause);
    }

    private static MethodHandle helper(String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.lookup()
                    .findStatic(UserMethods.class, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
