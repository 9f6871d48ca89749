/** What a user does with the engine, from beginning to end, over the public API alone. */
@NullMarked
package io.laminar.acceptance;

import org.jspecify.annotations.NullMarked;
