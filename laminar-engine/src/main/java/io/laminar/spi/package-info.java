/**
 * Contracts for connectors, formats and aggregate functions, inside and outside of the engine.
 *
 * <p>Connectors and formats are found with {@link java.util.ServiceLoader}, functions by CREATE FUNCTION. Uses api alone.
 */
@NullMarked
package io.laminar.spi;

import org.jspecify.annotations.NullMarked;
