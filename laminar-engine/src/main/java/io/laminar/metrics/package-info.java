/**
 * Counters, histograms and timers with one writer and many readers.
 *
 * <p>Open to every engine package. Uses api.
 */
@NullMarked
package io.laminar.metrics;

import org.jspecify.annotations.NullMarked;
