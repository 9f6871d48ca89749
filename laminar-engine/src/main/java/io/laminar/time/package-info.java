/**
 * Event time: watermarks and windows. All times are microseconds since 1970-01-01T00:00.
 *
 * <p>Open to every engine package. Uses api.
 */
@NullMarked
package io.laminar.time;

import org.jspecify.annotations.NullMarked;
