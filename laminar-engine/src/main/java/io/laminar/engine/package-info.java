/**
 * Assembly: catalog, query life cycle, threads, wiring.
 *
 * <p>Uses every package of the engine; nothing but the root uses it.
 */
@NullMarked
package io.laminar.engine;

import org.jspecify.annotations.NullMarked;
