package io.laminar.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where the result of a {@link LaminarQuery} method goes: a source or table of the engine. A returned
 * {@link Iterable} is pushed row by row; null pushes nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SendTo {
    /** Name of the source or table; {@code ${...}} is resolved by the {@code Environment}. */
    String value();
}
