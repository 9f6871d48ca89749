/** Functions that tests make known to SQL. */
@NullMarked
package io.laminar.testing.function;

import org.jspecify.annotations.NullMarked;
