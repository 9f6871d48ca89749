/**
 * Expressions over the columns of a row: the sealed tree, the catalogue of scalar functions, and the
 * interpreter, which is the reference for the compiler.
 *
 * <p>Trees are immutable. A function is one static Java method; interpreter and compiler both call it.
 * Uses api and data.
 */
@NullMarked
package io.laminar.expr;

import org.jspecify.annotations.NullMarked;
