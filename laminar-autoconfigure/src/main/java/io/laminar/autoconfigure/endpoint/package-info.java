/** The Actuator endpoint {@code laminar}: what the engine does at the moment, and a hand on it. */
@NullMarked
package io.laminar.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
