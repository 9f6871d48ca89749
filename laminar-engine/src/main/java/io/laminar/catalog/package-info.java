/**
 * What exists: sources, tables, streams, views and sinks, as immutable snapshots.
 *
 * <p>A statement works on one snapshot from beginning to end. Uses api, spi and plan.
 */
@NullMarked
package io.laminar.catalog;

import org.jspecify.annotations.NullMarked;
