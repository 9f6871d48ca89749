/** Tests of the shape of the code: which package may use which, and what every package must have. */
@NullMarked
package io.laminar.architecture;

import org.jspecify.annotations.NullMarked;
