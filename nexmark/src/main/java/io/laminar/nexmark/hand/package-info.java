/**
 * The queries as loops by hand: one thread, columns of primitives, open addressing, nothing for any case but the one at hand.
 * They say what the results must be, and about what a machine can do.
 */
@NullMarked
package io.laminar.nexmark.hand;

import org.jspecify.annotations.NullMarked;
