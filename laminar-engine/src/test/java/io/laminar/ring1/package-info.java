/** Tests of the stateful operators. */
@NullMarked
package io.laminar.ring1;

import org.jspecify.annotations.NullMarked;
