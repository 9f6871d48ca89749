package io.laminar.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * A continuous query whose result is delivered to the annotated method of a singleton bean. The query is
 * created as a stream (or materialized view) of the engine before its sources are read, so that the method
 * misses nothing.
 *
 * <p>The method has one parameter, which says what it is given:
 *
 * <ul>
 *   <li>a record, bean, {@link java.util.Map} or {@link io.laminar.api.Row}: each row that comes into being;
 *       rows that are taken back are left out
 *   <li>a {@link java.util.List} of those: what has come since the last call, at most 1,024 rows
 *   <li>{@link io.laminar.api.Change} of those, or a list of them: every change with its kind
 * </ul>
 *
 * <p>Calls come one after the other on a thread of the query's own, in the order of the result. A method that
 * is slow makes the query wait once 8,192 changes have piled up. An exception is logged and counted, and the
 * query goes on. What the method returns goes to the source in {@link SendTo}. {@code ${...}} in the
 * attributes is resolved by the {@code Environment}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface LaminarQuery {
    /** The SELECT; alias of {@link #sql()}. */
    @AliasFor("sql")
    String value() default "";

    /** The SELECT; alias of {@link #value()}. */
    @AliasFor("value")
    String sql() default "";

    /** Name of the stream or view; default the name of the method. */
    String name() default "";

    /** Resource that holds the SELECT, such as {@code classpath:laminar/vwap.sql}, instead of {@link #sql()}. */
    String location() default "";

    /** Whether the result is kept as a materialized view, which can be selected. */
    boolean materialized() default false;

    /** When results leave, the words after EMIT, such as {@code ON WINDOW CLOSE}; default as the dialect has it. */
    String emit() default "";

    /** Partitions in which the query runs where it groups or joins by key, 1 to 256; default that of the engine. */
    int parallelism() default 0;

    /** Options of the WITH clause, each {@code key=value}. */
    String[] properties() default {};

    /** Whether the query is created when the application starts; otherwise by {@link LaminarQueryRegistry#start}. */
    String autoStartup() default "true";
}
