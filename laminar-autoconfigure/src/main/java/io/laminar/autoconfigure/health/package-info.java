/** The health of the engine, where Boot's health support is there. */
@NullMarked
package io.laminar.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
