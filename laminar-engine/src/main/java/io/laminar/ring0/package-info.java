/**
 * Ring 0: stateless stages, fused into pipelines that turn a batch into a batch.
 *
 * <p>A pipeline belongs to one thread. Per row it neither allocates (long and double lanes), boxes, locks
 * nor logs. Uses data, bridge and metrics.
 */
@NullMarked
package io.laminar.ring0;

import org.jspecify.annotations.NullMarked;
