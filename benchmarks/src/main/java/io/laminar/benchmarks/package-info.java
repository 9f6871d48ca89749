/** Measurements with JMH. Each has a loop written by hand over the same arrays beside it. */
@NullMarked
package io.laminar.benchmarks;

import org.jspecify.annotations.NullMarked;
