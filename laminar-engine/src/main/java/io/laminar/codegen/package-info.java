/**
 * Plans to bytecode, one hidden class for each pipeline and for the loop of an aggregate; what it cannot compile runs interpreted.
 *
 * <p>Alone imports ASM. Uses api, expr, plan, data, state and ring0.
 */
@NullMarked
package io.laminar.codegen;

import org.jspecify.annotations.NullMarked;
