/**
 * Nexmark-like queries over an auction house: the events, the SQL, and what measures a contender.
 *
 * <p>Speaks to the engine through its public API alone, as an application does. Everything belongs to the thread that made it
 * unless it says otherwise.
 */
@NullMarked
package io.laminar.nexmark;

import org.jspecify.annotations.NullMarked;
