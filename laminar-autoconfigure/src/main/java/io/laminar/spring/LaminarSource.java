package io.laminar.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * A source of the engine.
 *
 * <p>On a field, a parameter or a method with one parameter, of type {@link io.laminar.api.Source} or {@link
 * io.laminar.api.RowSource}: injects the way in for rows of that source.
 *
 * <p>On a record: declares the source from the record's components when the application has not declared
 * it otherwise. Columns are called like the components, in lower case with underscores, or as {@link
 * io.laminar.api.annotation.Column} says; {@link io.laminar.api.annotation.EventTime} marks the column with event
 * time, {@link io.laminar.api.annotation.Watermark} how far rows may be out of order. Records in the
 * packages of the application are found by themselves, others when they are injected.
 */
@Documented
@Autowired
@Qualifier(LaminarSource.QUALIFIER)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface LaminarSource {
    /** Qualifier of the beans from which the injection points are filled. */
    String QUALIFIER = "laminarSource";

    /**
     * Name of the source; default the name that the injected record declares, or else the name of the
     * field or parameter; on a record its own name in lower case with underscores.
     */
    String value() default "";
}
