/**
 * Measurements with JMH. Each has a loop written by hand over the same arrays beside it.
 *
 * <p>Not checked for nullness: JMH fills the fields of a benchmark in its setup methods.
 */
package io.laminar.benchmarks;
