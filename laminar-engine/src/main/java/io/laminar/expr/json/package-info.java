/**
 * JSON inside of expressions: documents, paths, and what the functions over them have in common.
 *
 * <p>A document is parsed by a call of its own, so that several functions over one column share it. Everything here is
 * immutable, for any thread. Used by the functions of {@code expr} alone; parses with Jackson's streaming parser.
 */
@NullMarked
package io.laminar.expr.json;

import org.jspecify.annotations.NullMarked;
