/** Tests of the figures. */
@NullMarked
package io.laminar.metrics;

import org.jspecify.annotations.NullMarked;
