/**
 * What a query does, between SQL and runtime: plan nodes, pipelines cut from them, and the text of EXPLAIN.
 *
 * <p>Nodes are immutable records. Uses api and expr.
 */
@NullMarked
package io.laminar.plan;

import org.jspecify.annotations.NullMarked;
