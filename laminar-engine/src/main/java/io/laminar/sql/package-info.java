/**
 * SQL text to plans: parser, validation against the catalog, translation.
 *
 * <p>Alone imports Calcite. Uses api, expr, plan and catalog.
 */
@NullMarked
package io.laminar.sql;

import org.jspecify.annotations.NullMarked;
