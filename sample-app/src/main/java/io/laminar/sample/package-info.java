/**
 * The sample application: a live board of flight delays.
 *
 * <p>Read {@code laminar/01-sources.sql} and {@code laminar/02-board.sql} first, they hold the work. {@link
 * io.laminar.sample.DelayBoard} is given the results and remembers what a board shows; {@link
 * io.laminar.sample.BoardLog} and {@link io.laminar.sample.BoardController} show it.
 */
@NullMarked
package io.laminar.sample;

import org.jspecify.annotations.NullMarked;
