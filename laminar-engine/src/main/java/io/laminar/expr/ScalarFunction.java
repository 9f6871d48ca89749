package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.data.LaneKind;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scalar function: one public static Java method and what is to be known of it. The method's parameters and
 * result are {@code boolean} (BOOLEAN), {@code long} (other LONG lanes), {@code double} (DOUBLE lanes) or an
 * object type (OBJECT lanes); a variable last parameter is of objects and takes any number of operands. With {@link NullRule#STRICT} it is only called when no operand is NULL; with {@link
 * NullRule#CALLED} parameters that may be NULL are boxed ({@link Boolean}, {@link Long}, {@link Double}) or
 * objects. A result that may be NULL although no operand is has a boxed or object type, and null means NULL. A
 * value that cannot be given is a {@link io.laminar.api.LaminarException}.
 *
 * @param name SQL name, or the operator's symbol
 * @param method the implementation
 * @param nullRule what NULL operands do
 * @param isDeterministic whether equal operands always give equal results, so that it may be folded
 * @param notation how EXPLAIN prints a call
 * @param code how a user's method is called, whatever it is; null for a method of ours, which is public and static
 */
public record ScalarFunction(
        String name,
        Method method,
        NullRule nullRule,
        boolean isDeterministic,
        Notation notation,
        @Nullable UserCode code) {

    /** A function of the catalogue, whose method is called as it is. */
    public ScalarFunction(String name, Method method, NullRule nullRule, boolean isDeterministic, Notation notation) {
        this(name, method, nullRule, isDeterministic, notation, null);
    }

    /** What NULL operands do. */
    public enum NullRule {
        /** Any NULL operand makes the result NULL, without a call. */
        STRICT,
        /** The method is called with null. */
        CALLED
    }

    /** How a call is printed. */
    public enum Notation {
        /** {@code name(a, b)}. */
        FUNCTION,
        /** {@code (a name b)}; further operands are details of the calculation and are not printed. */
        INFIX,
        /** {@code a[b]}. */
        SUBSCRIPT,
        /** {@code a.name}; further operands are not printed. */
        MEMBER,
        /** {@code a}: the call changes the form of a value alone. */
        HIDDEN,
        /** {@code CAST(a AS type)}; further operands are details of the conversion and are not printed. */
        CAST
    }

    public ScalarFunction {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(nullRule, "nullRule");
        Objects.requireNonNull(notation, "notation");
        boolean isOurs = Modifier.isStatic(method.getModifiers()) && Modifier.isPublic(method.getModifiers());
        if (code == null && !isOurs) {
            throw new IllegalArgumentException("must be public and static: " + method);
        }
    }

    /** The same function, called in another way. */
    public ScalarFunction withCode(UserCode other) {
        return new ScalarFunction(name, method, nullRule, isDeterministic, notation, other);
    }

    /** The type of the parameter that takes an operand; that of an element when it is of the variable one at the end. */
    public Class<?> parameterType(int operand) {
        if (code != null) {
            return code.type().parameterType(operand);
        }
        Class<?>[] types = method.getParameterTypes();
        return isVariadic() && operand >= types.length - 1
                ? types[types.length - 1].getComponentType()
                : types[operand];
    }

    /** The type of what a call gives. */
    public Class<?> returnType() {
        return code == null ? method.getReturnType() : code.type().returnType();
    }

    /** How many operands it takes; the variable ones at the end count as one. */
    public int parameterCount() {
        return method.getParameterCount();
    }

    /** Whether its last parameter takes any number of operands; functions of users have none such. */
    public boolean isVariadic() {
        return code == null && method.isVarArgs();
    }

    /** Whether NULL for an operand makes the result NULL without a call. */
    public boolean isNeeded(int operand) {
        return nullRule == NullRule.STRICT
                || parameterType(operand).isPrimitive()
                || (code != null && code.needed().get(operand));
    }

    void checkOperands(List<Expression> operands) {
        boolean fits = isVariadic() ? operands.size() >= parameterCount() - 1 : operands.size() == parameterCount();
        if (!fits) {
            throw new IllegalArgumentException(this + " takes " + parameterCount() + " operands but got " + operands);
        }
        for (int i = 0; i < operands.size(); i++) {
            DataType type = operands.get(i).type();
            if (type.kind() != DataType.Kind.NULL && laneOf(parameterType(i)) != LaneKind.of(type)) {
                throw new IllegalArgumentException(
                        "operand " + i + " of " + this + " is a " + parameterType(i) + " but got " + type);
            }
        }
    }

    /** The lane whose values a parameter or result of a Java type holds. */
    public static LaneKind laneOf(Class<?> javaType) {
        if (javaType == long.class
                || javaType == boolean.class
                || javaType == Long.class
                || javaType == Boolean.class) {
            return LaneKind.LONG;
        }
        return javaType == double.class || javaType == Double.class ? LaneKind.DOUBLE : LaneKind.OBJECT;
    }

    String print(List<String> operands, DataType type) {
        return switch (notation) {
            case FUNCTION -> name + "(" + String.join(", ", operands) + ")";
            case INFIX -> "(" + operands.get(0) + " " + name + " " + operands.get(1) + ")";
            case SUBSCRIPT -> operands.get(0) + "[" + operands.get(1) + "]";
            case MEMBER -> operands.get(0) + "." + name;
            case HIDDEN -> operands.get(0);
            case CAST -> name + "(" + operands.get(0) + " AS " + type.sqlName() + ")";
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
