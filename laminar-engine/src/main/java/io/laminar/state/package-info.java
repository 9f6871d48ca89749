/**
 * State of operators: typed tables over lanes.
 *
 * <p>A table belongs to one operator. Because its columns are known, size and inspection are written once, here. Uses api, spi and data.
 */
@NullMarked
package io.laminar.state;

import org.jspecify.annotations.NullMarked;
