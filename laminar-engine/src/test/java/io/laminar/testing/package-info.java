/**
 * What tests share: harnesses that run one case in every way in which it could run. {@link
 * io.laminar.testing.SqlScript} runs scripts of SQL, rows and expected changes over the public API alone, so that a
 * script sees what a user sees; the other harnesses use everything.
 */
@NullMarked
package io.laminar.testing;

import org.jspecify.annotations.NullMarked;
