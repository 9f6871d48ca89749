/**
 * The scalar functions of the dialect: one public static Java method for each lane signature, with what users
 * read about it in its {@link io.laminar.expr.function.SqlFunction}.
 *
 * <p>Interpreter and generated code call the same methods, from any thread; none keeps state. Uses api and data.
 */
@NullMarked
package io.laminar.expr.function;

import org.jspecify.annotations.NullMarked;
