/** Tests of the formats. */
@NullMarked
package io.laminar.format;

import org.jspecify.annotations.NullMarked;
