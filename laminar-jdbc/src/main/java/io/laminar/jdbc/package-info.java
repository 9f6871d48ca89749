/**
 * The JDBC driver for engines of this JVM, on Apache Calcite Avatica.
 *
 * <p>Only {@link io.laminar.jdbc.LaminarDriver} and {@link io.laminar.jdbc.LaminarResultSet} are for users. Statements go straight to
 * the {@link io.laminar.api.LaminarEngine} and rows straight from its {@link io.laminar.api.QueryResult} to the getters, without frames
 * between; Avatica gives the shell of the JDBC interfaces and the metadata calls. Uses the root of the engine, its api, and Avatica.
 */
@NullMarked
package io.laminar.jdbc;

import org.jspecify.annotations.NullMarked;
