package io.laminar.expr.function;

import io.laminar.api.DataType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public static method a function of the catalogue. Its parameters are {@code boolean}, {@code long},
 * {@code double} or objects, one for each SQL operand; NULL operands make the result NULL without a call, unless
 * {@link #calledWithNull} says otherwise.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SqlFunction {
    /** SQL name in capitals, or the operator's symbol. */
    String name();

    /** Further names. */
    String[] aliases() default {};

    /** What it gives, in a sentence. */
    String description() default "";

    /** Calls with their results: {@code UPPER('acme') = 'ACME'}; a test evaluates each. */
    String[] examples() default {};

    /** SQL types of the parameters; by default those that the Java types suggest. */
    DataType.Kind[] parameters() default {};

    /** SQL type of the result, one element; by default the one that the Java type suggests. */
    DataType.Kind[] result() default {};

    /**
     * What it takes and gives where types depend on each other, as {@code ARRAY<T>, T -> BOOLEAN}; then parameters and
     * result of type {@code T} are objects. Dots follow a last parameter that may be repeated, which is the method's
     * variable one; a question mark follows a result that may be NULL although no operand is.
     */
    String signature() default "";

    /** Whether equal operands always give equal results. */
    boolean deterministic() default true;

    /** Whether it never raises an error, whatever the operands. */
    boolean total() default false;

    /** Whether it is called with null for NULL operands. */
    boolean calledWithNull() default false;

    /** Whether it is chosen by the translation of an operator or CAST alone, and neither listed nor found by overload. */
    boolean internal() default false;

    /** Whether EXPLAIN shows the first operand in its place, since it changes the form of a value alone. */
    boolean hidden() default false;
}
