/**
 * Plans to bytecode, one hidden class for each pipeline; what it cannot compile runs interpreted.
 *
 * <p>Alone imports ASM. Uses api, expr, plan, data and ring0.
 */
@NullMarked
package io.laminar.codegen;

import org.jspecify.annotations.NullMarked;
