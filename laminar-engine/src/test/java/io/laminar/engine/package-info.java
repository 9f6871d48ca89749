/** Parts of the engine whose threads a test must hold by the hand. */
@NullMarked
package io.laminar.engine;

import org.jspecify.annotations.NullMarked;
