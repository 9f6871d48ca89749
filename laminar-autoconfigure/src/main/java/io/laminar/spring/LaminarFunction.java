package io.laminar.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A scalar function of SQL, or a table function when the method gives a {@link java.util.stream.Stream}, an {@link
 * Iterable} or a {@link java.util.List} of records. It is there before the definitions of properties and scripts run; SQL
 * types follow from the Java ones. Functions of one name with different parameters are overloads.
 *
 * <p>On a public method of a singleton bean: the method. On the class of a bean: its only public method that the class
 * declares, or the one called {@code eval}, {@code apply} or {@code call}. The bean is made when the function is called
 * first, so that it may be given the engine or its sources; several workers call it at once.
 *
 * <p>On the class of a bean that is an {@link io.laminar.spi.AggregateFunction}: an aggregate. Such a bean is made as the
 * engine starts, so it cannot be given the engine.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface LaminarFunction {
    /** Name of the function, see {@link #name}. */
    @AliasFor("name")
    String value() default "";

    /**
     * Name of the function; may have placeholders. Default: the name of the method in lower case with underscores, of the
     * class likewise when the annotation is on it.
     */
    @AliasFor("value")
    String name() default "";
}
