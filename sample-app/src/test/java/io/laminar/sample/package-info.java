/** Tests of the sample: its figures against figures that are computed here from the file, without the engine. */
@NullMarked
package io.laminar.sample;

import org.jspecify.annotations.NullMarked;
