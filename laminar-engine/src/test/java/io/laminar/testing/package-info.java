/**
 * Tools of the tests: {@link io.laminar.testing.SqlScript} runs scripts of SQL, rows and expected changes against an
 * engine.
 *
 * <p>Uses the public API of the engine alone, so that a script sees what a user sees.
 */
@NullMarked
package io.laminar.testing;

import org.jspecify.annotations.NullMarked;
