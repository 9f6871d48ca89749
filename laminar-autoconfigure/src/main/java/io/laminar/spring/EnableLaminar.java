package io.laminar.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/** Sets up Laminar in an application that does not use auto-configuration; stands on a configuration class. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ImportAutoConfiguration // its classes are listed in META-INF/spring/io.laminar.spring.EnableLaminar.imports
public @interface EnableLaminar {}
