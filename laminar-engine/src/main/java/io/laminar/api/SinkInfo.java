package io.laminar.api;

/**
 * A sink at one moment.
 *
 * @param name name, as in the catalog
 * @param connector name of its connector
 * @param rows rows written
 * @param errors rows that could not be written
 */
public record SinkInfo(String name, String connector, long rows, long errors) {}
