/** The DataSource for in-process access to the engine, where the JDBC driver and spring-jdbc are there. */
@NullMarked
package io.laminar.autoconfigure.jdbc;

import org.jspecify.annotations.NullMarked;
