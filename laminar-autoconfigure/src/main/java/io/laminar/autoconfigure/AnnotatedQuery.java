package io.laminar.autoconfigure;

/**
 * A query that an annotated method declares.
 *
 * @param name name of its stream or view
 * @param statement the statement that creates it
 * @param isAutoStartup whether it is created when the application starts
 * @param method the method that gets its result
 */
record AnnotatedQuery(String name, Statement statement, boolean isAutoStartup, ListenerMethod method) {}
