/**
 * Data in flight and in Java's hands: batches and their lanes, pools, text forms of values, and the
 * conversion between engine values and Java objects.
 *
 * <p>A batch has one owner until it is published and never changes after that. Nothing here locks.
 * Used by everything that touches rows; uses api alone.
 */
@NullMarked
package io.laminar.data;

import org.jspecify.annotations.NullMarked;
