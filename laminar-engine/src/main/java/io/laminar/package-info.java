/** {@link io.laminar.Laminar}, the entry point, alone; nothing depends on it. */
@NullMarked
package io.laminar;

import org.jspecify.annotations.NullMarked;
