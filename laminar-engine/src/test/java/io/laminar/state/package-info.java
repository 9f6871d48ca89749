/** Tests of the state tables. */
@NullMarked
package io.laminar.state;

import org.jspecify.annotations.NullMarked;
