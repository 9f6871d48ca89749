/** Answers compared with those of another database over the same random rows, where the dialects agree. */
@NullMarked
package io.laminar.differential;

import org.jspecify.annotations.NullMarked;
