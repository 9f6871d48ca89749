/**
 * Bounded hand-over of batches and control messages between threads.
 *
 * <p>Producer and consumer share the bridge and nothing else. Alone imports JCTools. Uses api and data.
 */
@NullMarked
package io.laminar.bridge;

import org.jspecify.annotations.NullMarked;
