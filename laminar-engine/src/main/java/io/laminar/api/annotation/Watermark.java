package io.laminar.api.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How far rows may be out of order, where a source is declared from a class: the watermark is the
 * highest event time seen less this delay. Stands on the class or on its {@link EventTime}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface Watermark {
    /** The delay, such as {@code 5s}, {@code 500ms} or {@code PT1M}. */
    String value();
}
