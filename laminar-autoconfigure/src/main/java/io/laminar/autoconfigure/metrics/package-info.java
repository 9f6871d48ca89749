/** Meters over the engine's own counters: they are read when somebody asks, and cost the rows nothing. */
@NullMarked
package io.laminar.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
