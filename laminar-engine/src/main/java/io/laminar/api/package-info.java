/**
 * The published surface of the engine: handles, rows, schemas, types, options and errors.
 *
 * <p>Everything here is documented, tested and kept. The package knows the JDK and nothing else, so
 * that every other package, and every module, may use it.
 */
@NullMarked
package io.laminar.api;

import org.jspecify.annotations.NullMarked;
