/**
 * Between the engine's values and Java objects: single values, and whole rows as records, beans, maps, arrays.
 *
 * <p>An encoder or decoder is made once for a class and a schema, checks then that both fit, never
 * changes and may be used by any thread. Uses api and data.
 */
@NullMarked
package io.laminar.data.binding;

import org.jspecify.annotations.NullMarked;
