/** Tests of the binding. */
@NullMarked
package io.laminar.data.binding;

import org.jspecify.annotations.NullMarked;
