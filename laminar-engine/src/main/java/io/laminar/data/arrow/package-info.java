/**
 * Apache Arrow at the edge: vectors to batches. Alone imports Arrow, which is an optional dependency.
 *
 * <p>Works on plain vectors without any flag of the JVM. Uses api and data.
 */
@NullMarked
package io.laminar.data.arrow;

import org.jspecify.annotations.NullMarked;
