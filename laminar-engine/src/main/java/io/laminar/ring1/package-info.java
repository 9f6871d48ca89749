/**
 * Ring 1: stateful operators, one thread each.
 *
 * <p>An operator owns its state alone, so nothing here locks. Its state lives in tables of {@code state}. It may
 * allocate per window, not per row, and never waits for I/O. Uses data, state and bridge; only engine builds operators.
 */
@NullMarked
package io.laminar.ring1;

import org.jspecify.annotations.NullMarked;
