/**
 * Contracts for connectors and formats, inside and outside of the engine.
 *
 * <p>An implementation is found with {@link java.util.ServiceLoader}. Uses api alone.
 */
@NullMarked
package io.laminar.spi;

import org.jspecify.annotations.NullMarked;
